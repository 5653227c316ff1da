"""Two ways with the same controls, and their mean, on made-up channels."""

import numpy as np
import pytest
from anchors import Numbers

from juluo.insights.effects.hindsight import Guess
from juluo.insights.effects.methods import structural, synthetic, together

BEGIN, SPAN = 140, slice(0, 7)


def channels(seed: int, drift: float, shock: float = 0.0) -> tuple[Numbers, Numbers]:
    """One channel that went its own way for four weeks, and seven beside it; the last week all had a shock."""
    random = np.random.default_rng(seed)
    days = np.arange(BEGIN + 7)
    all_of_them = 12 + random.normal(size=(len(days), 8)) + shock * (days >= BEGIN)[:, None]
    all_of_them[:, 0] += drift * np.clip(days - BEGIN + 28, 0, 28) / 28
    return all_of_them[:, 0], all_of_them[:, 1:]


def strays(guess: Guess, series: Numbers) -> float:
    return float(series[BEGIN:].mean()) - guess(BEGIN, [SPAN])[0].mean


def test_the_mean_lies_between_what_groups_say_and_what_the_gap_to_them_says() -> None:
    series, others = channels(1, 2.0)
    beside = others.mean(axis=1)
    gap = structural(series - beside, others[:, :0], 0)(BEGIN, [SPAN])[0]
    groups = synthetic(series, others, BEGIN)(BEGIN, [SPAN])[0]
    found = together(series, others, 0, BEGIN)(BEGIN, [SPAN])[0]
    assert found.mean == pytest.approx((groups.mean + gap.mean + beside[BEGIN:].mean()) / 2)
    assert found.sd == pytest.approx((groups.sd + gap.sd) / 2)


def test_what_a_channel_did_by_itself_lately_is_followed_better_than_by_groups_alone() -> None:
    ways = []
    for seed in range(6):
        series, others = channels(seed, 3.0)
        ways.append(
            (strays(synthetic(series, others, BEGIN), series), strays(together(series, others, 0, BEGIN), series))
        )
    groups, both = np.abs(np.array(ways)).mean(axis=0)
    assert groups > 1.5
    assert both < 0.75 * groups


def test_a_shock_to_all_that_was_never_seen_before_is_nobodys_effect() -> None:
    series, others = channels(3, 0.0, shock=4.0)
    assert abs(strays(together(series, others, 0, BEGIN), series)) < 1.0
    assert strays(structural(series, others, 0), series) > 3.0


def test_a_shift_of_everybody_shifts_the_guess_by_as_much() -> None:
    series, others = channels(4, 1.0)
    spans = [slice(0, 7), slice(6, 7)]
    before, after = (together(series + more, others + more, 0, BEGIN)(BEGIN, spans) for more in (0.0, 5.0))
    assert [one.mean + 5 for one in before] == pytest.approx([one.mean for one in after])
