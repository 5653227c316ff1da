"""Cohorts and lifecycle on small sets of people: ours by hand, and two that PostHog's own tests publish."""

from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from juluo.metrics.activity.cohorts import Sense, triangle
from juluo.metrics.activity.lifecycle import phases

# PostHog's test_lifecycle_query_whole_range: four people, day 0 is 2020-01-09.
CAME_AND_WENT = {1: [2, 3, 4, 6, 8, 10], 2: [0, 3], 3: [3], 4: [6]}
PHASES = {
    "new": [1, 0, 1, 1, 0, 0, 1, 0, 0, 0, 0],
    "returning": [0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0],
    "resurrecting": [0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 1],
    "dormant": [0, 1, 0, 0, 2, 1, 0, 2, 0, 1, 0],
}
# PostHog's test_day_interval: two people, recurring cohorts (everybody active on the day).
RETURNED = {1: [0, 1, 2, 5, 6], 2: [1, 2, 3, 6]}
RECURRING = [
    [1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0],
    [2, 2, 1, 0, 1, 2, 0, 0, 0, 0],
    [2, 1, 0, 1, 2, 0, 0, 0, 0],
    [1, 0, 0, 1, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 0, 0],
    [1, 1, 0, 0, 0, 0],
    [2, 0, 0, 0, 0],
    [0, 0, 0, 0],
    [0, 0, 0],
    [0, 0],
    [0],
]


def by_day(active: dict[int, list[int]], days: int = 11) -> list[BitMap]:
    return [BitMap(person for person, on in active.items() if day in on) for day in range(days)]


def lived(days: Iterable[BitMap]) -> list[dict[str, int]]:
    known, found = BitMap(), []
    for previous, now in pairwise([BitMap(), *days]):
        found.append(phases(now, previous, known))
        known |= now
    return found


@pytest.mark.parametrize("phase", PHASES)
def test_lifecycle_as_published(phase: str) -> None:
    assert [counts[phase] for counts in lived(by_day(CAME_AND_WENT))] == PHASES[phase]


def test_recurring_triangle_as_published() -> None:
    assert triangle(by_day(RETURNED), None) == RECURRING


def test_first_time_triangle_of_the_same_people() -> None:
    rows = triangle(by_day(RETURNED), BitMap())
    assert rows[0] == [1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0]
    assert rows[1] == [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert all(set(row) == {0} for row in rows[2:])


def test_whoever_was_known_before_belongs_to_no_cohort() -> None:
    assert triangle([BitMap([1, 2]), BitMap([1, 2, 3])], BitMap([1])) == [[1, 1], [1]]


def test_on_or_after_of_the_same_people() -> None:
    rows = triangle(by_day(RETURNED), None, Sense.AFTER)
    assert rows[0] == [1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0]
    assert rows[1] == [2, 2, 2, 2, 2, 2, 0, 0, 0, 0]
    assert rows[6] == [2, 0, 0, 0, 0]


def test_in_a_row_of_the_same_people() -> None:
    rows = triangle(by_day(RETURNED), None, Sense.IN_A_ROW)
    assert rows[0] == [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]
    assert rows[1] == [2, 2, 1, 0, 0, 0, 0, 0, 0, 0]
    assert rows[5] == [1, 1, 0, 0, 0, 0]


weeks = st.lists(st.frozensets(st.integers(0, 12)).map(BitMap), min_size=1, max_size=9)


@given(weeks)
def test_new_returning_and_resurrecting_are_all_who_are_active(days: list[BitMap]) -> None:
    for now, counts in zip(days, lived(days), strict=True):
        assert counts["new"] + counts["returning"] + counts["resurrecting"] == len(now)


@given(weeks)
def test_every_person_is_in_one_cohort(active: list[BitMap]) -> None:
    rows = triangle(active, BitMap())
    assert sum(row[0] for row in rows) == len(BitMap.union(BitMap(), *active))
    assert all(max(row) == row[0] for row in rows)


@given(weeks, st.sampled_from([None, BitMap(), BitMap([0, 1])]))
def test_in_a_row_is_at_most_on_is_at_most_on_or_after(active: list[BitMap], before: BitMap | None) -> None:
    in_a_row, on, after = (triangle(active, before, sense) for sense in (Sense.IN_A_ROW, Sense.ON, Sense.AFTER))
    for rows in zip(in_a_row, on, after, strict=True):
        assert all(least <= some <= most for least, some, most in zip(*rows, strict=True))
        assert len({row[0] for row in rows}) == 1


@given(weeks, st.sampled_from([Sense.IN_A_ROW, Sense.AFTER]))
def test_what_is_later_is_never_more(active: list[BitMap], sense: Sense) -> None:
    for row in triangle(active, BitMap(), sense):
        assert row == sorted(row, reverse=True)
