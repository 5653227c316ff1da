"""Days active, and who came for each who stayed away: small towns computed by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lines import AN, BO, CEN, Opened, daily, on, open_from

from juluo.metrics.activity.quick_ratio import ratio_interval
from juluo.metrics.sample import Odds, People


def test_the_histogram_s_mean_is_stickiness(ledger: Opened) -> None:
    view = ledger([*open_from("2026-01-01", "2026-02-28"), *daily(AN, "2026-01-10", 20), *daily(BO, "2026-01-12", 1)])
    measured = on(view, "days_active", "2026-02-05").measured
    assert {row["days"]: row["hits"] for row in measured.rows if row["hits"]} == {1: 1, 20: 1}
    assert [row["days"] for row in measured.rows] == list(range(1, 29))
    assert sum(float(str(row["share"])) for row in measured.rows) == pytest.approx(1)
    assert on(view, "stickiness", "2026-02-05").value == pytest.approx(21 / 2 / 28)


def test_who_came_for_each_who_stayed_away(ledger: Opened) -> None:
    said = [*daily(AN, "2026-01-10", 1), *daily(BO, "2026-01-10", 1), *daily(CEN, "2026-01-11", 1)]
    view = ledger([*open_from("2026-01-01", "2026-01-31"), *said])
    reading = on(view, "quick_ratio", "2026-01-11")
    assert (reading.value, reading.measured.sample) == (0.5, Odds(1, 2))
    nobody_left = on(view, "quick_ratio", "2026-01-10")
    assert nobody_left.value is None
    assert nobody_left.measured.parts == {"new_or_resurrecting": 2, "returning": 0, "dormant": 0}
    assert nobody_left.measured.reason


@given(st.integers(1, 500), st.integers(1, 500))
def test_the_ratio_s_interval_holds_it_and_turns_with_it(above: int, below: int) -> None:
    interval, turned = ratio_interval(above, below), ratio_interval(below, above)
    assert interval is not None
    assert turned is not None
    assert interval.low < above / below < interval.high
    assert math.isclose(interval.low * turned.high, 1)


def test_a_ratio_with_an_empty_side_has_no_interval() -> None:
    assert ratio_interval(0, 5) is None
    assert ratio_interval(5, 0) is None


@pytest.mark.parametrize("name", ["active_members", "active_members_7d", "active_members_28d"])
def test_people_counts_tell_who_they_are(name: str, ledger: Opened) -> None:
    view = ledger([*open_from("2026-01-01", "2026-02-28"), *daily(AN, "2026-01-10", 25), *daily(BO, "2026-02-01", 1)])
    measured = on(view, name, "2026-02-01").measured
    assert measured.value == 2
    assert isinstance(measured.sample, People)
    assert len(measured.sample.who) == 2
