"""Invented channels: a lively one that dies, one that was always sparse, and days on which nobody spoke anywhere."""

from collections import Counter
from datetime import date, timedelta

import pytest

from juluo.insights.anomalies.arrival import Arrived
from juluo.insights.anomalies.dead_channels import died
from juluo.insights.anomalies.watched import Watched

FIRST = date(2026, 1, 5)
DAYS = [FIRST + timedelta(days=n) for n in range(120)]
LIVELY, SPARSE = 1, 2
DIED = DAYS[80]


def watched(silent: tuple[date, ...] = (), unknown: tuple[date, ...] = ()) -> Watched:
    """LIVELY has ten messages a day until DIED; SPARSE has three every fifth day."""
    where = {day: Counter({LIVELY: 10} if day < DIED else {}) for day in DAYS}
    for day in DAYS[::5]:
        where[day][SPARSE] = 3
    for day in silent:
        where[day].clear()
    known = frozenset(DAYS) - frozenset(unknown)
    return Watched(None, Arrived(known, {}), {}, {"messages": where}, {}, {}, {}, {})


def told(found: Watched) -> list[tuple[date, int]]:
    return [(day, silence.channel) for day in DAYS[30:] for silence in died(found, day)]


def test_a_lively_channel_s_death_is_told_once_and_a_sparse_one_s_silence_never() -> None:
    assert told(watched()) == [(DIED + timedelta(days=4), LIVELY)]


@pytest.mark.parametrize("later", [1, 3, 4])
def test_days_without_any_words_do_not_hide_it(later: int) -> None:
    assert told(watched(silent=(DIED + timedelta(days=later),))) == [(DIED + timedelta(days=4), LIVELY)]


def test_days_that_are_not_known_do_not_count() -> None:
    missing = tuple(DIED + timedelta(days=n) for n in range(3))
    assert told(watched(unknown=missing)) == [(DIED + timedelta(days=7), LIVELY)]


def test_a_channel_that_comes_back_may_die_again() -> None:
    found = watched()
    found.where[DIED + timedelta(days=10)][LIVELY] = 1
    assert [channel for _, channel in told(found)] == [LIVELY, LIVELY]
