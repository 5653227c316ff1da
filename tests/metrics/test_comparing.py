"""Each trial on made-up samples; the counts' and people's own tests stand beside their modules."""

import math

import numpy as np
import pytest
from scipy import stats

from juluo.metrics.comparing import Case, ratio_change, scores_change, tried
from juluo.metrics.metric import Measured, Trial
from juluo.metrics.sample import Odds, Scores
from juluo.metrics.verdict import Against, Verdict


def test_scores_are_tested_as_welch_did() -> None:
    random = np.random.default_rng(5)
    now, before = random.normal(5.2, 1.5, 30), random.normal(4.6, 0.8, 22)
    found = scores_change(Scores(tuple(now.tolist())), Scores(tuple(before.tolist())))
    oracle = stats.ttest_ind(now, before, equal_var=False)
    assert found.p == pytest.approx(oracle.pvalue)
    assert found.interval is not None
    assert (found.interval.low, found.interval.high) == pytest.approx(tuple(oracle.confidence_interval()))


def test_scores_that_never_differ() -> None:
    same, other = Scores((5.0,) * 8), Scores((4.0,) * 8)
    assert scores_change(same, same).verdict is Verdict.NO_CHANGE
    assert scores_change(same, other).verdict is Verdict.TOO_FEW
    assert scores_change(Scores(()), same).verdict is Verdict.TOO_FEW
    assert scores_change(Scores((1.0, 2.0)), same).verdict is Verdict.TOO_FEW


def test_a_ratio_is_held_against_the_last_four() -> None:
    found = ratio_change(Odds(80, 20), [Odds(40, 40)] * 8)
    assert found is not None
    assert (found.verdict, found.against, found.test) == (Verdict.CLEARLY_UP, Against.LEVEL4, "log-ratio")
    assert found.amount == pytest.approx(80.5 / 20.5 - 1)
    spread = (1 / 80.5 + 1 / 20.5) * 1.25
    half = stats.t.ppf(0.975, 7) * math.sqrt(spread)
    assert found.interval is not None
    assert found.interval.low == pytest.approx(math.exp(math.log(80.5 / 20.5) - half) - 1)


def test_a_ratio_is_told_from_its_usual_as_it_is_printed() -> None:
    """Of ½ and 2 the usual is 1; 80 for 20 is 4, and so 3 more."""
    found = ratio_change(Odds(80, 20), [Odds(40, 20), Odds(20, 40)] * 4, 4.0)
    assert found is not None
    assert found.amount == pytest.approx(3)


def test_a_ratio_that_jumps_about_is_given_more_room() -> None:
    jumpy = [Odds(40, 40), Odds(20, 60), Odds(60, 20), Odds(40, 40), Odds(70, 20), Odds(20, 70), Odds(40, 40)]
    found = ratio_change(Odds(80, 20), [*jumpy, Odds(40, 40)])
    assert found is not None
    assert not found.verdict.is_clear


def test_a_ratio_without_a_history_and_of_few() -> None:
    assert ratio_change(Odds(80, 20), [Odds(40, 40)] * 3) is None
    few = ratio_change(Odds(4, 1), [Odds(2, 2)] * 8)
    assert few is not None
    assert few.verdict is Verdict.TOO_FEW


def test_each_trial_has_its_test() -> None:
    share = Measured(0.5, 60, 30), Measured(0.2, 60, 12)
    scores = Measured(4.0, sample=Scores((3.0, 4, 5, 4, 4, 5))), Measured(2.0, sample=Scores((1.0, 2, 3, 2, 2, 1)))
    counts = Measured(50.0), Measured(20.0)
    told = {
        trial: tried(trial, Case(now, [last]))
        for trial, (now, last) in {Trial.SHARE: share, Trial.SCORES: scores, Trial.COUNT: counts}.items()
    }
    assert {trial: change.test for trial, change in told.items()} == {
        Trial.SHARE: "newcombe",
        Trial.SCORES: "welch",
        Trial.COUNT: "exact",
    }
    assert all(change.p is not None and change.p < 0.05 for change in told.values())


def test_what_is_read_daily_is_not_clear_before_four_weeks_are_known() -> None:
    now, last = Measured(0.5, 200, 100), Measured(0.2, 200, 40)
    assert tried(Trial.SHARE, Case(now, [last, None, last, None])).verdict is Verdict.MAYBE
    assert tried(Trial.SHARE, Case(now, [last] * 4)).verdict is Verdict.CLEARLY_UP
    assert tried(Trial.SHARE, Case(now, [last], apart=True)).verdict is Verdict.CLEARLY_UP


@pytest.mark.parametrize("trial", [trial for trial in Trial if trial is not Trial.NONE])
def test_nothing_before_is_too_few(trial: Trial) -> None:
    assert tried(trial, Case(Measured(3.0, 3, 3), [None, None])).verdict is Verdict.TOO_FEW


def test_a_sample_that_is_missing_is_too_few() -> None:
    found = tried(Trial.WAITS, Case(Measured(3.0), [Measured(5.0)]))
    assert (found.amount, found.verdict) == (-2.0, Verdict.TOO_FEW)
