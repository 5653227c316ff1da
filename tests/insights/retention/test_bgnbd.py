"""The model against the published fit, against crowds whose parameters are known, and against scipy's functions."""

import os
import time
from pathlib import Path

import numpy as np
import pytest
from cdnow import Buyers, tenth
from crowds import crowd
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import hyp2f1

from juluo.insights.retention.bgnbd import FEWEST, History, Model, _weighed_series, fitted

REAL = os.environ.get("JULUO_REAL_DATA")
needs_data = pytest.mark.skipif(REAL is None, reason="JULUO_REAL_DATA names no folder with the CDNOW purchases")
# Fader, Hardie and Lee 2005, table 2.
PUBLISHED = Model(0.243, 4.414, 0.793, 2.426, -9582.4)


@pytest.fixture(scope="module")
def buyers() -> Buyers:
    assert REAL is not None
    return tenth(Path(REAL))


@needs_data
def test_the_published_fit(buyers: Buyers) -> None:
    before = time.process_time()
    model = fitted(buyers.history)
    assert time.process_time() - before <= 2
    assert model is not None
    assert (len(buyers.history), sum(buyers.later)) == (2357, 1882)
    parameters = (model.r, model.alpha, model.a, model.b)
    assert parameters == pytest.approx((PUBLISHED.r, PUBLISHED.alpha, PUBLISHED.a, PUBLISHED.b), abs=5e-4)
    assert model.log_likelihood == pytest.approx(PUBLISHED.log_likelihood, abs=0.05)
    assert model.expected(History([2], [30.43], [38.86]), 39)[0] == pytest.approx(1.226, abs=5e-4)


@needs_data
def test_the_weeks_held_out(buyers: Buyers) -> None:
    model = fitted(buyers.history)
    assert model is not None
    said, came = model.expected(buyers.history, 39), np.array(buyers.later)
    assert np.abs(said - came).mean() <= 0.79
    assert np.corrcoef(said, came)[0, 1] >= 0.62
    assert said.sum() == pytest.approx(1653, abs=1)


def test_the_published_example() -> None:
    assert PUBLISHED.expected(History([2], [30.43], [38.86]), 39)[0] == pytest.approx(1.226, abs=5e-4)


@pytest.mark.parametrize(
    ("r", "alpha", "a", "b"), [(0.25, 4.5, 0.8, 2.5), (0.3, 1.8, 0.3, 1.5), (1.0, 10.0, 1.0, 8.0)]
)
def test_a_crowd_s_parameters_are_found_again(r: float, alpha: float, a: float, b: float) -> None:
    """Of 4,000 people: rates within a fifth, who leaves within a half, sums ahead within a tenth."""
    history, later, here = crowd(4000, 300, r, alpha, a, b, seed=7, ahead=100)
    model = fitted(history)
    assert model is not None
    assert (model.r, model.alpha) == pytest.approx((r, alpha), rel=0.2)
    assert model.a / (model.a + model.b) == pytest.approx(a / (a + b), rel=0.2)
    assert (model.a, model.b) == pytest.approx((a, b), rel=0.5)
    assert model.expected(history, 100).sum() == pytest.approx(sum(later), rel=0.1)
    assert model.comes(history, 100).sum() == pytest.approx(sum(n > 0 for n in later), rel=0.1)
    unsure = (model.alive(history) > 0.3) & (model.alive(history) < 0.7)
    by_chance = 3 * 0.5 / np.sqrt(unsure.sum())
    assert by_chance < 0.2
    assert model.alive(history)[unsure].mean() == pytest.approx(np.array(here)[unsure].mean(), abs=by_chance)


def test_few_people_still_give_about_the_right_sum() -> None:
    """With the fewest people that are fitted at all the sum ahead is off by less than a half in most crowds."""
    off = []
    for seed in range(12):
        history, later, _ = crowd(2 * FEWEST, 300, 0.5, 3.0, 0.8, 2.5, seed=seed, ahead=100)
        model = fitted(history)
        if model is not None and any(later):
            off.append(abs(model.expected(history, 100).sum() / sum(later) - 1))
    assert len(off) >= 10
    assert np.median(off) < 0.35


def test_too_few_who_came_again_are_not_fitted() -> None:
    assert fitted(History([0] * 500 + [1] * (FEWEST - 1), [0.0] * 500 + [3.0] * (FEWEST - 1), [30.0] * 539)) is None
    assert fitted(History([], [], [])) is None


@pytest.mark.parametrize(
    ("again", "last", "known"),
    [
        ([50] * 60, [50.0] * 60, [50.0] * 60),  # everybody comes every day
        ([1] * 60, [1.0] * 60, [300.0] * 60),  # everybody came twice and never again
        ([1] * 60, [0.0] * 60, [0.0] * 60),  # no time has passed
    ],
)
def test_histories_that_all_look_alike_do_no_harm(again: list[int], last: list[float], known: list[float]) -> None:
    history = History(again, last, known)
    model = fitted(history)
    if model is not None:
        for chances in (model.alive(history), model.comes(history, 28)):
            assert ((chances >= 0) & (chances <= 1)).all()
        assert np.isfinite(model.expected(history, 28)).all()


parameters = st.builds(
    Model, st.floats(0.05, 5), st.floats(0.1, 50), st.floats(0.05, 5), st.floats(0.05, 5), st.just(0.0)
)
past = st.tuples(st.integers(0, 200), st.floats(0, 1), st.floats(1, 400))


@given(parameters, past)
def test_chances_are_chances_and_fall_with_silence(model: Model, told: tuple[int, float, float]) -> None:
    again, share, known = told
    last = share * known if again else 0.0
    silences = History([again] * 3, [last] * 3, [known, known + 10, known + 100])
    alive, comes = model.alive(silences), model.comes(silences, 28)
    assert 0 <= alive[2] <= alive[1] <= alive[0] <= 1
    assert ((comes >= 0) & (comes <= alive)).all()
    assert (model.expected(silences, 28) >= comes * (1 - 1e-6) - 1e-9).all()


@given(parameters, st.integers(1, 100), st.floats(0, 300))
def test_after_the_silence_told_the_chance_is_the_one_asked_for(model: Model, again: int, last: float) -> None:
    silence = float(model.silence(History([again], [last], [last]), 0.5)[0])
    alive = float(model.alive(History([again], [last], [last + silence]))[0])
    assert alive == pytest.approx(0.5, abs=1e-6) or (silence == 0 and alive < 0.5)


@given(st.floats(0.05, 60), st.floats(0.05, 60), st.floats(-0.95, 50), st.floats(0, 0.97))
def test_the_series_is_scipy_s(a: float, b: float, more: float, z: float) -> None:
    c = max(b + more, 0.05)
    ours = _weighed_series(*(np.array([part]) for part in (a, b, c, z)))[0]
    assert ours == pytest.approx(hyp2f1(a, b, c, z) * (1 - z) ** a, rel=1e-6, abs=1e-9)


def test_crowds_of_any_kind_are_fitted_or_given_up_but_never_told_nonsense() -> None:
    """Twenty crowds drawn from all over; where all leave alike, or all come alike, parameters grow without end."""
    random = np.random.default_rng(5)
    fits = 0
    for seed in range(20):
        r, alpha, a, b = np.exp(random.uniform(np.log([0.1, 0.3, 0.1, 0.3]), np.log([3, 30, 3, 10])))
        history, *_ = crowd(int(random.integers(100, 300)), float(random.integers(60, 400)), r, alpha, a, b, seed)
        model = fitted(history)
        if model is not None:
            fits += 1
            said = model.expected(history, 28)
            assert (np.isfinite(said) & (said >= 0) & (said < 28 * 20)).all()
    assert fits >= 10
