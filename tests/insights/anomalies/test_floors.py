"""Few alarms on ordinary days, and the right cause for what was put in: invented and real exports."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hamlet import FIRST, LAST, hamlet
from injected import KINDS, Mishaps, named

from juluo.insights.anomalies.alarms import alarms
from juluo.intake.take_in import Wish, take_in
from juluo.ledger.period import Period
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

REAL = os.environ.get("JULUO_REAL_DATA")
WATCHED = Period(FIRST.replace(month=3, day=20), LAST)


@contextmanager
def opened(folder: Path, table: pa.Table) -> Iterator[View]:
    path = folder / "export.parquet"
    pq.write_table(table, path)
    with closing(EmbeddedStore(folder / "home")) as store:
        take_in(store, "town", [path], Wish(timezone="UTC"))
        community = store.community("town")
        assert community is not None
        with closing(store.view(community)) as view:
            yield view


def days_with_alarms(view: View, period: Period) -> float:
    return len({alarm.day for alarm in alarms(view, period)}) / period.length


def test_an_ordinary_hamlet_is_left_in_peace(tmp_path: Path) -> None:
    with opened(tmp_path, hamlet(1)) as view:
        assert days_with_alarms(view, WATCHED) <= 0.1


@pytest.fixture(scope="module")
def mishaps(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[bool]]:
    """Of every kind of mishap, which were named."""
    put = Mishaps(hamlet(2), seed=1, apart=9)
    with opened(tmp_path_factory.mktemp("mishaps"), put.put(WATCHED.first, LAST.replace(day=1))) as view:
        found = alarms(view, WATCHED)
        return {kind: [named(view, one, found) for one in put.planted if one.kind == kind] for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_put_in_is_named(mishaps: dict[str, list[bool]], kind: str) -> None:
    assert len(mishaps[kind]) >= 5
    assert sum(mishaps[kind]) >= 0.8 * len(mishaps[kind])


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[bool]]:
    """The last real year of a chat of 40 people a day, with mishaps."""
    if REAL is None:
        pytest.skip("JULUO_REAL_DATA does not name a folder of real exports")
    table = pq.read_table(Path(REAL) / "communities" / "lean_zulip_2021.parquet")
    put = Mishaps(table, seed=3, apart=11)
    first, last = date(2021, 4, 1), date(2021, 11, 20)
    with opened(tmp_path_factory.mktemp("real"), put.put(first, last)) as view:
        found = alarms(view, Period(first, last))
        return {kind: [named(view, one, found) for one in put.planted if one.kind == kind] for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_put_into_real_talk_is_named(real: dict[str, list[bool]], kind: str) -> None:
    assert len(real[kind]) >= 5
    assert sum(real[kind]) >= 0.8 * len(real[kind])


def test_real_talk_is_left_in_peace(tmp_path: Path) -> None:
    if REAL is None:
        pytest.skip("JULUO_REAL_DATA does not name a folder of real exports")
    table = pq.read_table(Path(REAL) / "communities" / "discourse_urho3d.parquet")
    with opened(tmp_path, table) as view:
        assert days_with_alarms(view, Period(date(2015, 1, 1), date(2017, 12, 31))) <= 0.1
