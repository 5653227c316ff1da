"""Mixtures of groups that nothing happened to, on made-up panels."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juluo.insights.effects.panel import Panel, difference_in_differences
from juluo.insights.effects.simplex import nearest_mixture
from juluo.insights.effects.synthetic import synthetic_control, synthetic_differences


def made_up(seed: int, effect: float) -> Panel:
    """Groups that share two courses; the touched one is a mixture of three of them, and higher."""
    random = np.random.default_rng(seed)
    courses = random.normal(size=(2, 30)).cumsum(axis=1)
    untouched = random.uniform(0.5, 2, size=(9, 2)) @ courses + random.normal(10, 3, size=(9, 1))
    touched = untouched[:3].mean(axis=0) + 4 + effect * (np.arange(30) >= 25)
    return Panel(untouched, touched, 25)


@settings(max_examples=60)
@given(st.integers(0, 10_000), st.integers(2, 9), st.sampled_from([0.0, 0.1, 5.0]), st.booleans())
def test_no_other_weights_come_nearer(seed: int, several: int, ridge: float, shifted: bool) -> None:  # noqa: FBT001 - drawn
    random = np.random.default_rng(seed)
    columns, target = random.normal(size=(12, several)), random.normal(size=12)
    found = nearest_mixture(columns, target, ridge, shifted=shifted)
    assert found.sum() == pytest.approx(1)
    assert found.min() >= 0

    def lack(weights: np.ndarray) -> float:  # type: ignore[type-arg] # of floats
        off = columns @ weights - target
        off = off - off.mean() if shifted else off
        return float(off @ off + ridge * weights @ weights)

    least = lack(found)
    for other in random.dirichlet(np.full(several, 0.3), size=40):
        for step in (1.0, 0.1, 1e-3):
            assert lack(found + step * (other - found)) >= least - 1e-9 * (1 + least)


def test_columns_that_are_all_alike_are_no_trouble() -> None:
    found = nearest_mixture(np.ones((6, 4)), np.full(6, 3.0))
    assert found.sum() == pytest.approx(1)


def test_what_was_added_to_a_mixture_is_found_and_more_nearly_than_by_plain_differences() -> None:
    panels = [made_up(seed, 2.5) for seed in range(12)]
    found = [synthetic_differences(panel) for panel in panels]
    missed = [abs(one.effect - 2.5) for one in found]
    assert max(missed) < 0.7
    assert sum(missed) < sum(abs(difference_in_differences(panel) - 2.5) for panel in panels) / 3
    assert all(one.groups.sum() == pytest.approx(1) and one.periods.sum() == pytest.approx(1) for one in found)


def test_a_constant_difference_is_nothing_to_differences_and_all_to_a_control() -> None:
    panel = made_up(1, 0.0)
    higher = replace(panel, touched=panel.touched + 40)
    assert synthetic_differences(higher).effect == pytest.approx(synthetic_differences(panel).effect)
    assert synthetic_control(higher).effect > 30


def test_differences_in_differences_by_hand() -> None:
    panel = Panel(np.array([[1.0, 1, 2, 2], [3, 3, 4, 4]]), np.array([5.0, 5, 9, 9]), 2)
    assert difference_in_differences(panel) == 3
