"""Invented series, seeded, and what the band must say of them."""

import math
import random
from datetime import date, timedelta
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juluo.insights.expected import AMOUNTS, SHARES, Expected, Scale, Series, expected

MONDAY = date(2026, 3, 2)


def days(values: list[float], first: date = MONDAY) -> dict[date, float]:
    return {first + timedelta(days=n): value for n, value in enumerate(values)}


def of(series: Series, day: date) -> Expected:
    found = expected(series, day)
    assert found is not None
    return found


def poisson(dice: random.Random, mean: float) -> float:
    """A Poisson count: how many exponential gaps fit into `mean`."""
    n, at = 0, dice.expovariate(1)
    while at < mean:
        n, at = n + 1, at + dice.expovariate(1)
    return float(n)


def test_each_weekday_has_its_own_middle() -> None:
    week = [100.0, 104, 98, 101, 90, 40, 30]
    series = days(week * 9)
    for back in range(7):
        day = max(series) - timedelta(days=back)
        assert of(series, day).middle == week[day.weekday()]


def test_fewer_than_four_comparable_days_make_no_band() -> None:
    series = days([10.0] * 60)
    monday = MONDAY + timedelta(days=56)
    for week in range(1, 6):
        del series[monday - timedelta(days=7 * week)]
    assert expected(series, monday) is None
    assert expected(series, monday + timedelta(days=1)) is not None


def test_a_day_that_is_not_known_is_not_zero() -> None:
    series = days([50.0] * 57)
    last = max(series)
    whole = of(series, last)
    del series[last - timedelta(days=14)]
    assert of(series, last).middle == whole.middle == 50


def test_one_event_does_not_make_the_next_ordinary() -> None:
    series = days([30.0] * 57)
    last = max(series)
    calm = of(series, last).band()
    series[last - timedelta(days=7)] = 300
    assert of(series, last).band() == calm


def test_never_narrower_than_chance() -> None:
    """A Poisson count of 100 has a standard deviation of 10; a median of eight, 1.253 / √8 of that besides."""
    low, high = of(days([100.0] * 57), MONDAY + timedelta(days=56)).band()
    half = 1.96 * 10 * math.hypot(1, 1.2533 / math.sqrt(8))
    assert (low, high) == pytest.approx((100 - half, 100 + half), abs=1.5)


@pytest.mark.parametrize("bursty", [0.0, 0.5])
def test_nineteen_of_twenty_ordinary_days_lie_within(bursty: float) -> None:
    """Counts with a weekday rhythm, with and without bursts (each day's mean drawn log-normally)."""
    dice = random.Random(11)  # noqa: S311 - test data
    rhythm = [40, 42, 41, 40, 36, 20, 16]
    series = days([poisson(dice, rhythm[n % 7] * math.exp(dice.gauss(0, bursty))) for n in range(700)])
    within = []
    for day, value in list(series.items())[56:]:
        low, high = of(series, day).band()
        within.append(low <= value <= high)
    assert 0.92 <= fmean(within) <= 0.98


def test_slow_growth_is_ordinary() -> None:
    """Growth by 4 % a week stays within the band; the plain median of eight weeks would not hold it."""
    series = days([200 * 1.04 ** (n / 7) for n in range(120)])
    for day, value in list(series.items())[56:]:
        low, high = of(series, day).band()
        assert low <= value <= high


@settings(max_examples=40)
@given(st.lists(st.integers(0, 400), min_size=57, max_size=57))
def test_the_band_holds_its_middle_and_grows_with_its_level(values: list[int]) -> None:
    found = of(days([float(value) for value in values]), MONDAY + timedelta(days=56))
    (low, high), (lower, higher) = found.band(), found.band(2.58)
    assert 0 <= lower <= low <= found.middle + 1e-9 <= high + 1e-6 <= higher + 1e-6
    assert found.spread >= 1
    assert found.surprise(high) == pytest.approx(1.96, abs=0.01)


@pytest.mark.parametrize(("scale", "most"), [(SHARES, 1.0), (AMOUNTS, math.inf)])
@given(values=st.lists(st.floats(0, 1), min_size=64, max_size=64))
@settings(max_examples=60)
def test_a_band_of_shares_and_waits_holds_its_middle_and_stays_possible(
    scale: Scale, most: float, values: list[float]
) -> None:
    found = expected(days(values[:63]), MONDAY + timedelta(days=63), scale)
    assert found is not None
    low, high = found.band()
    assert -1e-9 <= low <= found.middle + 1e-9
    assert found.middle - 1e-9 <= high <= most + 1e-9


@pytest.mark.parametrize("scale", [SHARES, AMOUNTS])
def test_the_band_of_a_share_or_a_wait_holds_about_as_many_days_as_it_says(scale: Scale) -> None:
    dice = random.Random(20_261_121)  # noqa: S311 - test data
    series = days([sum(dice.random() < 0.4 for _ in range(50)) / 50 for _ in range(56 + 600)])
    shown = [day for day in series if day >= MONDAY + timedelta(days=56)]
    held = 0
    for day in shown:
        found = expected(series, day, scale)
        assert found is not None
        low, high = found.band()
        held += low <= series[day] <= high
    assert 0.90 <= held / len(shown) <= 0.99
