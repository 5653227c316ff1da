from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.ledger.period import Grain, Period

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
periods = st.builds(lambda first, more: Period(first, first + timedelta(days=more)), days, st.integers(0, 500))
grains = st.sampled_from(Grain)


def period(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("day", "grain", "first", "last"),
    [
        ("2026-11-19", Grain.DAY, "2026-11-19", "2026-11-19"),
        ("2026-11-16", Grain.WEEK, "2026-11-16", "2026-11-22"),
        ("2026-11-22", Grain.WEEK, "2026-11-16", "2026-11-22"),
        ("2027-01-01", Grain.WEEK, "2026-12-28", "2027-01-03"),
        ("2026-02-10", Grain.MONTH, "2026-02-01", "2026-02-28"),
        ("2028-02-10", Grain.MONTH, "2028-02-01", "2028-02-29"),
        ("2100-02-10", Grain.MONTH, "2100-02-01", "2100-02-28"),
        ("2026-12-31", Grain.MONTH, "2026-12-01", "2026-12-31"),
    ],
)
def test_the_period_of_a_day(day: str, grain: Grain, first: str, last: str) -> None:
    assert Period.of(date.fromisoformat(day), grain) == period(first, last)


def test_a_period_can_t_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="ends before it starts"):
        period("2026-01-02", "2026-01-01")


@pytest.mark.parametrize(
    ("now", "back", "before"),
    [
        (("2026-03-03", "2026-03-03"), 1, ("2026-02-24", "2026-02-24")),
        (("2026-03-03", "2026-03-03"), 4, ("2026-02-03", "2026-02-03")),
        (("2026-03-02", "2026-03-08"), 1, ("2026-02-23", "2026-03-01")),
        (("2026-03-01", "2026-03-31"), 1, ("2026-02-01", "2026-02-28")),
        (("2028-03-01", "2028-03-31"), 1, ("2028-02-01", "2028-02-29")),
        (("2026-03-01", "2026-03-31"), 3, ("2025-12-01", "2025-12-31")),
        (("2026-02-01", "2026-02-28"), 1, ("2026-01-01", "2026-01-31")),
        (("2026-03-10", "2026-03-19"), 2, ("2026-02-18", "2026-02-27")),
    ],
)
def test_the_period_before(now: tuple[str, str], back: int, before: tuple[str, str]) -> None:
    assert period(*now).before(back) == period(*before)


def test_trailing_days_end_with_the_day() -> None:
    assert Period.trailing(date(2026, 3, 1), 28) == period("2026-02-02", "2026-03-01")
    assert Period.trailing(date(2026, 3, 1), 1) == period("2026-03-01", "2026-03-01")


def test_splitting_may_start_before_and_end_after() -> None:
    weeks = period("2026-01-01", "2026-01-12").split(Grain.WEEK)
    assert weeks == (
        period("2025-12-29", "2026-01-04"),
        period("2026-01-05", "2026-01-11"),
        period("2026-01-12", "2026-01-18"),
    )
    months = period("2028-01-31", "2028-03-01").split(Grain.MONTH)
    assert [month.length for month in months] == [31, 29, 31]


@given(days, grains)
def test_every_day_of_a_period_has_that_period(day: date, grain: Grain) -> None:
    whole = Period.of(day, grain)
    assert whole.first <= day <= whole.last
    assert {Period.of(other, grain) for other in whole.days} == {whole}


@given(periods, grains)
def test_a_split_covers_the_period_without_gap_or_overlap(whole: Period, grain: Grain) -> None:
    parts = whole.split(grain)
    assert parts[0].first <= whole.first
    assert parts[-1].first <= whole.last <= parts[-1].last
    for one, following in pairwise(parts):
        assert one.last + timedelta(days=1) == following.first


@given(days, grains, st.integers(1, 60))
def test_going_back_step_by_step_is_going_back_at_once(day: date, grain: Grain, steps: int) -> None:
    whole = walked = Period.of(day, grain)
    for _ in range(steps):
        walked = walked.before()
    assert whole.before(steps) == walked
    assert walked == Period.of(walked.first, grain)


@given(days, st.integers(1, 60))
def test_a_day_is_compared_with_its_own_weekday(day: date, back: int) -> None:
    assert Period(day, day).before(back).first.weekday() == day.weekday()


@given(periods, st.integers(-400, 400), st.integers(0, 40))
def test_moving_keeps_the_length_and_extending_adds_to_it(whole: Period, move: int, more: int) -> None:
    assert whole.shifted(move).length == whole.length == len(whole.days)
    assert whole.shifted(move).shifted(-move) == whole
    assert whole.extended(more).length == whole.length + more
