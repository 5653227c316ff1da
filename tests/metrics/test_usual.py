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


CALM = [[float(n) for n in (80, 84, 76, 88, 72, 82, 78, 80)]] * 6


def test_a_weekday_s_fluctuation_is_drawn_towards_all_days() -> None:
    own = [40.0, 62, 50, 44, 56, 48, 53, 50]
    alone, among = fluctuation(own, []), fluctuation(own, [own, *CALM])
    assert (alone.variance, alone.df) == (pytest.approx(variance([math.log(n + 0.5) for n in own])), 7)
    calm = variance([math.log(n + 0.5) for n in CALM[0]]) * 80.5 / (fmean(own) + 0.5)
    assert among.df == 7 + 28
    assert calm < among.variance < alone.variance


def test_an_event_night_does_not_make_the_next_one_ordinary() -> None:
    own = [80.0, 84, 76, 88, 240, 82, 20, 80]
    found, without = fluctuation(own, [own, *CALM]), fluctuation(CALM[0], [*CALM, CALM[0]])
    assert without.variance < found.variance < 3 * without.variance
    assert fluctuation(own, []).variance > 20 * found.variance


def test_of_normal_luck_the_variance_is_found() -> None:
    """Log-normal luck of 15 % on 400 people, over two hundred communities: its variance and the count's own."""
    random = np.random.default_rng(4)
    found = []
    for _ in range(200):
        weeks = random.poisson(400 * np.exp(random.normal(0, 0.15, (7, 8)))).astype(float).tolist()
        found.append(fluctuation(weeks[0], weeks).variance)
    assert fmean(found) == pytest.approx(0.15**2 + 1 / 400, rel=0.1)


def test_days_all_alike_do_not_fluctuate() -> None:
    assert fluctuation([7.0] * 8, [[7.0] * 8] * 7).variance == 0.0


def test_no_more_can_be_lost_than_there_was() -> None:
    bursty = change(20, 1, 60, 2, 7, 90, 1, 4, 60)
    assert bursty.interval is not None
    assert bursty.interval.low == -17.5
