"""What others published, made again."""

import numpy as np
import pytest
from anchors import columns, needs_anchors, smoking

from juluo.insights.effects.panel import difference_in_differences
from juluo.insights.effects.structural import CAUSAL_IMPACT, PEOPLE, Known, forecasts
from juluo.insights.effects.synthetic import placebo_error, synthetic_control, synthetic_differences
from juluo.metrics.intervals import Z95

pytestmark = needs_anchors


def test_proposition_99_by_differences() -> None:
    """Arkhangelsky et al. 2021, table 1: −27.3 and −15.6; with more digits by their package: −27.349, −15.604."""
    assert difference_in_differences(smoking()) == pytest.approx(-27.349, abs=5e-4)
    assert synthetic_differences(smoking()).effect == pytest.approx(-15.605, abs=1e-3)


def test_proposition_99_by_a_synthetic_state() -> None:
    """They stop their search at −19.6; the one optimum of the convex problem is −19.51."""
    found = synthetic_control(smoking())
    assert found.effect == pytest.approx(-19.51, abs=5e-3)
    assert found.groups.sum() == pytest.approx(1)
    assert found.groups.min() >= 0


def test_the_placebo_error_is_like_the_published_one() -> None:
    """Table 1: 8.4, of random placebo states; ours takes each state once."""
    assert placebo_error(smoking()) == pytest.approx(8.4, abs=1.2)


def test_the_first_example_of_causal_impact() -> None:
    """arma_data with +5 from day 70: 4.89 [4.26, 5.47], 4.06 %."""
    told = columns("arma_data.csv", "y", "X")
    series = told[:, 0] + 5.0 * (np.arange(100) >= 70)
    (found,) = forecasts(Known(series[:70], told[:, 1:]), [slice(0, 30)], CAUSAL_IMPACT)
    gain = series[70:].mean() - found.mean
    assert gain == pytest.approx(4.89, abs=0.01)
    assert (gain - Z95 * found.sd, gain + Z95 * found.sd) == pytest.approx((4.26, 5.47), abs=0.05)
    assert gain / found.mean == pytest.approx(0.0406, abs=2e-4)


def test_the_second_example_is_no_effect() -> None:
    """comparison_data, in R: −657 (736) [−2076, 832], p = .20; maximum likelihood cries wolf: −1187, p = .047."""
    told = columns("comparison_data.csv", "CHANGED", "NOT_CHANGED_1", "NOT_CHANGED_2", "NOT_CHANGED_3")
    (found,) = forecasts(Known(told[:90, 0], told[:, 1:]), [slice(0, 18)], CAUSAL_IMPACT)
    gain = told[90:, 0].mean() - found.mean
    assert gain == pytest.approx(-657, abs=40)
    assert found.sd == pytest.approx(736, abs=40)
    assert gain + Z95 * found.sd == pytest.approx(832, abs=60)
    assert gain - Z95 * found.sd == pytest.approx(-2076, abs=90)


def test_our_own_belief_raises_no_false_alarm_there_either() -> None:
    told = columns("comparison_data.csv", "CHANGED", "NOT_CHANGED_1", "NOT_CHANGED_2", "NOT_CHANGED_3")
    (found,) = forecasts(Known(told[:90, 0], told[:, 1:]), [slice(0, 18)], PEOPLE)
    assert abs(told[90:, 0].mean() - found.mean) < Z95 * found.sd
