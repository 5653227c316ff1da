"""The structural time series against the same sums done at length."""

from dataclasses import replace

import numpy as np
import pytest
from anchors import Numbers

from juluo.insights.effects.structural import PEOPLE, Known, forecasts

# One strength of each alone, the least that is tried, so that the answer is one normal distribution.
SURE = replace(PEOPLE, tried=1, expected=9.0)
NOISE, DRIFT = 0.1, 0.001


def made_up(days: int, controls: int, seed: int = 4) -> tuple[Numbers, Numbers]:
    random = np.random.default_rng(seed)
    others = random.normal(size=(days, controls))
    return 10 + others.sum(axis=1) + random.normal(size=days).cumsum() / 9 + np.arange(days) % 7 / 3, others


def at_length(known: Known, span: slice) -> tuple[float, float]:
    """The conditional distribution of normal days, by the covariance of all days with all days."""
    n, ahead = known.length, np.arange(len(known.controls))
    middle, scale = known.series.mean(), known.series.std(ddof=1)
    series = (known.series - middle) / scale
    controls = known.controls - known.controls[:n].mean(axis=0)
    controls = controls / controls[:n].std(axis=0, ddof=1)
    square = controls[:n].T @ controls[:n] / n
    precision = SURE.slab * (square + np.diag(np.diag(square))) / 2 / NOISE**2
    # The seventh weekday is less the other six together.
    weekday = (known.weekday or 0) + ahead
    contrasts = np.vstack([np.eye(6), -np.ones(6)])[weekday % 7]
    everything = DRIFT**2 * np.minimum.outer(ahead, ahead) + 1.0 + contrasts @ contrasts.T
    everything += controls @ np.linalg.inv(precision) @ controls.T
    asked = np.zeros(len(ahead))
    asked[n:][span] = 1 / len(asked[n:][span])
    across = np.linalg.solve(everything[:n, :n] + NOISE**2 * np.eye(n), everything[:n] @ asked)
    variance = asked @ everything @ asked - (everything[:n] @ asked) @ across + NOISE**2 * (asked @ asked)
    return float(middle + scale * (series[0] + across @ (series - series[0]))), float(scale * np.sqrt(variance))


@pytest.mark.parametrize("span", [slice(0, 1), slice(0, 14), slice(5, 9)])
def test_it_says_what_the_whole_covariance_says(span: slice) -> None:
    series, others = made_up(54, 2)
    known = Known(series[:40], others, weekday=3)
    (found,) = forecasts(known, [span], SURE)
    assert (found.mean, found.sd) == pytest.approx(at_length(known, span), rel=1e-5)


def test_spans_asked_together_are_answered_as_alone() -> None:
    series, others = made_up(60, 1)
    known = Known(series[:45], others, weekday=0)
    spans = [slice(0, 7), slice(7, 15), slice(3, 4)]
    together = forecasts(known, spans)
    assert [forecasts(known, [span])[0].mean for span in spans] == pytest.approx([one.mean for one in together])
    assert together == forecasts(known, spans)


def test_a_finer_grid_says_the_same() -> None:
    series, _ = made_up(84, 0)
    known = Known(series[:70], np.zeros((84, 0)), weekday=0)
    (coarse,), (fine,) = (forecasts(known, [slice(0, 7)], replace(PEOPLE, tried=tried)) for tried in (12, 40))
    assert coarse.mean == pytest.approx(fine.mean, abs=0.02 * fine.sd)
    assert coarse.sd == pytest.approx(fine.sd, rel=0.05)


def test_a_control_that_follows_narrows_and_one_that_does_not_is_left_alone() -> None:
    random = np.random.default_rng(9)
    course = random.normal(size=98)
    series = course + random.normal(size=98) / 5
    told = [
        forecasts(Known(series[:84], others, weekday=0), [slice(0, 14)])[0]
        for others in (np.zeros((98, 0)), course[:, None], random.normal(size=(98, 3)))
    ]
    assert told[1].sd < 0.5 * told[0].sd
    assert told[2].sd < 1.3 * told[0].sd


def test_days_that_never_varied_and_controls_that_never_did() -> None:
    for level in (3.0, 2 * 0.375**0.5):
        found = forecasts(Known(np.full(41, level), np.zeros((48, 2)), weekday=1), [slice(0, 7)])[0]
        assert found.mean == pytest.approx(level, abs=1e-6)
        assert 0.1 < found.sd < 3
