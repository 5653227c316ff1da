"""Groups against the others, and now against the last time."""

from asked import CHOICE, CSAT, NPS, sheets

from juluo.insights.surveys.compared import by_group, with_last
from juluo.metrics.verdict import Verdict


def test_a_clear_difference_is_called_so_and_none_is_not() -> None:
    groups = {"often": sheets([5] * 30 + [4] * 10), "some": sheets([2] * 20 + [3] * 20), "quiet": sheets([3, 4] * 20)}
    told = {side.name: side for side in by_group(CSAT, groups, is_anonymous=False)}
    assert told["often"].change.verdict is Verdict.CLEARLY_UP
    assert told["some"].change.verdict is Verdict.CLEARLY_DOWN
    assert told["quiet"].change.verdict is Verdict.NO_CHANGE
    assert all(side.q is not None and side.change.p is not None and side.q >= side.change.p for side in told.values())


def test_few_are_not_compared() -> None:
    sides = by_group(NPS, {"often": sheets([10] * 30), "some": sheets([0] * 9)}, is_anonymous=False)
    assert [side.change.verdict for side in sides] == [Verdict.TOO_FEW, Verdict.TOO_FEW]
    assert [side.value is None for side in sides] == [False, True]


def test_a_small_group_of_an_anonymous_survey_hides_the_next_too() -> None:
    groups = {"often": sheets([10] * 30), "some": sheets([5] * 12), "quiet": sheets([0] * 4)}
    told = by_group(NPS, groups, is_anonymous=True)
    assert [side.is_hidden for side in told] == [False, True, True]
    assert [side.value is None for side in told] == [False, True, True]


def test_the_last_wave_is_compared_by_score_or_option_by_option() -> None:
    (moved,) = with_last(NPS, sheets([10] * 40), sheets([10] * 20 + [3] * 20))
    assert moved.change.amount == 100
    assert moved.change.verdict is Verdict.CLEARLY_UP
    options = with_last(CHOICE, sheets(["tea"] * 30 + ["coffee"] * 10), sheets(["tea"] * 10 + ["coffee"] * 30))
    assert [one.change.verdict for one in options] == [Verdict.CLEARLY_UP, Verdict.CLEARLY_DOWN, Verdict.TOO_FEW]
    assert with_last(NPS, sheets([10] * 40), sheets([10] * 9)) == ()
