"""Weights: hand-reckoned and published numbers, and what must hold of any."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.insights.surveys.estimates import mean
from juluo.insights.surveys.weights import MOST, design_effect, raked, stratified

# How many of each type of school there are and were drawn, and their mean scores: California's API 2000 data as R's
# package survey gives them (Lumley 2004, `apistrat`).
SCHOOLS = {"E": 4421, "M": 1018, "H": 755}
DRAWN = {"E": (100, 674.43), "M": (50, 636.60), "H": (50, 625.82)}
CELLS = [("a", "x")] * 20 + [("a", "y")] * 30 + [("b", "x")] * 10 + [("b", "y")] * 40
MARGINS = [{"a": 60, "b": 40}, {"x": 50, "y": 50}]


def test_a_stratified_mean_is_the_published_one() -> None:
    strata = [name for name, (n, _) in DRAWN.items() for _ in range(n)]
    scores = [score for n, score in DRAWN.values() for _ in range(n)]
    weights = stratified(strata, SCHOOLS)
    assert weights is not None
    assert mean(scores, weights.values).value == pytest.approx(662.29, abs=0.005)


def test_raking_meets_both_margins_as_another_package_does() -> None:
    """The package balance 0.23 gives 1.788, .808, 1.424, .644 and Kish's 1.204 for these cells; it stops earlier."""
    weights = raked(CELLS, MARGINS)
    told = dict(zip(CELLS, weights.values, strict=True))
    assert list(told.values()) == pytest.approx([1.787786, 0.808143, 1.424429, 0.643893], abs=1e-6)
    assert weights.design_effect == pytest.approx(1.203903, abs=1e-6)
    assert weights.off < 1e-9


def test_raking_leaves_the_odds_as_they_were() -> None:
    told = dict(zip(CELLS, raked(CELLS, MARGINS).values, strict=True))
    odds = told["a", "x"] * told["b", "y"] / (told["a", "y"] * told["b", "x"])
    assert odds == pytest.approx(1)


def test_kish_by_hand() -> None:
    """Weights 1, 1, 2: 3 · 6 / 16."""
    assert design_effect([1, 1, 2]) == pytest.approx(1.125)
    assert design_effect([2.0] * 9) == pytest.approx(1)


def test_who_did_not_answer_at_all_is_named_and_not_made_up() -> None:
    weights = stratified(["often"] * 10 + ["some"] * 10, {"quiet": 80, "some": 10, "often": 30})
    assert weights is not None
    assert weights.silent == ("quiet",)
    assert weights.values[0] == pytest.approx(3 * weights.values[-1])
    assert sum(weights.values) == pytest.approx(20)


def test_a_stratum_with_few_answers_is_counted_with_its_neighbour() -> None:
    weights = stratified(["quiet"] * 2 + ["some"] * 10 + ["often"] * 20, {"quiet": 50, "some": 30, "often": 20})
    assert weights is not None
    assert weights.joined == (("quiet", "some"),)
    assert weights.values[0] == weights.values[5] == pytest.approx(0.8 * 32 / 12)


def test_who_came_by_the_link_weighs_nothing() -> None:
    weights = stratified([""] * 3 + ["some"] * 5 + ["often"] * 15, {"some": 50, "often": 50})
    assert weights is not None
    assert weights.values[:3] == (0, 0, 0)
    assert weights.effective == pytest.approx(1 / (0.5**2 / 5 + 0.5**2 / 15))


def test_one_stratum_needs_no_weights() -> None:
    assert stratified(["some"] * 9, {"some": 10}) is None
    assert stratified([], {"some": 10, "often": 3}) is None
    assert stratified(["", ""], {"some": 10, "often": 3}) is None


def test_an_answer_no_margin_tells_of_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody was asked"):
        raked([("a",)], [{"b": 1}])


@given(st.lists(st.tuples(st.integers(1, 40), st.integers(1, 10_000)), min_size=2, max_size=4))
def test_no_answer_weighs_more_than_five_and_all_together_as_many_as_answered(told: list[tuple[int, int]]) -> None:
    cells = [(str(at),) for at, (n, _) in enumerate(told) for _ in range(n)]
    weights = raked(cells, [{str(at): size for at, (_, size) in enumerate(told)}])
    assert sum(weights.values) == pytest.approx(len(cells))
    assert max(weights.values) <= MOST + 1e-6
    assert weights.cut == sum(one > MOST - 1e-6 for one in weights.values) or weights.cut == 0
    assert weights.design_effect >= 1 - 1e-9
