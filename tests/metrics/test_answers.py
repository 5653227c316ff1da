"""Who answers whom: small talks, each with one question of An's at 10:00."""

from datetime import timedelta

import pytest
from lines import AN, BO, CEN, HE, ROBOT, Line, Opened, line, on, open_from

from juluo.ledger.period import Period
from juluo.metrics.replies.answers import questions

DAY = "2026-02-10"
BOUNDS = open_from("2026-01-01", "2026-03-31")


def question(**more: object) -> Line:
    return line(f"{DAY}T10:00:00", AN, text="怎么弄？", **more)


def waits(ledger: Opened, *lines: Line) -> list[float | None]:
    """Minutes until each question of the day was answered."""
    view = ledger([*BOUNDS, *lines])
    day = on(view, "questions_asked", DAY).period
    asked = questions(view, [day])[0]
    return [None if q.answered_at is None else (q.answered_at - q.at) / timedelta(minutes=1) for q in asked]


# Somebody else's words elsewhere, so that the export shows replies, topics, mentions.
LINKED = [one := line("2026-01-05T09:00:00", CEN, text="早"), line("2026-01-05T09:01:00", BO, reply_to=one["id"])]
NAMED = [line("2026-01-05T09:00:00", CEN, text="早", mentions=[BO])]


@pytest.mark.parametrize(("who", "minutes"), [(BO, 7), (HE, 7), (AN, None), (ROBOT, None)])
def test_other_people_answer_staff_too_but_not_the_asker_nor_a_bot(
    ledger: Opened, who: str, minutes: float | None
) -> None:
    asked = question()
    assert waits(ledger, *LINKED, asked, line(f"{DAY}T10:07:00", who, reply_to=asked["id"])) == [minutes]


def test_the_first_answer_counts(ledger: Opened) -> None:
    asked = question()
    replies = [line(f"{DAY}T10:{minute}:00", BO, reply_to=asked["id"]) for minute in (40, 12, 30)]
    assert waits(ledger, asked, *replies) == [12]


def test_next_in_the_thread_is_an_answer_unless_it_is_one_s_own(ledger: Opened) -> None:
    own = line(f"{DAY}T10:01:00", AN, text="补充", topic="t")
    bot = line(f"{DAY}T10:02:00", ROBOT, text="收到", topic="t")
    other = line(f"{DAY}T10:09:00", BO, text="这样", topic="t")
    elsewhere = line(f"{DAY}T10:03:00", CEN, text="好", topic="u")
    assert waits(ledger, question(topic="t"), own, bot, elsewhere, other) == [9]


def test_in_one_second_the_order_of_the_file_decides(ledger: Opened) -> None:
    before = line(f"{DAY}T10:00:00", BO, text="早", topic="t")
    after = line(f"{DAY}T10:00:00", CEN, text="这样", topic="t")
    assert waits(ledger, before, question(topic="t")) == [None]
    assert waits(ledger, before, question(topic="t"), after)[-1] == 0


def test_a_mention_answers_where_nothing_better_is_known(ledger: Opened) -> None:
    named = line(f"{DAY}T10:20:00", BO, text="看文档", mentions=[AN])
    elsewhere = line(f"{DAY}T10:05:00", BO, text="你好", mentions=[AN], channel="别处")
    assert waits(ledger, question(), elsewhere, named) == [20]


def test_a_mention_is_no_answer_where_replies_are_shown(ledger: Opened) -> None:
    named = line(f"{DAY}T10:20:00", BO, text="看文档", mentions=[AN])
    assert waits(ledger, *LINKED, *NAMED, question(), named) == [None]


def test_an_answer_after_a_week_comes_too_late(ledger: Opened) -> None:
    asked = question()
    late = line("2026-02-17T10:00:01", BO, reply_to=asked["id"])
    in_time = line("2026-02-17T10:00:00", BO, reply_to=asked["id"])
    assert waits(ledger, *LINKED, asked, late) == [None]
    assert waits(ledger, in_time) == [7 * 24 * 60]


def test_a_retracted_answer_is_none_and_a_retracted_question_is_not_asked(ledger: Opened) -> None:
    asked = question()
    assert waits(ledger, *LINKED, asked, line(f"{DAY}T10:05:00", BO, reply_to=asked["id"], deleted=True)) == [None]
    assert waits(ledger, line(f"{DAY}T11:00:00", CEN, text="？", deleted=True)) == [None]


def test_bots_and_staff_ask_no_questions(ledger: Opened) -> None:
    assert waits(ledger, *LINKED, *(line(f"{DAY}T10:00:00", who, text="怎么弄？") for who in (ROBOT, HE))) == []


def test_the_rate_waits_for_24_hours(ledger: Opened) -> None:
    first, second = question(), line(f"{DAY}T20:00:00", CEN, text="在吗？")
    quick = line(f"{DAY}T20:01:00", BO, reply_to=second["id"])
    view = ledger([*open_from("2026-01-01", "2026-02-11")[:1], first, second, quick, line("2026-02-11T12:00:00", BO)])
    reading = on(view, "reply_rate", DAY)
    assert (reading.measured.hits, reading.measured.n, reading.value) == (0, 1, 0.0)
    assert on(view, "reply_rate", "2026-02-11").measured.reason == "没有提问"


def test_who_waits_at_the_end_counts_as_waiting_not_as_answered(ledger: Opened) -> None:
    asked = [line(f"{DAY}T{hour}:00:00", AN, text="怎么弄？") for hour in (10, 12, 14)]
    answer = line(f"{DAY}T10:30:00", BO, reply_to=asked[0]["id"])
    view = ledger([BOUNDS[0], *asked, answer, line(f"{DAY}T16:00:00", BO)])
    reading = on(view, "time_to_first_response", DAY)
    assert reading.value is None
    assert (reading.measured.n, reading.measured.hits, reading.measured.parts["waiting"]) == (3, 1, 2)
    assert reading.measured.parts["answered_1h"] == pytest.approx(1 / 3)
    assert reading.measured.parts["answered_24h"] is None


def test_a_gap_between_exports_ends_the_waiting(ledger: Opened) -> None:
    before = [BOUNDS[0], *LINKED, question(), line(f"{DAY}T12:00:00", BO)]
    view = ledger(before, open_from("2026-06-01", "2026-06-30"))
    assert on(view, "reply_rate", DAY).measured.reason.startswith("提问还不满24小时")
    (asked,) = questions(view, [Period(*[on(view, "messages", DAY).period.first] * 2)])[0]
    assert view.coverage.told_until(asked.at) == asked.at + timedelta(hours=2)
