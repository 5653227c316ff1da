"""Every number against plain SQL over the table it came from, over many days, in several zones."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from plain_sql import Told
from town import build

from juluo.intake.take_in import Wish, take_in
from juluo.ledger.period import Grain, Period
from juluo.metrics.metric import metrics
from juluo.metrics.reading import read
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

REAL = os.environ.get("JULUO_REAL_DATA")
NO_REAL = "JULUO_REAL_DATA names no folder of real communities"


@dataclass(frozen=True)
class Case:
    """A community, imported, and the same table for plain SQL; `first` and `last` are the days compared."""

    view: View
    told: Told
    days: tuple[date, ...]

    def values(self, name: str) -> dict[date, float | None]:
        readings = read(self.view, metrics()[name], [Period(day, day) for day in self.days])
        return {reading.period.first: reading.value for reading in readings}

    def parts(self, name: str, part: str) -> dict[date, Any]:
        readings = read(self.view, metrics()[name], [Period(day, day) for day in self.days])
        return {reading.period.first: reading.measured.parts.get(part) for reading in readings}

    def only(self, told: Mapping[date, Any]) -> dict[date, Any]:
        return {day: told.get(day) for day in self.days}


@dataclass(frozen=True)
class Setting:
    """What is imported, and how its days are counted."""

    files: tuple[str, ...]
    zone: str
    starts: int
    first: date
    last: date
    shows: tuple[str, ...] = ()
    before: int = 90
    after: int = 10

    def paths(self, folder: Path) -> list[Path]:
        """The town's table, or what a real one tells of these days and of some before and after."""
        if not self.files:
            return [build(folder, len(self.zone) + self.starts, *self.shows)]
        since, until = self.first - timedelta(days=self.before), self.last + timedelta(days=self.after)
        for name in self.files:
            whole = f"{REAL}/communities/{name}.parquet"
            part = f"SELECT * FROM '{whole}' WHERE ts >= '{since}' AND ts < '{until}'"
            duckdb.sql(f"COPY ({part}) TO '{folder / name}.parquet' (FORMAT parquet)")
        return [folder / f"{name}.parquet" for name in self.files]


ALL = ("replies", "topics", "mentions", "moves")
AUTUMN = (date(2021, 11, 1), date(2022, 3, 16))  # New York's clocks change on 7 November and 13 March
SETTINGS = {
    "town in UTC": Setting((), "UTC", 0, *AUTUMN, ALL),
    "town in Shanghai, day from 4:00": Setting((), "Asia/Shanghai", 4, *AUTUMN, ("replies", "moves")),
    "town in New York": Setting((), "America/New_York", 0, *AUTUMN, ("topics",)),
    "town in New York, day from 4:00": Setting((), "America/New_York", 4, *AUTUMN, ("mentions",)),
    "town in Kathmandu": Setting((), "Asia/Kathmandu", 0, *AUTUMN, ("mentions", "moves")),
}
REAL_SETTINGS = {
    "lean 2021": Setting(("lean_zulip_2021",), "UTC", 0, date(2021, 4, 1), date(2021, 6, 20)),
    "lean 2020 and 2021": Setting(
        ("lean_zulip_2020", "lean_zulip_2021"), "America/New_York", 4, date(2020, 12, 1), date(2021, 2, 10)
    ),
    "irc": Setting(("irc_raku_2022_2023",), "Asia/Shanghai", 0, date(2022, 9, 1), date(2022, 11, 10)),
    "urho": Setting(("discourse_urho3d",), "UTC", 0, date(2017, 5, 1), date(2017, 7, 20)),
}


def imported(setting: Setting, home: Path) -> Case:
    paths = setting.paths(home.parent)
    store = EmbeddedStore(home)
    take_in(store, "town", paths, Wish(timezone=setting.zone, day_starts_at=setting.starts))
    community = store.community("town")
    assert community is not None
    length = (setting.last - setting.first).days + 1
    days = tuple(setting.first + timedelta(days=n) for n in range(length))
    return Case(store.view(community), Told.of(paths, setting.zone, setting.starts, setting.first, setting.last), days)


def _param(name: str, *, real: bool) -> Any:  # noqa: ANN401 - pytest's own type is private
    marks = [pytest.mark.skipif(REAL is None, reason=NO_REAL)] if real else []
    return pytest.param((REAL_SETTINGS if real else SETTINGS)[name], id=name, marks=marks)


@pytest.fixture(
    scope="module",
    params=[_param(name, real=False) for name in SETTINGS] + [_param(name, real=True) for name in REAL_SETTINGS],
)
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    found = imported(request.param, tmp_path_factory.mktemp("against") / "home")
    yield found
    found.view.close()
    found.view.register.close()


@pytest.fixture(scope="module")
def asked(case: Case) -> Case:
    """The case with its questions known to plain SQL: real ones by the ledger's mark, made-up ones by their ending."""
    ids: list[str] | None = None
    if case.told.con.execute("SELECT count(*) FROM rows_in WHERE text = '怎么弄？'").fetchall() == [(0,)]:
        files = case.view.source(Period(case.days[0], case.days[-1]))
        found = case.view.con.execute(f"SELECT native_id FROM {files} WHERE asks AND until IS NULL").fetchall()
        ids = [native_id for (native_id,) in found]
    case.told.ask(ids)
    return case


def test_messages(case: Case) -> None:
    assert case.values("messages") == case.only(case.told.messages())


@pytest.mark.parametrize(("name", "length"), [("active_members", 1), ("active_members_7d", 7)])
def test_active_members(case: Case, name: str, length: int) -> None:
    assert case.values(name) == case.only(case.told.active(length))


def test_active_members_of_28_days_and_stickiness(case: Case) -> None:
    daily, monthly = case.told.active(1), case.told.active(28)
    assert case.values("active_members_28d") == case.only(monthly)
    sticky = case.values("stickiness")
    for day in case.days[28:]:
        mean = sum(daily[day - timedelta(days=back)] for back in range(28)) / 28
        assert sticky[day] == pytest.approx(mean / monthly[day])


@pytest.mark.parametrize("part", ["new", "returning", "resurrecting", "dormant"])
def test_lifecycle(case: Case, part: str) -> None:
    assert case.parts("lifecycle", part) == case.only(case.told.phase(part))


def test_lifecycle_adds_up(case: Case) -> None:
    active = case.values("active_members")
    for reading in read(case.view, metrics()["lifecycle"], [Period(day, day) for day in case.days]):
        parts = reading.measured.parts
        assert sum(parts[name] or 0 for name in ("new", "returning", "resurrecting")) == active[reading.period.first]


def test_joined_and_left(case: Case) -> None:
    sights = case.view.coverage.sights
    joined, left = case.values("joined"), case.values("left")
    if "presence" in sights:
        assert joined == case.only(case.told.first_ever_seen())
        assert set(left.values()) == {None}
    elif "joins" in sights:
        assert joined == case.only(case.told.moved("join", "invite"))
        assert left == case.only(case.told.moved("leave", "kick"))
    else:
        assert set(joined.values()) == set(left.values()) == {None}


def test_channel_shares(case: Case) -> None:
    for day in case.days[::15]:
        (reading,) = read(case.view, metrics()["channel_share"], [Period(day, day)])
        told = case.told.channels(day)
        total = sum(messages for messages, _ in told.values())
        rows = sorted((row["messages"], row["people"], row["share"]) for row in reading.measured.rows)
        assert rows == sorted((messages, people, messages / total) for messages, people in told.values())


def test_top_tenth(case: Case) -> None:
    assert case.values("top10_share") == pytest.approx(case.only(case.told.top_tenth()))


def test_hours_of_the_week(case: Case) -> None:
    for day in case.days[-20:-15]:
        (reading,) = read(case.view, metrics()["hour_of_week"], [Period(day, day)])
        told = case.told.hours(day)
        assert len(reading.measured.rows) == 168
        found = {(row["weekday"], row["hour"]): row["messages"] for row in reading.measured.rows if row["messages"]}
        assert found == told


def test_retention_triangle(case: Case) -> None:
    week = Period.of(case.days[-8], Grain.WEEK)
    (reading,) = read(case.view, metrics()["retention"], [week])
    assert len(reading.measured.rows) == 8
    hits = born = 0
    for row in reading.measured.rows:
        told = [case.told.retained(date.fromisoformat(str(row["cohort"])), n) for n in range(len(row["weeks"]))]  # type: ignore[arg-type]
        assert row["weeks"] == [back for _, back in told]
        hits, born = (hits + told[1][1], born + told[1][0]) if len(told) > 1 else (hits, born)
    assert (reading.measured.hits, reading.measured.n) == (hits, born)


def test_nothing_is_compared_with_nothing(asked: Case) -> None:
    assert all(sum(n > 0 for n in told.values()) > 50 for told in (asked.told.messages(), asked.told.active(7)))
    answered = asked.told.answered_in_a_day().values()
    if asked.view.coverage.sights & {"replies", "threads", "mentions"}:
        assert sum(hits > 0 for hits, _ in answered) > 30


def test_questions_asked(asked: Case) -> None:
    assert asked.values("questions_asked") == asked.only(asked.told.asked())


def test_reply_rate(asked: Case) -> None:
    if not asked.view.coverage.sights & {"replies", "threads", "mentions"}:
        assert set(asked.values("reply_rate").values()) == {None}
        return
    told = asked.told.answered_in_a_day()
    for reading in read(asked.view, metrics()["reply_rate"], [Period(day, day) for day in asked.days]):
        assert (reading.measured.hits, reading.measured.n) == told.get(reading.period.first, (0, 0))


def test_median_wait(asked: Case) -> None:
    if asked.view.coverage.sights & {"replies", "threads", "mentions"}:
        assert asked.values("time_to_first_response") == pytest.approx(asked.only(asked.told.median_wait()))
