"""What a model can't tell is listed once for the very same words, and what is said most often first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

import duckdb
import pytest

from juluo.insights.readings.listed import Order, listed, unsure
from juluo.intake.lessons import Reading
from juluo.store.view import View

DAY = date(2026, 11, 19)
SAID = (
    ("在吗", 0.5),
    ("在吗", 0.5),
    ("在吗", 0.51),
    ("有人在？", 0.5),
    ("怎么弄？", 0.95),
    ("怎么弄？", 0.95),
    ("早", 0.1),
)


@dataclass
class Laid:
    """As much of a view as the lists ask for: the readings of some days."""

    con: duckdb.DuckDBPyConnection

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        return self.con.execute(query).fetchall()


@pytest.fixture
def view() -> Iterator[View]:
    con = duckdb.connect()
    con.execute(
        "CREATE TABLE readings (entry_id BIGINT, day DATE, ts TIMESTAMP, member BOOL, question FLOAT, words UBIGINT)"
    )
    began = datetime(2026, 11, 19, 9, tzinfo=UTC)
    for number, (words, chance) in enumerate(SAID):
        con.execute(
            "INSERT INTO readings SELECT ?, ?, ?, true, ?, hash(?)",
            [number, DAY, began + timedelta(minutes=number), chance, words],
        )
    yield cast("View", Laid(con))
    con.close()


def test_the_same_words_stand_once_with_how_often_they_were_said(view: View) -> None:
    found = listed(view, Reading.QUESTION, Order.UNSURE, 20)
    assert [(one.entry_id, one.times) for one in found] == [(3, 1), (2, 3)]
    assert unsure(view, Reading.QUESTION) == 2


def test_pages_go_on_where_the_last_one_ended(view: View) -> None:
    pages = [listed(view, Reading.QUESTION, Order.UNSURE, 1, at) for at in (0, 1, 2)]
    assert [[one.entry_id for one in some] for some in pages] == [[3], [2], []]


def test_what_is_likely_stands_as_often_as_it_was_said(view: View) -> None:
    assert [one.entry_id for one in listed(view, Reading.QUESTION, Order.NEW, 20)] == [5, 4]
