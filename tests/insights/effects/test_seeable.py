"""What an event has to do to be seen, told before it, of the invented harbour."""

from datetime import date, timedelta

import pytest
from harbour import DAYS, EAST, EVENING, FIRST, WEEK

from juluo.insights.effects.seeable import Seeable, seeable
from juluo.insights.effects.where import Group, effect_in
from juluo.insights.effects.words import effect_words, seeable_words, unseen_words, verdict_words
from juluo.ledger.period import Period
from juluo.store.view import View
from juluo.wording.catalogue import speaker

LAST = FIRST + timedelta(days=DAYS - 1)


def planned(days: int, length: int = 1, beyond: date = LAST) -> Period:
    """Some days beyond a day."""
    first = beyond + timedelta(days=days)
    return Period(first, first + timedelta(days=length - 1))


def test_it_is_asked_of_the_last_days_on_the_same_weekdays(harbour: View) -> None:
    for ahead in range(1, 15):
        plan = planned(ahead, 3)
        found = seeable(harbour, LAST, plan, Group())
        assert found is not None
        assert found.days.length == 3
        assert found.days.first.weekday() == plan.first.weekday()
        assert LAST - timedelta(days=7) < found.days.last <= LAST
        effect = effect_in(harbour, found.days, Group())
        assert (effect.seeable, effect.during and effect.during.expected) == (found.share, found.expected)


def test_a_channel_with_others_beside_it_and_days_that_are_past(harbour: View) -> None:
    east = Group(frozenset(code for code, channel in harbour.channels.items() if channel.name == EAST))
    alone = seeable(harbour, WEEK.first - timedelta(days=1), WEEK, east)
    assert alone is not None
    assert alone.days.last < EVENING, "days after the last whole one are not known yet"
    assert 15 < alone.expected < 21
    assert 0.1 < alone.share < 1.0
    past = seeable(harbour, LAST, WEEK, east)
    assert past is not None
    assert past.days == WEEK


def test_too_short_a_history_tells_nothing(harbour: View) -> None:
    assert seeable(harbour, FIRST + timedelta(days=25), planned(1, beyond=FIRST + timedelta(days=25)), Group()) is None
    assert seeable(harbour, FIRST, planned(1, beyond=FIRST), Group()) is None


@pytest.mark.parametrize(
    ("lang", "ahead", "after"),
    [
        ("zh", "一天大约20人活跃；活动要让他们多26%以上（一天约26人）", "多26%以上"),
        ("en", "about 20 people a day are active", "a rise by 26% or more"),
    ],
)
def test_words(lang: str, ahead: str, after: str) -> None:
    say = speaker(lang)
    assert ahead in seeable_words(Seeable(planned(1), 20.0, 0.2531), say)
    assert after in unseen_words(0.26, say)


def test_only_an_effect_that_is_not_clear_says_how_large_it_should_be(harbour: View) -> None:
    say = speaker("zh")
    clear, unclear = effect_in(harbour, WEEK, Group()), effect_in(harbour, planned(-45, 7), Group())
    assert clear.verdict.is_clear
    assert not unclear.verdict.is_clear
    assert not any("五回里" in line for line in effect_words(clear, say, "zh"))
    assert unclear.seeable is not None
    assert unseen_words(unclear.seeable, say) in effect_words(unclear, say, "zh")


def test_an_event_of_one_day_is_told_of_that_day_and_of_several_on_average(harbour: View) -> None:
    one, several = effect_in(harbour, Period(EVENING, EVENING), Group()), effect_in(harbour, WEEK, Group())
    assert one.during is not None
    assert f"：活动那天{one.during.seen:.0f}人活跃，" in verdict_words(one, speaker("zh"))
    assert f" {one.during.seen:.0f} people were active on the day of the event" in verdict_words(one, speaker("en"))
    assert "：活动那几天平均每天" in verdict_words(several, speaker("zh"))
    assert " people a day were active during the event" in verdict_words(several, speaker("en"))
