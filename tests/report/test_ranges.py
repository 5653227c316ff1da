"""Which days a range means, what lies beside it, and what it is compared with."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.ledger.period import Grain, Period
from juluo.report.against import Against, compared
from juluo.report.ranges import Range, beside, readable, spanned

THURSDAY, BEGAN = date(2026, 11, 19), date(2026, 1, 5)


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        (Range.DAYS, "2026-11-13", "2026-11-19"),
        (Range.WEEK, "2026-11-16", "2026-11-19"),
        (Range.LAST_WEEK, "2026-11-09", "2026-11-15"),
        (Range.MONTH, "2026-11-01", "2026-11-19"),
        (Range.LAST_MONTH, "2026-10-01", "2026-10-31"),
        (Range.ALL, "2026-01-05", "2026-11-19"),
    ],
)
def test_ranges(asked: Range, first: str, last: str) -> None:
    assert spanned(asked, 7, THURSDAY, BEGAN) == Period(date.fromisoformat(first), date.fromisoformat(last))


def test_beside_a_month_lies_a_month() -> None:
    october = spanned(Range.LAST_MONTH, 7, THURSDAY, BEGAN)
    assert beside(Range.LAST_MONTH, october, -1) == Period(date(2026, 9, 1), date(2026, 9, 30))
    assert beside(Range.LAST_MONTH, october, 1) == Period(date(2026, 11, 1), date(2026, 11, 30))


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(1, 400), st.sampled_from(list(Range)))
def test_what_lies_beside_touches(last: date, days: int, asked: Range) -> None:
    span = spanned(asked, days, last, date(1999, 1, 1))
    before, after = beside(asked, span, -1), beside(asked, span, 1)
    assert (span.first - before.last).days == 1
    grain = Grain.WEEK if "week" in asked else Grain.MONTH if "month" in asked else Grain.DAY
    assert (after.first - Period.of(span.last, grain).last).days == 1
    if asked is Range.DAYS:
        assert before.length == after.length == span.length == days


def test_a_long_line_is_told_more_coarsely() -> None:
    assert readable(Grain.DAY, 400, 400) is Grain.DAY
    assert readable(Grain.DAY, 401, 400) is Grain.WEEK
    assert readable(Grain.WEEK, 30, 400) is Grain.WEEK
    assert readable(Grain.DAY, 9000, 400) is Grain.MONTH


DAYS = Period.trailing(THURSDAY, 10).split(Grain.DAY)
MONTHS = Period(date(2026, 9, 1), THURSDAY).split(Grain.MONTH)


@pytest.mark.parametrize(
    ("against", "own", "first"),
    [
        (Against.BEFORE, None, date(2026, 10, 27)),
        (Against.WEEK, None, date(2026, 11, 3)),
        (Against.YEAR, None, date(2025, 11, 11)),
        (Against.OWN, date(2026, 3, 2), date(2026, 3, 2)),
    ],
)
def test_days_meet_days(against: Against, own: date | None, first: date) -> None:
    found = compared(against, DAYS, Grain.DAY, own)
    assert found[0].first == first
    assert len(found) == len(DAYS)
    if against is not Against.OWN:
        assert [one.first.weekday() for one in found] == [one.first.weekday() for one in DAYS]


def test_months_meet_months() -> None:
    assert compared(Against.YEAR, MONTHS, Grain.MONTH, None)[-1] == Period(date(2025, 11, 1), date(2025, 11, 30))
    assert compared(Against.BEFORE, MONTHS, Grain.MONTH, None)[0] == Period(date(2026, 6, 1), date(2026, 6, 30))
    own = compared(Against.OWN, MONTHS, Grain.MONTH, date(2026, 2, 14))
    assert own[0] == Period(date(2026, 2, 1), date(2026, 2, 28))


def test_nothing_is_compared_with_nothing() -> None:
    assert compared(Against.NOTHING, DAYS, Grain.DAY, None) == ()
    assert compared(Against.OWN, DAYS, Grain.DAY, None) == ()
    assert compared(Against.BEFORE, (), Grain.DAY, None) == ()
