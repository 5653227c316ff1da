"""Days on which the clocks change: 25 hours in New York on 1 November 2026, 23 on 14 March 2027."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from lines import AN, Opened, line, on

from juluo.ledger.period import Period
from juluo.metrics.activity import messages
from juluo.metrics.metric import Measured, Metric
from juluo.metrics.reading import Reading, read
from juluo.metrics.verdict import Verdict
from juluo.store.view import View

ZONE = "America/New_York"
LONG, SHORT = date(2026, 11, 1), date(2027, 3, 14)
HOURLY = 400


def hourly(view: View, extra: dict[date, int]) -> Metric:
    """Messages of a community that always speaks alike: so many in every hour, and some more on some days."""

    def measure(_view: View, periods: Sequence[Period]) -> list[Measured]:
        counts = [
            sum(HOURLY * view.calendar.hours(day) + extra.get(day, 0) for day in period.days) for period in periods
        ]
        return [Measured(count, round(count)) for count in counts]

    return replace(messages.METRIC, measure=measure)


@pytest.fixture
def view(ledger: Opened) -> View:
    return ledger([line("2026-01-01T00:00:00", AN, text="早"), line("2027-06-01T00:00:00", AN, text="晚")], zone=ZONE)


def reading(view: View, day: date, extra: int = 0, length: int = 1) -> Reading:
    period = Period.trailing(day, length)
    (found,) = read(view, hourly(view, {day: extra}), [period])
    return found


@pytest.mark.parametrize("day", [LONG, SHORT])
def test_an_hour_more_or_less_is_no_change(view: View, day: date) -> None:
    found = reading(view, day)
    assert found.value == HOURLY * view.calendar.hours(day) != HOURLY * 24
    assert found.verdict is Verdict.NO_CHANGE


@pytest.mark.parametrize(("day", "hours"), [(LONG, 1), (SHORT, -1)])
def test_as_much_on_a_day_of_24_hours_is_one(view: View, day: date, hours: int) -> None:
    found = reading(view, day.replace(day=day.day + 14), HOURLY * hours)
    assert found.verdict is (Verdict.CLEARLY_UP if hours > 0 else Verdict.CLEARLY_DOWN)


def test_months_are_as_long_as_they_are(view: View) -> None:
    """November has an hour more than 30 days, and a day less than October: the same talk in both is no change."""
    (found,) = read(view, hourly(view, {}), [Period(date(2026, 11, 1), date(2026, 11, 30))])
    assert found.value == HOURLY * 721
    assert found.verdict is Verdict.NO_CHANGE


@pytest.mark.parametrize(
    ("day", "first", "last", "whole"),
    [
        # 04:00 to 05:00 in UTC.
        (LONG, "2026-11-01T04:30:00", "2026-11-02T04:30:00", True),
        (LONG, "2026-11-01T04:30:00", "2026-11-02T03:30:00", False),
        # 05:00 to 04:00 in UTC.
        (SHORT, "2027-03-14T05:30:00", "2027-03-15T03:30:00", True),
        (SHORT, "2027-03-14T05:30:00", "2027-03-15T02:30:00", False),
    ],
)
def test_a_day_is_whole_when_all_its_hours_are_told(
    ledger: Opened, day: date, first: str, last: str, *, whole: bool
) -> None:
    view = ledger([line(first, AN, text="早"), line(last, AN, text="晚")], zone=ZONE)
    found = on(view, "messages", day.isoformat())
    assert found.complete is whole
    assert (found.verdict is Verdict.INCOMPLETE) is not whole


def test_the_hour_that_comes_twice_lies_in_the_day_that_the_group_calls_it(ledger: Opened) -> None:
    """One o'clock comes twice in that night; where the day starts at four, both belong to the day before."""
    twice = ["2026-11-01T05:30:00", "2026-11-01T06:30:00"]
    lines = [line(ts, AN, text="还没睡") for ts in ("2026-10-01T12:00:00", *twice, "2026-11-29T12:00:00")]
    late = ledger(lines, zone=ZONE, starts=4)
    assert late.calendar.hours(date(2026, 10, 31)) == 25
    assert [on(late, "messages", day).value for day in ("2026-10-31", "2026-11-01")] == [2, 0]
    rows = on(late, "hour_of_week", "2026-10-26", "2026-11-01").measured.rows
    # What they call Saturday's night is Sunday, one o'clock.
    assert {(row["weekday"], row["hour"]): row["messages"] for row in rows if row["messages"]} == {(6, 1): 2}
