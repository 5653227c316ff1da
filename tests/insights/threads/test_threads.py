"""What hangs together in an invented alley, and how that is known."""

from collections.abc import Callable
from datetime import timedelta

from alley import DAY, Alley, said

from juluo.insights.threads import SURE
from juluo.ledger.period import Period
from juluo.text.links.line import How

Built = Callable[..., Alley]
DAY_AFTER = Period(DAY.first + timedelta(days=1), DAY.last + timedelta(days=1))


def test_a_topic_is_a_thread_exactly(alley: Built) -> None:
    found = alley(
        said("a", 1, "an", topic="雨伞"),
        said("b", 2, "bo", topic="面包"),
        said("c", 3, "cen", topic="雨伞"),
    )
    assert found.told() == [["a", "c"], ["b"]]
    first = found.threads()[0]
    assert (first.how, first.probability, first.estimated, len(first.people)) == (How.TOPIC, 1.0, False, 2)
    assert first.topic is not None


def test_replies_lay_lines_together_over_many_steps(alley: Built) -> None:
    found = alley(
        said("a", 1, "an"), said("b", 2, "bo"), said("c", 3, "cen", reply_to="a"), said("d", 4, "an", reply_to="c")
    )
    assert found.told() == [["a", "c", "d"], ["b"]]
    thread, alone = found.threads()
    assert (thread.how, thread.estimated, thread.starter in thread.people) == (How.REPLY, False, True)
    assert (alone.how, alone.estimated) == (None, False)


def test_a_reply_into_a_topic_joins_it_in_its_place(alley: Built) -> None:
    found = alley(
        said("a", 1, "an", topic="雨伞"), said("b", 2, "bo", reply_to="a"), said("c", 3, "cen", topic="雨伞")
    )
    assert found.told() == [["a", "b", "c"]]


def test_a_line_on_which_a_topic_hangs_begins_it(alley: Built) -> None:
    found = alley(said("a", 1, "an"), said("b", 2, "bo", topic="雨伞", reply_to="a"))
    assert found.told() == [["a", "b"]]
    (thread,) = found.threads()
    assert thread.id == thread.entries[0]
    assert len(thread.people - {thread.starter}) == 1


def test_topics_stay_apart(alley: Built) -> None:
    found = alley(
        said("a", 1, "an", topic="雨伞"),
        said("b", 2, "bo", topic="面包"),
        said("c", 3, "cen", reply_to="a"),
        said("d", 4, "an", topic="面包", reply_to="c"),
    )
    assert found.told() == [["a", "c"], ["b", "d"]]


def test_a_quote_is_known_by_its_words(alley: Built) -> None:
    found = alley(
        said("a", 1, "an", "周六几点开始？"),
        said("b", 2, "bo", "今天有面包吗"),
        said("c", 3, "cen", "「an：周六几点开始？」\n- - - - - - -\n两点"),
    )
    assert found.told() == [["a", "c"], ["b"]]
    assert (found.threads()[0].how, found.threads()[0].estimated) == (How.QUOTE, False)


def test_who_is_named_is_answered_and_that_is_estimated(alley: Built) -> None:
    found = alley(said("a", 1, "an"), said("b", 2, "bo"), said("c", 3, "cen", mentions=["an"]))
    assert found.told() == [["a", "c"], ["b"]]
    thread = found.threads()[0]
    assert (thread.how, thread.estimated, thread.probability < 1) == (How.MENTION, True, True)


def test_of_the_lines_of_who_is_named_the_model_picks_one(alley: Built) -> None:
    found = alley(said("a", 1, "an"), said("b", 2, "an"), said("c", 3, "cen", mentions=["an"]))
    assert found.told() == [["a"], ["b", "c"]]
    found.found({"c": ("a", 0.5)})
    assert found.told() == [["a", "c"], ["b"]]


def test_the_model_s_word_counts_where_it_is_sure_and_is_estimated(alley: Built) -> None:
    found = alley(said("a", 1, "an"), said("b", 2, "bo"), said("c", 3, "cen"), said("d", 4, "an"))
    found.found({"a": ("a", 0.9), "b": ("a", SURE - 0.01), "c": ("b", SURE + 0.01), "d": ("c", 0.9)})
    assert found.told() == [["a"], ["b", "c", "d"]]
    alone, thread = found.threads()
    assert (alone.how, alone.estimated) == (None, False)
    assert (thread.how, thread.estimated) == (How.MODEL, True)
    assert SURE <= thread.probability < SURE + 0.02


def test_a_reply_link_is_worth_more_than_any_sign(alley: Built) -> None:
    found = alley(
        said("a", 1, "an"),
        said("b", 2, "bo"),
        said("c", 3, "cen", "「an：好的好的」好", reply_to="b", mentions=["an"]),
    )
    found.found({"c": ("a", 0.99)})
    assert found.told() == [["a"], ["b", "c"]]


def test_bots_are_not_heard_and_other_days_not_told(alley: Built) -> None:
    found = alley(said("a", 1, "an"), said("r", 2, "robot"), said("c", 3, "cen", reply_to="r"))
    assert found.told() == [["a"], ["c"]]
    assert found.threads(DAY_AFTER) == []
