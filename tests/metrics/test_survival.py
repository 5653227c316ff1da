"""Kaplan and Meier's estimator on Freireich et al. 1963 (Blood 21:699), weeks of remission of 21 pairs of children."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.metrics.intervals import Interval
from juluo.metrics.survival import Curve, LogRank, kaplan_meier, log_rank

TREATED = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"


def curve(weeks: str) -> Curve:
    return kaplan_meier([float(w.rstrip("+")) for w in weeks.split()], [not w.endswith("+") for w in weeks.split()])


def ranked(weeks: str, others: str) -> LogRank:
    cases = [([float(w.rstrip("+")) for w in g.split()], ["+" not in w for w in g.split()]) for g in (weeks, others)]
    return log_rank(*cases[0], *cases[1])


def test_log_rank_as_published() -> None:
    """χ² 16.79, p 4.2e-5: R's survdiff on these data, and every textbook since (Kleinbaum and Klein, Survival)."""
    found = ranked(TREATED, PLACEBO)
    assert found.chi2 == pytest.approx(16.793, abs=5e-4)
    assert found.p == pytest.approx(4.17e-5, abs=5e-8)
    assert found.excess == pytest.approx(9 - 19.251, abs=5e-4)


def test_log_rank_has_no_first_and_second() -> None:
    there, back = ranked(TREATED, PLACEBO), ranked(PLACEBO, TREATED)
    assert (there.chi2, there.excess) == (pytest.approx(back.chi2), pytest.approx(-back.excess))


def test_log_rank_of_nothing_that_ended() -> None:
    assert ranked("3+ 4+", "5+").p == 1.0
    assert ranked("3 4 5", "3 4 5").p == 1.0
    assert log_rank([], [], [], []).p == 1.0


def test_medians_as_published() -> None:
    assert (curve(TREATED).median, curve(PLACEBO).median) == (23, 8)


@pytest.mark.parametrize(
    ("week", "treated", "placebo"), [(6, 0.857, 0.571), (10, 0.753, 0.381), (23, 0.448, 0.0), (0.5, 1, 1)]
)
def test_shares_as_published(week: float, treated: float, placebo: float) -> None:
    assert curve(TREATED).at(week) == pytest.approx(treated, abs=5e-4)
    assert curve(PLACEBO).at(week) == pytest.approx(placebo, abs=5e-4)


def test_greenwood_s_error_as_published() -> None:
    """Collett, Modelling Survival Data, prints S(6) = 0.857 with standard error 0.0764 for the treated."""
    treated = curve(TREATED)
    assert treated.waiting[0] * math.sqrt(treated.greenwood[0]) == pytest.approx(0.0764, abs=5e-5)


def test_the_median_s_interval() -> None:
    """The log-log limits that SAS and R (conf.type log-log) give: 13 and open, 4 and 11."""
    assert curve(TREATED).median_interval() == Interval(13, math.inf)
    assert curve(PLACEBO).median_interval() == Interval(4, 11)


def test_all_still_waiting() -> None:
    nobody = kaplan_meier([5, 7, 9], [False, False, False])
    assert nobody.median is None
    assert nobody.median_interval() is None
    assert nobody.at(7) == 1.0
    assert nobody.at(10) is None


def test_nobody_at_all() -> None:
    assert kaplan_meier([], []).median is None
    assert kaplan_meier([], []).at(1) is None


def test_one_alone() -> None:
    assert kaplan_meier([5], [True]).median == 5
    assert kaplan_meier([5], [False]).median is None
    assert kaplan_meier([5], [True]).at(100) == 0.0


def test_ties_leave_at_once_and_who_is_censored_then_was_still_at_risk() -> None:
    tied = kaplan_meier([3, 3, 3, 3], [True, True, False, False])
    assert (tied.times, tied.waiting) == ((3,), (0.5,))
    assert tied.median == 3


def test_a_median_of_nothing_at_all_has_an_interval_too() -> None:
    at_once = kaplan_meier([0.0] * 9 + [1.0], [True] * 10)
    assert at_once.median == 0.0
    assert at_once.median_interval() == Interval(0.0, 0.0)


def test_what_lies_beyond_the_last_look_is_not_known() -> None:
    treated = curve(TREATED)
    assert treated.at(35) == pytest.approx(0.448, abs=5e-4)
    assert treated.at(36) is None


@given(st.lists(st.tuples(st.integers(0, 50), st.booleans()), max_size=40))
def test_a_curve_only_falls(cases: list[tuple[int, bool]]) -> None:
    found = kaplan_meier([float(time) for time, _ in cases], [ended for _, ended in cases])
    assert all(one >= following for one, following in zip((1.0, *found.waiting), found.waiting, strict=False))
    if found.median is not None:
        interval = found.median_interval()
        assert interval is not None
        assert interval.low <= found.median <= interval.high


@given(st.lists(st.integers(0, 50), min_size=1, max_size=40))
def test_without_waiting_ones_it_is_the_plain_share(times: list[int]) -> None:
    found = kaplan_meier([float(time) for time in times], [True] * len(times))
    for time in range(51):
        assert found.at(time) == pytest.approx(sum(t > time for t in times) / len(times))
