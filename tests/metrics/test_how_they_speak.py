"""Whose words they are, and whether they come in bursts: hand-computed, and what always holds."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lines import AN, BO, LIN, ROBOT, Opened, daily, line, on, open_from

from juluo.metrics.activity.burstiness import burstiness
from juluo.metrics.sample import ByMember

GAPS = st.lists(st.integers(0, 10_000), min_size=2, max_size=60)


def of(gaps: list[float]) -> float | None:
    return burstiness(len(gaps), sum(gaps), sum(gap * gap for gap in gaps))


def test_the_three_cases_of_goh_and_barabasi() -> None:
    """Even gaps −1, gaps at random (exponential) 0, one gap that holds all near 1."""
    assert of([60.0] * 50) == pytest.approx(-1)
    drawn = np.random.default_rng(3).exponential(60, 200_000)
    assert of(list(drawn)) == pytest.approx(0, abs=0.01)
    assert of([0.0] * 9_999 + [86_400.0]) == pytest.approx((math.sqrt(9_999) - 1) / (math.sqrt(9_999) + 1))


def test_no_gap_at_all_says_nothing() -> None:
    assert of([]) is None
    assert of([0.0, 0.0]) is None


@given(GAPS, st.integers(2, 50))
def test_burstiness_lies_within_its_bounds_and_knows_no_scale(gaps: list[int], times: int) -> None:
    found = of([float(gap) for gap in gaps])
    if found is not None:
        most = math.sqrt(len(gaps) - 1)
        assert -1 - 1e-9 <= found <= (most - 1) / (most + 1) + 1e-9
        assert found == pytest.approx(of([float(gap * times) for gap in gaps]), abs=1e-6)


def test_a_message_every_noon_is_as_even_as_can_be(ledger: Opened) -> None:
    view = ledger([*open_from("2026-01-01", "2026-03-31"), *daily(AN, "2026-01-01", 80, 2, 10)])
    measured = on(view, "burstiness", "2026-02-20").measured
    gaps = [60.0, 86_340.0] * 27 + [60.0]
    assert measured.value == pytest.approx(of(gaps))
    assert measured.n == 56


def test_too_few_messages_are_not_measured(ledger: Opened) -> None:
    view = ledger([*open_from("2026-01-01", "2026-03-31"), *daily(AN, "2026-01-01", 80)])
    measured = on(view, "burstiness", "2026-02-20").measured
    assert (measured.value, measured.n) == (None, 28)
    assert measured.reason


def test_staff_bots_and_reposts_are_below_the_line_only(ledger: Opened) -> None:
    said = [*daily(AN, "2026-01-05", 1, 2), *daily(LIN, "2026-01-05", 1, 3), *daily(ROBOT, "2026-01-05", 1, 4)]
    view = ledger([*open_from("2026-01-01", "2026-01-31"), *said, line("2026-01-05T10:00:00", AN, "repost")])
    measured = on(view, "ugc_share", "2026-01-05").measured
    assert (measured.value, measured.hits, measured.n) == (0.2, 2, 10)
    assert measured.parts == {"own": 2, "staff_and_bots": 7, "reposts": 1}
    assert isinstance(measured.sample, ByMember)
    assert measured.sample.statistic(np.array([measured.sample.did])) == pytest.approx([0.2])
    assert on(view, "ugc_share", "2026-01-06").value is None


def test_posts_by_type_add_up(ledger: Opened) -> None:
    said = [*daily(AN, "2026-02-01", 9, 2), *daily(BO, "2026-02-05", 1), *daily(LIN, "2026-02-05", 1, 3)]
    view = ledger([*open_from("2026-01-01", "2026-02-28"), *said, line("2026-02-05T10:00:00", None, text="好")])
    measured = on(view, "posts_by_member_type", "2026-02-05").measured
    found = {row["type"]: row["hits"] for row in measured.rows}
    assert found == {"staff": 3, "new": 1, "returning": 2, "unnamed": 1}
    assert measured.n == 7
    assert sum(float(str(row["share"])) for row in measured.rows) == pytest.approx(1)


def test_who_is_new_is_unknown_in_an_export_s_first_month(ledger: Opened) -> None:
    view = ledger([*open_from("2026-01-01", "2026-02-28"), *daily(AN, "2026-01-05", 9)])
    measured = on(view, "posts_by_member_type", "2026-01-06").measured
    assert [row["hits"] for row in measured.rows] == [0, None, None, 0]
    assert measured.parts == {"members": 1}
    assert measured.reason
