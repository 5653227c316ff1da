"""What every metric keeps, whichever it is."""

import pkgutil
import re
from datetime import date
from importlib import import_module

import pytest
from lines import AN, BO, CEN, HE, LIN, ROBOT, Opened, daily, line, on, open_from

from juluo.ledger.period import Period
from juluo.ledger.sight import DESK, Sight
from juluo.metrics.metric import GROUPS, Metric, Unit, metrics, unseen
from juluo.metrics.reading import SIGHT_WORDS, read
from juluo.metrics.splitting import read_parts
from juluo.metrics.verdict import Verdict
from juluo.store.view import View

NAMES = sorted(metrics())
# A share of all that anybody posted: there bots and staff are what the members' own part is set against.
OVER_EVERYBODY = {"ugc_share"}


@pytest.fixture(scope="module")
def winter(shared_ledger: Opened) -> View:
    """January and February, of whose last day exports don't tell all."""
    return shared_ledger([*open_from("2026-01-01", "2026-02-27"), *daily(AN, "2026-01-01", 59)], community="winter")


@pytest.fixture(scope="module")
def spring(shared_ledger: Opened) -> View:
    """Three months of messages alone."""
    return shared_ledger([*open_from("2026-01-01", "2026-03-31"), *daily(AN, "2026-01-01", 90)], community="spring")


@pytest.fixture(scope="module")
def with_and_without(shared_ledger: Opened) -> tuple[View, View]:
    """The same town before bots' and staff's entries were imported, and after."""
    people = [*daily(AN, "2026-01-01", 80), *daily(BO, "2026-03-03", 1, 3)]
    aside = [entry for who in (ROBOT, LIN, HE) for entry in daily(who, "2026-01-01", 80, 2, 13)]
    shown = [line("2026-03-01T10:00:00", AN, text="吗？", topic="t"), line("2026-03-01T10:01:00", CEN, "join")]
    alone = shared_ledger([*open_from("2026-01-01", "2026-03-31"), *people, *shown])
    return alone, shared_ledger(aside)


@pytest.mark.parametrize("name", NAMES)
def test_its_record_is_complete(name: str) -> None:
    metric = metrics()[name]
    assert metric.name == name
    assert re.fullmatch(r"[a-z][a-z0-9_]+", name)
    assert re.search(r"[一-鿿]", metric.title)
    assert re.search(r"[一-鿿].*。$", metric.meaning)
    assert metric.title_en
    assert metric.meaning_en.endswith(".")
    assert re.search(r"[一-鿿].*。$", metric.edges)
    assert metric.edges_en.endswith(".")
    assert re.search(r"[一-鿿].*。$", metric.source)
    assert re.fullmatch(r"[^一-鿿]+\.", metric.source_en)
    assert metric.kinds
    assert metric.needs


def test_every_module_with_a_metric_is_found() -> None:
    packages = [import_module(f"juluo.metrics.{group}") for group in GROUPS]
    modules = [f"{p.__name__}.{info.name}" for p in packages for info in pkgutil.iter_modules(p.__path__)]
    found = [
        metric.name for name in modules if isinstance(metric := getattr(import_module(name), "METRIC", None), Metric)
    ]
    assert sorted(found) == NAMES
    assert len({metric.title for metric in metrics().values()}) == len(NAMES)


def test_every_sight_has_its_word() -> None:
    assert SIGHT_WORDS.keys() == set(Sight)


@pytest.mark.parametrize("name", NAMES)
def test_what_the_source_cannot_see_is_unknown_and_never_0(name: str, spring: View) -> None:
    metric, reading = metrics()[name], on(spring, name, "2026-03-10")
    lacking = unseen(metric, spring.coverage.sights)
    assert bool(lacking) == (metric.needs != (frozenset({Sight.MESSAGES}),))
    if lacking:
        assert reading.value is None
        assert reading.verdict is Verdict.UNKNOWN
        reason, of_exports = reading.measured.reason, [sight for sight in lacking if sight not in DESK]
        assert all(SIGHT_WORDS[sight] in reason for sight in of_exports)
        # No export is to blame for what only the desk keeps.
        assert of_exports or (reason.startswith("这段时间没有") and "导出" not in reason)
        assert reading.facts()["previous"] == {"same_weekday": None, "mean4": None}


@pytest.mark.parametrize("name", NAMES)
def test_a_day_that_no_export_tells_of_is_unknown(name: str, winter: View) -> None:
    reading = on(winter, name, "2026-03-03")
    assert (reading.value, reading.verdict) == (None, Verdict.UNKNOWN)
    assert reading.measured.reason
    assert not reading.complete


@pytest.mark.parametrize("name", NAMES)
def test_a_day_that_is_not_over_is_not_compared(name: str, winter: View) -> None:
    reading = on(winter, name, "2026-02-28")
    assert not reading.complete
    assert reading.verdict in {Verdict.INCOMPLETE, Verdict.UNKNOWN}
    assert reading.change.amount is None


def test_a_day_that_began_before_the_export_is_not_compared_either(ledger: Opened) -> None:
    view = ledger([line("2026-01-05T15:00:00", AN, text="好"), *open_from("2026-01-06", "2026-01-20")])
    assert not on(view, "messages", "2026-01-05").complete
    later = on(view, "messages", "2026-01-12")
    assert later.complete
    assert later.same_weekday is None


def test_a_gap_between_two_exports_ends_the_day_before_it(ledger: Opened) -> None:
    before = [line("2026-01-01T00:00:00", AN, text="好"), line("2026-01-10T12:00:00", AN, text="好")]
    view = ledger(before, [*open_from("2026-01-20", "2026-02-10")])
    assert not on(view, "messages", "2026-01-10").complete
    assert on(view, "messages", "2026-01-09").complete
    assert on(view, "messages", "2026-01-15").verdict is Verdict.UNKNOWN
    assert not on(view, "messages", "2026-01-05", "2026-01-25").complete


def test_previous_values_are_the_same_weekdays(ledger: Opened) -> None:
    weeks = zip(("2026-01-07", "2026-01-14", "2026-01-21", "2026-01-28", "2026-02-04"), (2, 4, 6, 8, 3), strict=True)
    said = [entry for day, times in weeks for entry in daily(AN, day, 1, times)]
    view = ledger([*open_from("2026-01-01", "2026-02-28"), *said, *daily(BO, "2026-02-03", 1, 50)])
    reading = on(view, "messages", "2026-02-04")
    assert (reading.value, reading.same_weekday, reading.mean4) == (3, 8, 5)
    assert on(view, "messages", "2026-01-28").mean4 is None
    assert on(view, "messages", "2026-01-28").same_weekday == 6


def test_weeks_and_months_are_compared_with_the_one_before(ledger: Opened) -> None:
    view = ledger([*open_from("2026-01-01", "2026-04-30"), *daily(AN, "2026-01-01", 31), *daily(BO, "2026-03-01", 31)])
    week = on(view, "messages", "2026-02-02", "2026-02-08")
    assert (week.value, week.same_weekday) == (0, 6)
    month = on(view, "messages", "2026-02-01", "2026-02-28")
    assert (month.value, month.same_weekday) == (0, 31)
    assert on(view, "messages", "2026-03-01", "2026-03-31").same_weekday == 0


def test_windows_that_overlap_are_not_compared(ledger: Opened) -> None:
    view = ledger([*open_from("2026-01-01", "2026-05-31"), *daily(AN, "2026-03-05", 1), *daily(BO, "2026-04-01", 1)])
    reading = on(view, "active_members_28d", "2026-04-09")
    assert (reading.value, reading.same_weekday) == (1, 1)
    assert on(view, "active_members_7d", "2026-04-07").same_weekday == 0
    assert on(view, "active_members_28d", "2026-04-02").value == 1
    assert on(view, "active_members_28d", "2026-04-01").value == 2


def test_bursts_without_a_history_prove_nothing(ledger: Opened) -> None:
    bursts = zip(("2026-01-15", "2026-01-22", "2026-02-12"), (5, 50, 40), strict=True)
    said = [entry for day, times in bursts for entry in daily(AN, day, 1, times)]
    view = ledger([*open_from("2026-01-01", "2026-02-28"), *said])
    assert on(view, "messages", "2026-01-22").verdict is Verdict.TOO_FEW
    assert on(view, "messages", "2026-02-12").verdict is Verdict.NO_CHANGE


@pytest.mark.parametrize("name", [name for name in NAMES if metrics()[name].unit is not Unit.TABLE])
def test_bots_and_staff_count_nowhere(name: str, with_and_without: tuple[View, View]) -> None:
    alone, beside = (on(view, name, "2026-03-03").facts() for view in with_and_without)
    if name in OVER_EVERYBODY:
        assert (beside["hits"], beside["n"]) == (alone["hits"], alone["n"] + 6)
        return
    assert beside == alone


def test_channels_of_one_name_stay_apart(ledger: Opened) -> None:
    two = [line("2026-01-02T10:00:00", AN, text="好", channel_id=place) for place in ("c1", "c2", "c2")]
    view = ledger([*open_from("2026-01-01", "2026-01-03"), *two])
    rows = on(view, "channel_share", "2026-01-02").measured.rows
    assert [(row["channel"], row["messages"]) for row in rows] == [("广场 (c2)", 2), ("广场 (c1)", 1)]
    split = metrics()["active_members"].splits["channel"](view, Period(date(2026, 1, 2), date(2026, 1, 2)))
    assert len(split) == 2


def test_a_channel_is_compared_with_itself_where_its_namesake_was_silent(ledger: Opened) -> None:
    every = [*daily(AN, "2026-01-01", 20, channel_id="c1"), *daily(BO, "2026-01-09", 1, channel_id="c2")]
    view = ledger([*open_from("2026-01-01", "2026-01-20"), *every])
    day = Period(date(2026, 1, 9), date(2026, 1, 9))
    (found,) = [one for name, one in read_parts(view, metrics()["messages"], [day], "channel") if name == "广场 (c1)"]
    assert (found.value, found.same_weekday) == (1, 1)


def test_readings_come_in_the_order_asked_for(ledger: Opened) -> None:
    view = ledger([*open_from("2026-01-01", "2026-01-31"), *daily(AN, "2026-01-10", 1)])
    days = [Period(date(2026, 1, day), date(2026, 1, day)) for day in (12, 10, 11)]
    assert [reading.value for reading in read(view, metrics()["messages"], days)] == [0, 1, 0]
