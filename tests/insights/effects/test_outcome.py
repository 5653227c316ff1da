"""One event of an invented harbour: its effect, who stayed, beside whom, at what cost, and all events together."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from harbour import CAME, DAYS, EAST, EVENING, FIRST, OTHERS, QUIET_EVENINGS, WEEK
from pyroaring import BitMap

from juluo.insights.effects.effect import effect_of
from juluo.insights.effects.matched import matched
from juluo.insights.effects.methods import Method
from juluo.insights.effects.outcome import Outcome, outcome
from juluo.insights.effects.past import past_effects
from juluo.insights.effects.where import Group, asked
from juluo.insights.effects.words import outcome_words
from juluo.ledger.period import Period
from juluo.metrics.events.held import events
from juluo.metrics.verdict import Verdict
from juluo.store.view import View
from juluo.wording.catalogue import speaker


def square(view: View, *names: str) -> Group:
    return Group(frozenset(code for code, channel in view.channels.items() if channel.name in names))


def came(view: View) -> frozenset[int]:
    return next(event.accounts for event in events(view) if event.name == "灯会")


@pytest.fixture(scope="module")
def lantern_week(harbour: View) -> Outcome:
    return outcome(harbour, WEEK, square(harbour, EAST), came=came(harbour), cost=90.0)


def test_the_days_of_a_group_are_counted_from_who_was_there(harbour: View) -> None:
    found = asked(harbour, WEEK, square(harbour, EAST))
    assert found.people.first == FIRST
    assert len(found.untouched) == len(OTHERS)
    who = harbour.presence.spoke(Period(EVENING, EVENING), next(iter(square(harbour, EAST).channels or ())))
    assert found.people.people[found.people.at(EVENING)] == len(who - harbour.aside)
    everybody = asked(harbour, WEEK, Group()).people
    several = asked(harbour, WEEK, square(harbour, EAST, *OTHERS)).people
    assert everybody == several
    some = asked(harbour, WEEK, Group(accounts=came(harbour))).people
    assert all(few <= many for few, many in zip(some.people, found.people.people, strict=True))
    assert {found.people.first + timedelta(days=n) for n in range(90)} > set(found.others) == set(QUIET_EVENINGS)


def test_with_five_squares_left_alone_it_is_measured_by_synthetic_differences(lantern_week: Outcome) -> None:
    found = lantern_week.effect
    assert found.method is Method.SYNTHETIC
    assert found.during is not None
    assert found.verdict is Verdict.CLEARLY_UP
    assert found.during.expected == pytest.approx(18, abs=5)
    assert found.during.seen == pytest.approx(63, abs=5)
    assert found.placebo is not None
    assert found.placebo.as_far == 0
    assert [day for day, gain in found.marks if gain] == [0, 7, 14]


def test_with_fewer_it_is_a_structural_time_series(harbour: View) -> None:
    found = outcome(harbour, WEEK, square(harbour, EAST), [square(harbour, one) for one in OTHERS[:2]]).effect
    assert (found.method, found.untouched) == (Method.STRUCTURAL, 2)
    assert found.verdict is Verdict.CLEARLY_UP
    calm = outcome(harbour, WEEK, square(harbour, "西")).effect
    assert calm.during is not None
    assert calm.during.change.interval is not None
    assert not calm.during.change.interval.excludes_zero()


def test_who_came_is_held_against_who_was_like_them(lantern_week: Outcome) -> None:
    found = lantern_week.beside
    assert found is not None
    assert (found.came, found.new) == (CAME, 0)
    assert found.pairs >= 20
    assert found.change is not None
    assert found.change.interval is not None
    # Those on the list speak on eight days at .5 instead of .2.
    assert found.change.interval.low < 8 * 0.3 < found.change.interval.high
    assert found.change.verdict is Verdict.MAYBE
    assert all(abs(one.pairs) <= 0.25 for one in found.balance)


def test_who_stayed_and_what_each_of_them_cost(lantern_week: Outcome) -> None:
    stayed = lantern_week.staying
    assert stayed is not None
    assert stayed.came == CAME
    assert stayed.more == stayed.after - stayed.before
    assert lantern_week.cost_each == (None if stayed.more <= 0 else pytest.approx(90 / stayed.more))


def test_the_same_people_beside_each_other_show_nothing(harbour: View) -> None:
    """Before the evening the thirty were like the others: a list of them then is a placebo."""
    quiet = Period(FIRST + timedelta(days=65), FIRST + timedelta(days=65))
    found = matched(harbour, quiet, BitMap(came(harbour)))
    assert found.change is not None
    assert found.change.interval is not None
    assert not found.change.interval.excludes_zero()


def test_too_few_who_came_are_compared_with_nobody(harbour: View) -> None:
    few = outcome(harbour, WEEK, square(harbour, EAST), came=sorted(came(harbour))[:9]).beside
    assert few is not None
    assert few.change is None
    assert "9" in str(few.reason)
    unlisted = outcome(harbour, WEEK, square(harbour, EAST), cost=90.0)
    assert unlisted.beside is None
    assert unlisted.cost_each is None
    assert unlisted.staying is not None


def test_past_evenings_speak_together(harbour: View) -> None:
    found = past_effects(harbour)
    assert [event.name for event, _ in found.each] == ["灯会", "quiet1", "quiet0"]
    assert found.measured == 3
    assert found.pooled is not None
    assert found.pooled.events == 3
    assert past_effects(harbour, {"灯会"}).pooled is None
    days = [event.day for event, _ in found.each]
    assert all(later > earlier for later, earlier in pairwise(days))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_is_told_in_whole_sentences(lantern_week: Outcome, lang: str) -> None:
    told = outcome_words(lantern_week, speaker(lang), lang)
    assert len(told) == len({*told}) >= 9
    assert ("Clearly up" if lang == "en" else "明显上升") in told[0]
    assert not any("{" in sentence for sentence in told)
    assert any("灯" in one or "。" in one for one in told) == (lang == "zh")


def test_a_day_that_no_export_tells_to_its_end_is_not_measured(harbour: View) -> None:
    """The day after the last export, and the one that it tells in part: no number comes of either."""
    for later in (0, 1, 2):
        day = FIRST + timedelta(days=DAYS + later)
        found = outcome(harbour, Period(day, day), Group()).effect
        assert found.during is None
        assert "过完、导入了再来看" in str(found.reason)
    half = effect_of(replace(asked(harbour, Period(EVENING, EVENING), Group()), begun=False))
    assert (half.during, "导入了再来看" in str(half.reason)) == (None, True)
