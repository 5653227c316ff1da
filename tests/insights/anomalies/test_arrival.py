"""Invented hours: a whole day without entries, half a day, a holiday, a gap between exports."""

from datetime import date, timedelta

import pytest

from juluo.insights.anomalies.arrival import HOURS, Arrived, arrived

FIRST = date(2026, 1, 5)
USUAL = [0] * 7 + [2, 6, 8, 8, 6, 4, 6, 8, 8, 6, 4, 4, 4, 3, 2, 1, 0]
DAYS = [FIRST + timedelta(days=n) for n in range(90)]
DAY = DAYS[80]
Hours = dict[date, list[int]]


@pytest.fixture
def counts() -> Hours:
    """Every day like any other; but each ninth is calm in the morning, so that hours without entries are known."""
    return {day: [0] * 10 + USUAL[10:] if n % 9 == 4 else list(USUAL) for n, day in enumerate(DAYS)}


def checked(counts: Hours, untold: dict[date, list[int]] | None = None) -> Arrived:
    gaps = untold or {}
    told = {day: [hour not in gaps.get(day, []) for hour in range(HOURS)] for day in counts}
    return arrived(counts, told, DAYS, DAYS[-1])


def test_every_day_has_arrived(counts: Hours) -> None:
    found = checked(counts)
    assert not found.missing
    assert found.known == set(DAYS)


def test_a_day_without_entries_is_missing_and_not_known(counts: Hours) -> None:
    counts[DAY] = [0] * HOURS
    found = checked(counts)
    assert set(found.missing) == {DAY}
    assert DAY not in found.known
    assert (found.missing[DAY].first, found.missing[DAY].until) == (0, 24)
    assert found.missing[DAY].lost == pytest.approx(sum(USUAL))


def test_an_empty_day_is_missing_where_long_silences_happen_and_empty_days_do_not(counts: Hours) -> None:
    """Every week a silence longer than a day falls over two of them: still no day was ever empty."""
    for n in range(5, 79, 7):
        counts[DAYS[n]][8:] = [0] * 16
        counts[DAYS[n + 1]][:20] = [0] * 20
    counts[DAY] = [0] * HOURS
    assert set(checked(counts).missing) == {DAY}
    for n in (40, 54, 68):
        counts[DAYS[n]] = [0] * HOURS
    assert not checked(counts).missing


def test_most_hours_missing_are_told_by_the_hour(counts: Hours) -> None:
    counts[DAY][11:] = [0] * 13
    silence = checked(counts).missing[DAY]
    assert (silence.first, silence.until, silence.told) == (11, 24, True)


def test_a_few_silent_hours_are_nothing(counts: Hours) -> None:
    counts[DAY][18:] = [0] * 6
    assert not checked(counts).missing


def test_a_holiday_is_calm_before_and_after(counts: Hours) -> None:
    for step in (-1, 0, 1):
        counts[DAY + step * timedelta(days=1)] = [n // 5 for n in USUAL]
    counts[DAY] = [0] * HOURS
    assert not checked(counts).missing


def test_where_silent_days_happen_one_proves_nothing(counts: Hours) -> None:
    for back in range(4, 50, 7):
        counts[DAY - timedelta(days=back)] = [0] * HOURS
    counts[DAY] = [0] * HOURS
    assert DAY not in checked(counts).missing


def test_a_second_missing_day_is_told_too(counts: Hours) -> None:
    for day in (DAY - timedelta(days=20), DAY):
        counts[day] = [0] * HOURS
    assert set(checked(counts).missing) == {DAY - timedelta(days=20), DAY}


def test_what_no_export_tells_of_is_missing_without_proof(counts: Hours) -> None:
    for back in range(4, 50, 7):
        counts[DAY - timedelta(days=back)] = [0] * HOURS
    counts[DAY] = [0] * HOURS
    silence = checked(counts, {DAY: list(range(HOURS))}).missing[DAY]
    assert not silence.told


def test_the_last_day_may_not_be_over(counts: Hours) -> None:
    last = DAYS[-1]
    counts[last][10:] = [0] * 14
    found = checked(counts, {last: list(range(10, HOURS))})
    assert not found.missing
    assert last not in found.known
