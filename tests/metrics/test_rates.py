import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from juluo.metrics.rates import Rates, lower_tail, upper_tail

# Gu, Ng, Tang and Schucany 2008, Biometrical Journal 50:283: breast cancer (60 and 30 cases in 51,477.5 and 54,308.7
# person-years); the p-values as statsmodels' test_poisson_2indep gives them.
GU = Rates(60, 30, 51_477.5, 54_308.7)


def test_unequal_times_as_published() -> None:
    assert GU.z() == pytest.approx(3.417, abs=5e-4)
    assert GU.score_p() == pytest.approx(0.000632, abs=5e-7)
    assert GU.exact_p() == pytest.approx(0.000675, abs=5e-7)
    assert GU.mid_p() == pytest.approx(0.000557, abs=5e-7)


@pytest.mark.parametrize(("now", "before"), [(20, 6), (6, 20)])
def test_equal_times_as_published(now: int, before: int) -> None:
    """20 against 6: exact conditional p 0.0094 (the same function of statsmodels)."""
    assert Rates(now, before).exact_p() == pytest.approx(0.0094, abs=5e-5)
    assert Rates(now, before).doubled_p() == pytest.approx(Rates(now, before).exact_p())


def test_the_exact_p_is_a_sum_of_binomial_terms() -> None:
    by_hand = 2 * sum(math.comb(16, k) for k in range(12, 17)) / 2**16
    assert Rates(12, 4).doubled_p() == pytest.approx(by_hand)
    assert Rates(0, 0).doubled_p() == Rates(8, 8).doubled_p() == 1.0


def test_the_score_test_s_p() -> None:
    assert Rates(60, 40).score_p() == pytest.approx(0.0455, abs=1e-4)
    assert Rates(60, 40).score_p(4.0) == pytest.approx(0.3173, abs=1e-4)
    assert Rates(60, 40).score_p(1.0, 7) == pytest.approx(0.0856, abs=1e-4)
    assert Rates(0, 0).score_p() == 1.0


@given(st.integers(0, 200), st.integers(0, 200), st.integers(1, 9), st.integers(1, 9))
def test_exact_interval_and_p_agree(now: int, before: int, time: int, time_before: int) -> None:
    rates = Rates(now, before, time, time_before)
    interval, p = rates.exact_interval(), rates.doubled_p()
    assert interval.low - 1e-9 <= rates.amount <= interval.high + 1e-9
    if abs(p - 0.05) > 1e-9:
        assert interval.excludes_zero() == (p < 0.05)


@given(st.floats(0, 500), st.floats(0, 500), st.floats(0.1, 9), st.floats(0.1, 9), st.floats(1, 5))
def test_score_interval_and_p_agree(now: float, before: float, time: float, longer: float, spread: float) -> None:
    rates = Rates(now, before, time, longer)
    p = rates.score_p(spread, 7)
    if abs(p - 0.05) > 1e-6:
        assert rates.score_interval(spread, 7).excludes_zero() == (p < 0.05)


@given(st.integers(0, 60), st.integers(0, 60), st.floats(0.01, 0.99))
def test_tails_are_the_binomial_s(k: int, n: int, p: float) -> None:
    assert upper_tail(k, n, p) == pytest.approx(binom.sf(k - 1, n, p), abs=1e-12)
    assert lower_tail(k, n, p) == pytest.approx(binom.cdf(k, n, p), abs=1e-12)


@pytest.mark.parametrize("wrong", [(-1, 2, 1, 1), (1, 2, 0, 1), (1, 2, 1, -3)])
def test_rates_need_time_and_no_negative_events(wrong: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match="events are at least none"):
        Rates(*wrong)
