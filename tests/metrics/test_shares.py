import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.metrics.shares import Share, share_change, share_spread
from juluo.metrics.verdict import Verdict

CASES = st.integers(0, 60)


@given(CASES, CASES, CASES, CASES, st.booleans())
def test_interval_p_and_verdict_agree(hits: int, misses: int, before: int, misses_before: int, restless: bool) -> None:  # noqa: FBT001 - drawn
    history = [Share(10, 40), Share(30, 40), Share(12, 40), Share(28, 40)] if restless else []
    change = share_change(Share(hits, hits + misses), Share(before, before + misses_before), history)
    if change.p is not None and change.interval is not None and abs(change.p - 0.05) > 1e-9:
        assert change.interval.excludes_zero() == change.verdict.is_clear == (change.p < 0.05)
        assert (change.p < 0.2) == (change.verdict.is_clear or change.verdict is Verdict.MAYBE)


def test_shares_are_worded() -> None:
    assert share_change(Share(56, 70), Share(48, 80)).verdict is Verdict.CLEARLY_UP
    assert share_change(Share(48, 80), Share(56, 70)).verdict is Verdict.CLEARLY_DOWN
    assert share_change(Share(30, 60), Share(24, 60)).verdict is Verdict.NO_CHANGE
    assert share_change(Share(33, 60), Share(24, 60)).verdict is Verdict.MAYBE


def test_six_of_seven_is_too_few() -> None:
    assert share_change(Share(6, 7), Share(2, 7)).verdict is Verdict.TOO_FEW
    assert share_change(Share(4, 90), Share(0, 90)).verdict is Verdict.TOO_FEW
    assert share_change(Share(1, 1), Share(0, 0)).amount is None


def test_newcombe_as_published() -> None:
    """Newcombe 1998: 56/70 − 48/80 has the interval .0524 to .3339."""
    change = share_change(Share(56, 70), Share(48, 80))
    assert change.interval is not None
    assert (change.interval.low, change.interval.high) == (
        pytest.approx(0.0524, abs=6e-5),
        pytest.approx(0.3339, abs=6e-5),
    )


def test_shares_that_jump_about_are_given_more_room() -> None:
    restless = [Share(80, 100), Share(60, 100), Share(90, 100), Share(65, 100), Share(85, 100)]
    assert share_spread(restless).dispersion > 4
    assert share_spread([Share(80, 100)] * 8).dispersion == 1.0
    assert share_spread([Share(100, 100)] * 8).dispersion == share_spread(restless[:3]).dispersion == 1.0
    calm = share_change(Share(60, 100), Share(80, 100))
    assert (calm.verdict, share_change(Share(60, 100), Share(80, 100), restless).verdict) == (
        Verdict.CLEARLY_DOWN,
        Verdict.NO_CHANGE,
    )


@pytest.mark.parametrize("restless", [False, True])
def test_shares_that_did_not_change_are_seldom_called_clear(restless: bool) -> None:  # noqa: FBT001 - a case
    random = np.random.default_rng(11)
    chances = random.beta(8, 2, (600, 9)) if restless else np.full((600, 9), 0.8)
    rows = random.binomial(80, chances)
    told = [
        share_change(Share(row[0], 80), Share(row[1], 80), [Share(h, 80) for h in row[1:]]) for row in rows.tolist()
    ]
    assert sum(change.verdict.is_clear for change in told) / len(told) <= 0.07
