"""A compound metric's rows as people read them: no cell holds a word of the code."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime

import pytest

from juluo.intake.take_in import Wish, take_in
from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Grain, Period
from juluo.metrics.metric import metrics
from juluo.report.rows import rows_told
from juluo.report.scene import Scene
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

DAY = date(2026, 3, 30)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    """Three months of an export that shows nobody coming or going."""
    folder = tmp_path_factory.mktemp("rows")
    path, store = folder / "town.jsonl", EmbeddedStore(folder / "home")
    said = [
        {"id": day, "ts": f"{day}T12:00:00+00:00", "author": "an", "text": "好"}
        for day in ("2026-01-01", "2026-03-31")
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in said), encoding="utf-8")
    take_in(store, "town", [path], Wish(timezone="UTC"))
    community = store.community("town")
    assert community is not None
    with closing(store.view(community)) as found:
        yield found


def scene(view: View, lang: str = "zh") -> Scene:
    return Scene(view, Period.of(DAY, Grain.DAY), Grain.DAY, lang, datetime(2026, 3, 31, tzinfo=UTC))


def column(asked: Scene, metric: str, row: dict[str, object], name: str) -> str:
    """The row's cell under a head."""
    table = rows_told(asked, metrics()[metric], [row])
    assert table is not None
    return table.rows[0][table.head.index(name)]


@pytest.mark.parametrize("kind", sorted(ORIGINAL))
def test_every_kind_of_a_post_has_its_word(kind: str, view: View) -> None:
    assert column(scene(view), "content_half_life", {"kind": kind, "posts": 3}, "种类") in {"消息", "投票"}


def test_who_brought_somebody_is_told_in_words(view: View) -> None:
    told = [
        column(scene(view), "channel_conversion", {"brought_by": who}, "谁带来的")
        for who in ("member", "staff", "others", "not_shown")
    ]
    assert told == ["成员", "工作人员", "其他", "来源没写"]
    assert (
        column(scene(view, "en"), "channel_conversion", {"brought_by": "not_shown"}, "Brought by")
        == "The source doesn't say"
    )


def test_a_part_of_the_health_that_the_source_hides_says_what_it_hides(view: View) -> None:
    asked = scene(view)
    rows = asked.reading("health_composite").measured.rows
    hidden = {
        str(row["metric"]): column(asked, "health_composite", dict(row), "备注") for row in rows if row["hidden"]
    }
    assert hidden["left"] == "这个来源的导出里看不到：退群、成员总数"
    assert all(
        column(asked, "health_composite", dict(row), "备注") == row["reason"] for row in rows if not row["hidden"]
    )


def test_messages_are_not_called_people(view: View) -> None:
    assert column(scene(view), "posts_by_member_type", {"type": "staff", "hits": 5, "n": 9}, "条数") == "5"
    assert column(scene(view), "contributor_funnel", {"step": "spoke", "hits": 5, "n": 9}, "人数") == "5"
