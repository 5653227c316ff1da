from collections import Counter
from datetime import timedelta
from statistics import mean, median

from plain_measures import active_by_day, asks, day_of, first_answers, moment

from juluo.demo.line import Row
from juluo.demo.truth import Truth


def test_active_members_are_those_of_the_plan(said: list[Row], truth: Truth) -> None:
    active = active_by_day(said)
    assert {day: len(active[day]) for day in truth.days} == {d: t.active_members for d, t in truth.days.items()}


def test_an_evening_lifts_the_day_by_exactly_those_drawn_in(said: list[Row], truth: Truth) -> None:
    active = active_by_day(said)
    assert [event.lift for event in truth.events] == [22, 27, 25, 31, 29, 58]
    for event in truth.events:
        drawn_in = set(event.drawn_in)
        words = [row for row in said if day_of(row) == event.day and row.author in drawn_in]
        assert {row.author for row in words} == drawn_in
        assert {row.channel for row in words} == {event.channel}
        assert min(row.ts for row in words) >= event.starts
        assert len(active[event.day] - drawn_in) == event.active_without == event.active_with - event.lift


def test_the_last_day_stands_out_from_its_thursdays(said: list[Row], truth: Truth) -> None:
    active = active_by_day(said)
    last = truth.last
    assert len(active[last.day]) == last.active_members
    assert len(active[last.same_weekday_before]) == last.active_same_weekday == last.active_last_four[0]
    assert last.active_members > 1.4 * mean(last.active_last_four)
    in_help = {row.author for row in said if day_of(row) == last.day and row.channel == last.drawn_in_channel}
    before = {
        row.author for row in said if day_of(row) == last.same_weekday_before and row.channel == last.drawn_in_channel
    }
    assert len(in_help) - len(before) > 0.8 * (last.active_members - last.active_same_weekday)


def test_the_dead_channel_falls_silent_on_its_day(rows: tuple[Row, ...], truth: Truth) -> None:
    dead = truth.dead_channel
    days = Counter(day_of(row) for row in rows if row.channel_id == dead.channel_id)
    assert max(days) == dead.last_message_day
    assert mean(days[day] for day in truth.days if day < dead.fades_from) > 15


def test_the_spam_burst_is_one_hour_of_six_accounts(rows: tuple[Row, ...], truth: Truth) -> None:
    spam = truth.spam
    written = [row for row in rows if row.kind == "message" and row.author in spam.accounts]
    assert tuple(row.id for row in written) == spam.messages
    assert (len(spam.accounts), len(written)) == (6, 186)
    assert (written[0].ts, written[-1].ts) == (spam.first, spam.last)
    assert moment(written[-1]) - moment(written[0]) < timedelta(hours=1)
    kicked = {row.author for row in rows if row.kind == "kick"}
    assert kicked == set(spam.accounts)


def test_those_who_wait_at_the_end_were_answered_by_nobody(rows: tuple[Row, ...], truth: Truth) -> None:
    answers = first_answers(rows)
    waiting = [
        row for row in rows if day_of(row) == truth.last_day and asks(row) and not row.is_bot and not row.is_staff
    ]
    open_ones = [(row.id, row.author, row.channel, row.ts, row.text) for row in waiting if row.id not in answers]
    assert open_ones == [(w.id, w.author, w.channel, w.asked_at, w.text) for w in truth.last.waiting]
    assert len(open_ones) >= 15


def test_on_the_last_evening_twelve_of_eighteen_late_questions_stay_open(rows: tuple[Row, ...], truth: Truth) -> None:
    answers = first_answers(rows)
    late = [
        row
        for row in rows
        if day_of(row) == truth.last_day and row.channel == "答疑" and asks(row) and moment(row).hour >= 21
    ]
    assert tuple(row.id for row in late) == truth.last.late_questions
    assert tuple(row.id for row in late if row.id not in answers) == truth.last.late_unanswered
    assert (len(late), len(truth.last.late_unanswered)) == (18, 12)


def test_some_waiting_askers_only_got_the_bot_or_their_own_words(rows: tuple[Row, ...], truth: Truth) -> None:
    unanswered = {row.id for row in rows if asks(row)} - first_answers(rows).keys()
    replies = [row for row in rows if row.reply_to in unanswered]
    assert any(row.is_bot for row in replies)
    assert any(not row.is_bot for row in replies)
    assert truth.last.waiting[0].id in unanswered


def test_questions_and_answers_of_every_day(rows: tuple[Row, ...], said: list[Row], truth: Truth) -> None:
    answers = first_answers(rows)
    answered = Counter(day_of(row) for row in said if asks(row) and row.id in answers)
    soon = Counter(
        day_of(row) for row in said if asks(row) and answers.get(row.id, timedelta.max) <= timedelta(days=1)
    )
    for day, expected in truth.days.items():
        assert (answered[day], soon[day]) == (expected.answered, expected.answered_24h)
    assert sum(answered.values()) > sum(soon.values())


def test_answers_are_slower_after_nine(rows: tuple[Row, ...], truth: Truth) -> None:
    answers = first_answers(rows)
    evenings = {event.day for event in truth.events}
    early: list[float] = []
    late: list[float] = []
    for row in rows:
        if row.channel == "答疑" and asks(row) and row.id in answers and day_of(row) not in evenings:
            (late if moment(row).hour >= 21 else early).append(answers[row.id].total_seconds() / 60)
    assert 0.6 * truth.answers.minutes < median(early) < 1.2 * truth.answers.minutes
    assert median(late) > 2.5 * median(early)


def test_newcomers_who_are_answered_come_back_more_often(rows: tuple[Row, ...], said: list[Row], truth: Truth) -> None:
    answers = first_answers(rows)
    newcomers = truth.newcomers
    first: dict[str, Row] = {}
    second: dict[str, Row] = {}
    joined = {row.author: day_of(row) for row in rows if row.kind in {"join", "invite"}}
    for row in said:
        author = row.author or ""
        if author in joined and author not in truth.spam.accounts:
            if author not in first:
                first[author] = row
            elif author not in second and moment(row) - moment(first[author]) > timedelta(hours=8):
                second[author] = row
    assert {author: row.id for author, row in first.items()} == newcomers.first_messages
    welcomed = {a for a, row in first.items() if answers.get(row.id, timedelta.max) <= timedelta(days=1)}
    assert welcomed == set(newcomers.welcomed)
    assert first.keys() - welcomed == set(newcomers.alone)
    assert second.keys() == set(newcomers.came_back)


def test_the_difference_between_welcomed_and_alone_is_the_planted_one(truth: Truth) -> None:
    newcomers = truth.newcomers
    back = set(newcomers.came_back)
    welcomed = [person in back for person in newcomers.welcomed if person in newcomers.watched]
    alone = [person in back for person in newcomers.alone if person in newcomers.watched]
    assert abs(mean(welcomed) - newcomers.comes_back_welcomed) < 0.1
    assert abs(mean(alone) - newcomers.comes_back_alone) < 0.1


def test_the_planted_need_is_said_by_many(rows: tuple[Row, ...], truth: Truth) -> None:
    said_by = {row.author for row in rows if row.id in set(truth.need.messages)}
    assert len(truth.need.messages) >= 50
    assert len(said_by) >= 20
