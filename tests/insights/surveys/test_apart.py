"""Small groups of anonymous surveys: nobody reckons them out of what is told."""

import pytest
from asked import CSAT, sheets, survey
from hypothesis import given
from hypothesis import strategies as st

from juluo.insights.surveys.apart import hidden
from juluo.insights.surveys.compared import by_group
from juluo.insights.surveys.results import results

_ANY = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 12))


@given(_ANY)
def test_what_is_hidden_is_five_at_least_in_all(counts: dict[str, int]) -> None:
    """An attacker who has the whole and every group that is shown gets at the hidden ones' sum, and no further."""
    small = hidden(counts)
    left = sum(counts.values()) - sum(n for name, n in counts.items() if name not in small)
    assert left == 0 or left >= 5 or all(name in small for name, n in counts.items() if n)
    assert all(n == 0 or n >= 5 for name, n in counts.items() if name not in small)


@given(_ANY)
def test_nothing_is_hidden_where_all_are_many(counts: dict[str, int]) -> None:
    assert not hidden({name: n + 5 for name, n in counts.items()})


def test_two_small_groups_that_are_four_together_take_a_third_with_them() -> None:
    assert hidden({"a": 1, "b": 3, "c": 9, "d": 20}) == {"a", "b", "c"}
    assert hidden({"a": 2, "b": 3, "c": 9}) == {"a", "b"}


@pytest.mark.parametrize(("by_link", "told"), [(3, False), (0, True), (6, True)])
def test_a_few_by_the_link_are_not_had_by_subtraction(by_link: int, *, told: bool) -> None:
    """Weights, bounds and groups are of those drawn alone: beside the plain number they'd tell the others' answers."""
    asked = {"quiet": 40, "often": 60}
    drawn = (*sheets([5] * 12, "quiet"), *sheets([2] * 14, "often"))
    found = survey(CSAT, (*drawn, *sheets([1] * by_link, "", invited=False)), asked, is_anonymous=True)
    (result,) = results(found).questions
    assert result.scored is not None
    assert ((result.scored.weighted is not None), (result.scored.bounds is not None)) == (told, told)
    groups = {name: [one for one in drawn if one.stratum == name] for name in asked}
    others = [one for one in found.sheets if not one.invited]
    sides = by_group(CSAT, groups, is_anonymous=True, others=others)
    assert [one.is_hidden for one in sides] == [not told, False]
    assert by_group(CSAT, groups, is_anonymous=False, others=others)[0].value is not None


@pytest.mark.parametrize(("drawn", "told"), [(1, False), (4, False), (5, True)])
def test_what_a_few_drawn_ones_said_is_not_had_from_the_bounds(drawn: int, *, told: bool) -> None:
    """(value·n + end·silent) / people is solved for the value by whoever knows n and how many were asked."""
    few = (*sheets([2] * drawn, "quiet"), *sheets([5] * 20, "", invited=False))
    (result,) = results(survey(CSAT, few, {"quiet": 40}, is_anonymous=True)).questions
    assert result.scored is not None
    assert (result.scored.bounds is not None) == told
    (named,) = results(survey(CSAT, few, {"quiet": 40})).questions
    assert named.scored is not None
    assert named.scored.bounds is not None
