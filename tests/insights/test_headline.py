"""The eight headlines. False alarms and sight are measured at length by bench/verdicts.py, and here in short."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shuffled import SIDE_BY_SIDE, side_by_side, tries
from verdicts import counted, on_page, quiet_pages

from juluo.insights.headline import HEADLINES, Goal, Tile, corrected, headline, pages, weakened
from juluo.ledger.period import Grain, Period
from juluo.metrics.metric import metrics
from juluo.metrics.reading import Reading, read
from juluo.metrics.verdict import Verdict
from juluo.store.view import View

REAL = os.environ.get("JULUO_REAL_DATA")
STRENGTH = (Verdict.NO_CHANGE, Verdict.MAYBE, Verdict.CLEARLY_UP)


def strength(verdict: Verdict) -> int:
    return 2 if verdict.is_clear else STRENGTH.index(verdict)


def last_day(view: View) -> Period:
    assert view.coverage.last is not None
    day = view.calendar.day_of(view.coverage.last)
    return Period(day, day).shifted(-1)


@pytest.fixture(scope="module")
def tiles(demo_view: View) -> Iterator[dict[str, Tile]]:
    return {tile.key: tile for tile in headline(demo_view, last_day(demo_view))}


def test_eight_tiles_four_a_goal() -> None:
    assert [shown.key for shown in HEADLINES] == ["A1", "A2", "A3", "A4", "S1", "S2", "S3", "S4"]
    assert [shown.goal for shown in HEADLINES].count(Goal.LIVELY) == 4
    assert all(name in metrics() for shown in HEADLINES for name in shown.names)


def test_a_tile_without_its_data_says_what_would_give_it(tiles: dict[str, Tile]) -> None:
    for key in ("S2", "S3", "S4"):
        assert tiles[key].verdict is Verdict.UNKNOWN
        assert tiles[key].q is None
        assert tiles[key].gives.endswith("就有。")
    assert tiles["A1"].gives == tiles["S1"].gives == ""


def test_what_needs_a_day_to_ripen_is_read_over_the_seven_days_before(demo_view: View, tiles: dict[str, Tile]) -> None:
    day = last_day(demo_view)
    assert {reading.period for reading in tiles["S1"].readings} == {Period.trailing(day.shifted(-1).last, 7)}
    assert tiles["A1"].readings[0].period == day
    week = Period.of(day.first, Grain.WEEK).shifted(-7)
    assert {reading.period for tile in headline(demo_view, week) for reading in tile.readings} == {week}


def test_the_first_that_was_tested_is_judged(tiles: dict[str, Tile]) -> None:
    for tile in tiles.values():
        tested = [reading for reading in tile.readings if reading.change.p is not None]
        assert tile.judged is (tested[0] if tested else tile.readings[0])
        assert (tile.q is None) is (not tested)


def test_readings_that_were_taken_are_not_taken_again(demo_view: View, tiles: dict[str, Tile]) -> None:
    asked = []

    def taken(name: str, period: Period) -> Reading:
        asked.append((name, period))
        return read(demo_view, metrics()[name], [period])[0]

    assert headline(demo_view, last_day(demo_view), taken) == tuple(tiles.values())
    assert len(asked) == len(set(asked)) == sum(len(shown.names) for shown in HEADLINES)


def test_a_day_nobody_tells_of_has_no_numbers(demo_view: View) -> None:
    found = headline(demo_view, Period(date(2001, 1, 1), date(2001, 1, 1)))
    assert all(tile.verdict is Verdict.UNKNOWN and tile.gives for tile in found)


def test_many_pages_are_each_corrected_alone(demo_view: View) -> None:
    days = [last_day(demo_view).shifted(-back) for back in range(3)]
    assert pages(demo_view, days) == [headline(demo_view, day) for day in days]


@given(st.dictionaries(st.text(), st.tuples(st.sampled_from(STRENGTH), st.floats(0, 1))))
def test_a_corrected_verdict_is_never_stronger(tests: dict[str, tuple[Verdict, float]]) -> None:
    for name, (verdict, q) in corrected(tests).items():
        assert strength(verdict) <= strength(tests[name][0])
        assert q >= tests[name][1]
        assert not verdict.is_clear or q < 0.05
        assert verdict is not Verdict.MAYBE or q < 0.2


def test_what_one_test_found_eight_may_not_have() -> None:
    silent = {str(n): (Verdict.NO_CHANGE, 0.9) for n in range(7)}
    assert corrected({"one": (Verdict.CLEARLY_DOWN, 0.02)})["one"][0] is Verdict.CLEARLY_DOWN
    assert corrected({"one": (Verdict.CLEARLY_DOWN, 0.02)} | silent)["one"][0] is Verdict.MAYBE
    assert corrected({"one": (Verdict.CLEARLY_DOWN, 0.04)} | silent)["one"][0] is Verdict.NO_CHANGE
    assert weakened(Verdict.TOO_FEW, 0.01) is Verdict.TOO_FEW


def test_where_nothing_changes_clear_is_said_of_five_in_a_hundred_at_most(tmp_path: Path) -> None:
    counts = counted(quiet_pages(tmp_path, seed=101, daily=40, days=160))
    assert counts["all tested"] > 250
    assert all(counts[f"{key} tested"] > 50 for key in ("A1", "A2", "S1"))
    assert counts["all clear"] <= 0.05 * counts["all tested"]
    assert counts["A1 clear"] <= 0.05 * counts["A1 tested"]


@pytest.mark.skipif(REAL is None, reason="JULUO_REAL_DATA names no folder of real communities")
def test_two_fifths_fewer_of_a_hundred_real_people_are_clear() -> None:
    """Weeks of five stretches of three real communities, side by side, in another order; see docs/why/verdicts.md."""
    weeks = side_by_side(Path(REAL or ""), SIDE_BY_SIDE)
    found = [one for seed in range(3) for one in tries(weeks, seed)]
    assert len(found) > 400
    seen = sum(on_page(one.lost, tests=5) is Verdict.CLEARLY_DOWN for one in found) / len(found)
    false = sum(on_page(one.quiet, tests=5).is_clear for one in found) / len(found)
    assert seen >= 0.8
    assert false <= 0.05
