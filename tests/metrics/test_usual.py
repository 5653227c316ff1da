import math
from statistics import fmean, variance

import numpy as np
import pytest

from juluo.metrics.usual import Past, fluctuation, usual_count_change
from juluo.metrics.verdict import Against, Change, Verdict


def change(now: float, *past: float | None, bursty: bool = True) -> Change:
    found = usual_count_change(Past(now), [None if p is None else Past(p) for p in past], bursty=bursty)
    assert found is not None
    return found


def test_a_count_is_held_against_the_last_four() -> None:
    found = change(50, 20, 22, 18, 20, 21, 19)
    assert (found.amount, found.against, found.test) == (30, Against.MEAN4, "exact")
    assert found.verdict is Verdict.CLEARLY_UP


def test_four_to_one_is_binomial_with_a_fifth() -> None:
    """12 now, 20 in four weeks: twice the chance of 12 or more of 32 with one fifth each."""
    by_hand = 2 * sum(math.comb(32, k) * 4 ** (32 - k) for k in range(12, 33)) / 5**32
    assert change(12, 5, 5, 5, 5).p == pytest.approx(by_hand)


def test_bursts_widen_the_interval_and_weaken_the_verdict() -> None:
    calm = change(140, 100, 96, 104, 100, 98, 103, 99, 102)
    bursty = change(140, 100, 160, 90, 60, 140, 120, 40, 130)
    assert (calm.verdict, bursty.verdict) == (Verdict.CLEARLY_UP, Verdict.NO_CHANGE)
    assert bursty.test == "quasi-poisson"
    assert calm.interval is not None
    assert bursty.interval is not None
    assert bursty.interval.low < calm.interval.low


def test_bursts_without_a_history_prove_nothing() -> None:
    assert change(50, 5, None, 6).verdict is Verdict.TOO_FEW
    assert change(50, 5, None, 6, bursty=False).verdict is Verdict.CLEARLY_UP
    assert usual_count_change(Past(50), [None, Past(5)], bursty=True) is None


def test_a_longer_month_may_have_more() -> None:
    february = [Past(280, 28), Past(310, 31), Past(310, 31), Past(300, 30)]
    found = usual_count_change(Past(310, 31), february, bursty=True)
    assert found is not None
    assert found.amount == pytest.approx(0)
    assert found.verdict is Verdict.NO_CHANGE


@pytest.mark.parametrize("spread", [1.0, 2.0, 6.0])
def test_bursty_counts_that_did_not_change_are_seldom_called_clear(spread: float) -> None:
    """Counts of mean 60 with a variance `spread` times that."""
    random = np.random.default_rng(7)
    days = random.poisson(random.gamma(60 / (spread - 1), spread - 1, (1_000, 9)) if spread > 1 else 60, (1_000, 9))
    clear = [change(*map(float, row)).verdict.is_clear for row in days]
    assert sum(clear) / len(clear) <= 0.06


def test_a_weekday_s_fluctuation_is_drawn_towards_all_days() -> None:
    own = [40.0, 60, 50, 45, 55, 48, 52, 50]
    calm = [[float(n) for n in (80, 81, 79, 80, 80, 82, 78, 80)]] * 6
    alone, among = fluctuation(own, []), fluctuation(own, [own, *calm])
    assert (alone.variance, alone.df) == (pytest.approx(variance(own)), 7)
    assert among.df == 7 + 28
    assert among.variance < alone.variance
    pooled = (7 * variance(own) / fmean(own) + 6 * 7 * variance(calm[0]) / 80) / 49
    assert among.variance == pytest.approx((7 * variance(own) + 28 * pooled * fmean(own)) / 35)
