"""Weights: hand-reckoned and published numbers, and what must hold of any."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.insights.surveys.estimates import mean
from juluo.insights.surveys.weights import MOST, Margins, design_effect, drawn_from, raked, stratified, weighed

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


def test_the_draw_s_weights_are_the_published_ones() -> None:
    """The data's own column pw: 44.21, 20.36 and 15.10 schools for each that was drawn."""
    margins = Margins(SCHOOLS, {name: n for name, (n, _) in DRAWN.items()})
    assert drawn_from(["E", "M", "H"], margins) == pytest.approx([44.21, 20.36, 15.10], abs=0.005)
    strata = [name for name, (n, _) in DRAWN.items() for _ in range(n)]
    scores = [score for n, score in DRAWN.values() for _ in range(n)]
    assert mean(scores, drawn_from(strata, margins)).value == pytest.approx(662.29, abs=0.005)


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


# Of 1,200 as many of each stratum were asked; the quiet answer less, the new ones more.
AMONG, ASKED = {"quiet": 800, "often": 400}, {"quiet": 60, "often": 60}
HERE = {("quiet", "new"): 300, ("quiet", "long"): 500, ("often", "new"): 100, ("often", "long"): 300}
ANSWERED = {("quiet", "new"): 12, ("quiet", "long"): 8, ("often", "new"): 20, ("often", "long"): 25}
SAID = [cell for cell, n in ANSWERED.items() for _ in range(n)]


def test_with_answers_enough_both_margins_are_met_from_the_draw_on() -> None:
    found = weighed(Margins(AMONG, ASKED, HERE), SAID)
    assert found is not None
    assert found.by == "both"
    total = len(SAID)
    for at, margin in enumerate(({"quiet": 800, "often": 400}, {"new": 400, "long": 800})):
        for name, n in margin.items():
            told = sum(weight for weight, cell in zip(found.values, SAID, strict=True) if cell[at] == name)
            assert told == pytest.approx(total * n / 1200)
    assert found.effective == pytest.approx(total / design_effect(found.values))
    anonymous = weighed(Margins(AMONG, ASKED, HERE), SAID, is_anonymous=True)
    assert anonymous is not None
    assert anonymous.values == pytest.approx(found.values), "rates that are one a stratum are met by its margin"


def test_one_cell_with_four_answers_and_only_strata_are_met() -> None:
    few = [cell for cell, n in (ANSWERED | {("quiet", "long"): 4}).items() for _ in range(n)]
    found = weighed(Margins(AMONG, ASKED, HERE), few)
    assert found is not None
    assert found.by == "strata"
    assert found.values[: 12 + 4] == pytest.approx([len(few) * 2 / 3 / 16] * 16)
    unknown = [*SAID, ("often", "")]
    assert weighed(Margins(AMONG, ASKED, HERE), unknown).by == "strata"  # type: ignore[union-attr]
    assert weighed(Margins(AMONG, ASKED), SAID).by == "strata"  # type: ignore[union-attr]


def test_too_few_for_strata_and_answers_stand_as_they_were_drawn_by_name_only() -> None:
    """Four of the quiet can't stand for all of them; each still stands for twice as many as one of the often."""
    told = [("quiet", "long")] * 4 + [("often", "long")] * 12
    found = weighed(Margins(AMONG, ASKED), told)
    assert found is not None
    assert found.by == "draw"
    assert found.values[0] == pytest.approx(2 * found.values[-1])
    assert weighed(Margins(AMONG, ASKED), told, is_anonymous=True) is None, "four would be told from the rest"
    assert weighed(Margins(AMONG, {"quiet": 80, "often": 40}), told) is None, "drawn alike, they weigh alike"


def test_a_few_in_a_joined_stratum_keep_their_own_chance() -> None:
    among, asked = {"quiet": 500, "some": 300, "often": 200}, {"quiet": 50, "some": 50, "often": 50}
    told = [("quiet", "")] * 2 + [("some", "")] * 10 + [("often", "")] * 20
    found = weighed(Margins(among, asked), told)
    assert found is not None
    assert found.joined == (("quiet", "some"),)
    assert found.values[0] / found.values[2] == pytest.approx((500 / 50) / (300 / 50))
    hidden = weighed(Margins(among, asked), told, is_anonymous=True)
    assert hidden is not None
    assert hidden.values[0] == pytest.approx(hidden.values[2])


@given(st.lists(st.tuples(st.sampled_from(["quiet", "often", ""]), st.sampled_from(["new", "long", ""])), max_size=60))
def test_anonymous_weights_never_tell_fewer_than_five_apart(sheets: list[tuple[str, str]]) -> None:
    """What a weighted number and a plain one give away together is what each group of one weight said."""
    found = weighed(Margins(AMONG, ASKED, HERE), sheets, is_anonymous=True)
    values = [] if found is None else [round(value, 9) for value in found.values if value]
    assert all(values.count(value) >= 5 for value in values)
