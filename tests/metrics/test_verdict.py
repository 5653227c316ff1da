import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juluo.metrics.verdict import Verdict, count_change, dispersion, exact_p, score_p, share_change

# The smallest change that is significant at 5 % (two-sided, two counts of equal exposure), up and down; computed
# with the exact conditional binomial test and listed in the metrics catalogue.
SMALLEST = [
    (5, 15, None),
    (10, 23, 2),
    (20, 36, 8),
    (50, 73, 31),
    (100, 131, 73),
    (200, 243, 161),
    (500, 565, 438),
]
CLEAR = {Verdict.CLEARLY_UP, Verdict.CLEARLY_DOWN}


@pytest.mark.parametrize(("before", "up", "down"), SMALLEST)
def test_the_smallest_significant_change(before: int, up: int, down: int | None) -> None:
    assert count_change(up, before).verdict is Verdict.CLEARLY_UP
    assert count_change(up - 1, before).verdict is not Verdict.CLEARLY_UP
    if down is None:
        assert all(count_change(now, before).verdict not in CLEAR for now in range(before))
    else:
        assert count_change(down, before).verdict is Verdict.CLEARLY_DOWN
        assert count_change(down + 1, before).verdict not in CLEAR


@pytest.mark.parametrize(("now", "before"), [(20, 6), (6, 20)])
def test_the_exact_test_s_p_as_published(now: int, before: int) -> None:
    """20 against 6 events of equal exposure: exact conditional p 0.0094 (as statsmodels' test_poisson_2indep)."""
    assert exact_p(now, before) == pytest.approx(0.0094, abs=5e-5)


def test_the_exact_p_is_a_sum_of_binomial_terms() -> None:
    by_hand = 2 * sum(math.comb(16, k) for k in range(12, 17)) / 2**16
    assert exact_p(12, 4) == pytest.approx(by_hand)
    assert exact_p(0, 0) == exact_p(8, 8) == 1.0


def test_five_events_can_never_be_told() -> None:
    assert count_change(5, 0).verdict is Verdict.TOO_FEW
    assert count_change(6, 0).verdict is Verdict.CLEARLY_UP


@settings(deadline=None, max_examples=300)
@given(st.integers(0, 3000), st.integers(0, 3000))
def test_interval_and_verdict_agree(now: int, before: int) -> None:
    change = count_change(now, before)
    assert change.interval is not None
    assert change.interval.low <= now - before <= change.interval.high
    if change.verdict is not Verdict.TOO_FEW:
        assert change.interval.excludes_zero() == (change.verdict in CLEAR)


@pytest.mark.parametrize(
    ("now", "before"), [(564, 500), (565, 500), (1_090, 1_000), (10_197, 10_000), (10_281, 10_000)]
)
def test_interval_and_verdict_agree_at_the_edge(now: int, before: int) -> None:
    change = count_change(now, before)
    assert change.interval is not None
    assert change.interval.excludes_zero() == (change.verdict in CLEAR)


@given(st.integers(0, 60), st.integers(1, 60), st.integers(0, 60), st.integers(1, 60))
def test_share_interval_and_verdict_agree(hits: int, misses: int, before: int, misses_before: int) -> None:
    change = share_change(hits, hits + misses, before, before + misses_before)
    assert change.interval is not None
    if change.verdict is not Verdict.TOO_FEW:
        assert change.interval.excludes_zero() == (change.verdict in CLEAR)


def test_shares_are_worded() -> None:
    assert share_change(56, 70, 48, 80).verdict is Verdict.CLEARLY_UP
    assert share_change(48, 80, 56, 70).verdict is Verdict.CLEARLY_DOWN
    assert share_change(30, 60, 24, 60).verdict is Verdict.NO_CHANGE
    assert share_change(33, 60, 24, 60).verdict is Verdict.MAYBE
    assert share_change(6, 7, 2, 7).verdict is Verdict.TOO_FEW
    assert share_change(1, 0, 0, 0).verdict is Verdict.TOO_FEW


def test_dispersion_is_variance_over_mean() -> None:
    assert dispersion([8, 12, 10, 10]) == 1.0
    assert dispersion([10, 30, 20, 40]) == pytest.approx(500 / 3 / 25)
    assert dispersion([0, 0, 0, 0]) == 1.0


def test_bursts_widen_the_interval_and_weaken_the_verdict() -> None:
    history = [100.0, 160, 90, 60, 140, 120, 40, 130]
    calm, bursty = count_change(140, 100), count_change(140, 100, history)
    assert calm.verdict is Verdict.CLEARLY_UP
    assert bursty.verdict is Verdict.NO_CHANGE
    assert calm.interval is not None
    assert bursty.interval is not None
    assert bursty.interval.low < calm.interval.low


def test_the_score_test_s_p() -> None:
    assert score_p(60, 40) == pytest.approx(0.0455, abs=1e-4)
    assert score_p(60, 40, 4.0) == pytest.approx(0.3173, abs=1e-4)
    assert score_p(0, 0) == 1.0
