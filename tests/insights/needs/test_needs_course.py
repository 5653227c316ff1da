import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juluo.insights.needs.course import Counts, at_least, at_most, courses, dispersions
from juluo.metrics.rates import Rates
from juluo.metrics.verdict import Verdict


def counts(now: list[int], past: list[list[int]], spoke: int = 100) -> Counts:
    periods = len(past[0])
    return Counts(np.array(now, float), np.array(past, float), np.full(periods, float(spoke)), float(spoke))


def chance(now: int, past: list[int]) -> float:
    one = counts([now], [past])
    return float(at_least(one, np.ones(1))[0])


def test_more_now_is_less_likely_by_chance() -> None:
    assert chance(3, [2, 3, 2, 3]) > 0.3
    assert chance(9, [2, 3, 2, 3]) < 0.01
    assert chance(5, [0] * 12) < 1e-5


def test_nobody_is_never_news() -> None:
    assert chance(0, [0] * 8) == pytest.approx(1)


def test_the_tails_agree_with_the_exact_conditional_test() -> None:
    """With little dispersion the predictive tail lies near the binomial one of Przyborowski and Wilenski (1940)."""
    one = counts([30], [[12, 9, 11, 8]])
    exact = Rates(30, 40, 1, 4).doubled_p() / 2
    assert float(at_least(one, np.ones(1))[0]) == pytest.approx(exact, rel=0.5)
    assert float(at_most(one, np.ones(1))[0]) > 0.99


def test_bursts_in_the_past_make_one_now_less_surprising() -> None:
    calm, bursty = [4, 5, 4, 5, 4, 5, 4, 5], [0, 14, 0, 1, 15, 0, 0, 6]
    both = counts([14, 14], [calm, bursty])
    spread = dispersions(both)
    assert spread[1] > spread[0] >= 1
    p = at_least(both, spread)
    assert p[0] < 0.05 < p[1]


def test_as_many_more_speakers_are_no_news() -> None:
    """Twice as many speak, and twice as many say it."""
    grown = Counts(np.array([20.0]), np.array([[10.0, 9, 11, 10]]), np.full(4, 100.0), 200.0)
    assert float(at_least(grown, np.ones(1))[0]) > 0.3


def test_a_course_says_how_many_times_as_many() -> None:
    one = counts([12], [[2, 3, 2, 3, 2, 2, 3, 3]])
    (told,) = courses(one, np.ones(1), [0.001], [0.0005])
    assert (told.now, told.before, told.expected, told.verdict) == (12, 2.5, 2.5, Verdict.CLEARLY_UP)
    assert told.factor is not None
    assert 1 < told.factor.low < 12 / 2.5 < told.factor.high


def test_what_never_was_has_no_upper_limit_and_too_few_stay_too_few() -> None:
    new, few = courses(counts([5, 1], [[0] * 8, [1] + [0] * 7]), np.ones(2), [0.001, 0.6], [0.0001, 0.3])
    assert new.factor is not None
    assert new.factor.high == float("inf")
    assert (new.verdict, few.verdict) == (Verdict.CLEARLY_UP, Verdict.TOO_FEW)


@settings(max_examples=40)
@given(st.lists(st.integers(0, 30), min_size=4, max_size=12), st.integers(0, 60))
def test_chances_are_chances(past: list[int], now: int) -> None:
    one = counts([now, now + 1], [past, past])
    spread = dispersions(one)
    p = at_least(one, spread)
    assert 0 <= p[1] <= p[0] <= 1 + 1e-9


def test_of_poisson_counts_as_few_are_called_news_as_the_test_says() -> None:
    """Two thousand words whose use never changed: at most one in twenty is below .05, and not none."""
    dice = np.random.default_rng(5)
    rates = dice.gamma(2, 2, 2_000)
    past = dice.poisson(np.repeat(rates[:, None], 10, axis=1))
    still = Counts(dice.poisson(rates).astype(float), past.astype(float), np.full(10, 80.0), 80.0)
    p = at_least(still, dispersions(still))
    assert 0.005 < float((p < 0.05).mean()) < 0.055
