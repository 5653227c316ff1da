"""The bench's yardstick: what one would see who knows how the days were made."""

import math
from dataclasses import replace

import numpy as np
import pytest
from effects_oracle import oracle
from effects_series import Drawn, drawn, planted

STEADY = Drawn(0.0, 0.1, 0.0, np.ones(177))


def test_days_that_stray_each_by_itself_leave_the_error_of_two_means() -> None:
    people = [100] * 170 + [125] * 7
    found = oracle(people, STEADY, 7)
    assert found.effect == pytest.approx(math.log(1.25), rel=0.001)
    assert found.error == pytest.approx(math.sqrt((0.1**2 + 1 / 125) / 7 + (0.1**2 + 1 / 100) / 170), rel=0.03)


def test_what_drifts_and_what_is_alike_is_known_less_surely() -> None:
    people = [100] * 177
    errors = [
        oracle(people, made, 7).error for made in (STEADY, replace(STEADY, drift=0.015), replace(STEADY, alike=0.8))
    ]
    assert 1.3 * errors[0] < errors[1]
    assert 1.3 * errors[0] < errors[2]


def test_its_intervals_hold_what_is_true_and_it_sees_as_often_as_it_says() -> None:
    random = np.random.default_rng(8)
    holds, sees, said = 0, 0, 0.0
    for _ in range(60):
        series, made = drawn(random, 60, 100, 7)
        alone = oracle(series.people, made, 7)
        holds += alone.holds
        said += alone.bound
        sees += not oracle(planted(random, series, 7).people, made, 7).holds
    assert 53 <= holds <= 60
    assert sees == pytest.approx(said, abs=9)
