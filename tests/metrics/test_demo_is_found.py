"""What was planted in the simulated community, the metrics find: through the import, from its files."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from juluo.demo.truth import DayTruth, Truth
from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.metric import metrics
from juluo.metrics.reading import Reading, read
from juluo.metrics.replies.answers import answers_to, questions
from juluo.metrics.verdict import Verdict
from juluo.store.view import View

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Demo:
    view: View
    truth: Truth

    @property
    def whole(self) -> Period:
        return Period(date.fromisoformat(self.truth.first_day), date.fromisoformat(self.truth.last_day))

    def readings(self, name: str) -> dict[str, Reading]:
        found = read(self.view, metrics()[name], [Period(day, day) for day in self.whole.days])
        return {reading.period.first.isoformat(): reading for reading in found}

    def on(self, name: str, day: str) -> Reading:
        return read(self.view, metrics()[name], [Period(date.fromisoformat(day), date.fromisoformat(day))])[0]

    def native_ids(self, query: EntryQuery) -> dict[int, str]:
        return {entry.entry_id: entry.native_id or "" for entry in self.view.lines(query)}


@pytest.fixture(scope="module")
def demo(demo_view: View, demo_truth: Truth) -> Demo:
    return Demo(demo_view, demo_truth)


def expected(truth: DayTruth, name: str) -> int:
    if name == "messages":
        return truth.messages - truth.recalled
    return int(getattr(truth, "questions" if name == "questions_asked" else name))


@pytest.mark.parametrize("name", ["members", "joined", "left", "messages", "questions_asked"])
def test_each_day_s_number_is_the_planted_one(demo: Demo, name: str) -> None:
    found = {day: reading.value for day, reading in demo.readings(name).items()}
    assert found == {day: expected(truth, name) for day, truth in demo.truth.days.items()}


def test_each_day_s_active_members_are_the_planted_ones(demo: Demo) -> None:
    """Those apart whose every word of the day was recalled: they are in the plan, and not in the ledger's count."""
    for day, reading in demo.readings("active_members").items():
        truth = demo.truth.days[day]
        assert truth.active_members - truth.recalled <= (reading.value or 0) <= truth.active_members


def test_each_channel_s_messages_are_the_planted_ones(demo: Demo) -> None:
    names = demo.truth.channels
    for day in demo.whole.days[::10]:
        truth = demo.truth.days[day.isoformat()]
        found = metrics()["messages"].splits["channel"](demo.view, Period(day, day))
        for channel, planted in truth.messages_by_channel.items():
            value = found[names[channel]].value if names[channel] in found else 0
            assert planted - truth.recalled <= (value or 0) <= planted


def test_the_last_evening_is_a_clear_rise(demo: Demo) -> None:
    last = demo.truth.last
    reading = demo.on("active_members", last.day)
    assert (reading.value, reading.same_weekday) == (137, 79) == (last.active_members, last.active_same_weekday)
    assert reading.mean4 == sum(last.active_last_four) / 4
    assert reading.verdict is Verdict.CLEARLY_UP
    assert reading.is_good


def test_the_last_evening_s_channel_stands_out(demo: Demo) -> None:
    last = demo.truth.last
    split = metrics()["active_members"].splits["channel"]
    days = [date.fromisoformat(day) for day in (last.day, last.same_weekday_before)]
    now, before = (split(demo.view, Period(day, day))[last.drawn_in_channel].value or 0 for day in days)
    assert now - before > 0.8 * (last.active_members - last.active_same_weekday)


def test_the_dead_channel_is_silent(demo: Demo) -> None:
    dead = demo.truth.dead_channel
    died = date.fromisoformat(dead.last_message_day)
    split = metrics()["messages"].splits["channel"]
    assert dead.channel in split(demo.view, Period(died, died))
    assert dead.channel not in split(demo.view, Period(died + DAY, demo.whole.last))


def test_the_spam_burst_is_seen(demo: Demo) -> None:
    spam = demo.truth.spam
    reading = demo.on("messages", spam.day)
    assert reading.value is not None
    assert reading.same_weekday is not None
    assert reading.value - reading.same_weekday > 0.5 * len(spam.messages)
    assert reading.verdict in {Verdict.CLEARLY_UP, Verdict.MAYBE}
    day = reading.period
    kicked = demo.view.lines(EntryQuery(day, (Kind.KICK,)))
    accounts = demo.view.accounts([entry.account for entry in kicked if entry.account is not None])
    assert {account.account_id for account in accounts.values()} == set(spam.accounts)


def test_those_who_wait_are_found(demo: Demo) -> None:
    day = Period(demo.whole.last, demo.whole.last)
    ids = demo.native_ids(EntryQuery(day, asks=True))
    waiting = [ids[asked.entry_id] for asked in questions(demo.view, [day])[0] if asked.answered_at is None]
    assert waiting == [waiting_one.id for waiting_one in demo.truth.last.waiting]
    late = set(demo.truth.last.late_unanswered)
    assert late <= set(waiting)
    assert len(late) == 12


def test_answers_within_a_day_are_the_planted_ones(demo: Demo) -> None:
    days = [Period(day, day) for day in demo.whole.days]
    for period, asked in zip(days, questions(demo.view, days), strict=True):
        truth = demo.truth.days[period.first.isoformat()]
        assert (len(asked), sum(q.answered_within(DAY) for q in asked)) == (truth.questions, truth.answered_24h)


def test_the_rate_of_a_day_that_is_over(demo: Demo) -> None:
    for day, reading in demo.readings("reply_rate").items():
        if date.fromisoformat(day) < demo.whole.last - DAY:
            truth = demo.truth.days[day]
            assert (reading.measured.hits, reading.measured.n) == (truth.answered_24h, truth.questions)


def test_newcomers_are_welcomed_or_not_as_planted(demo: Demo) -> None:
    newcomers = demo.truth.newcomers
    ids = demo.native_ids(EntryQuery(demo.whole, (Kind.MESSAGE,), retracted=True))
    firsts = set(newcomers.first_messages.values())
    entries = [entry_id for entry_id, native_id in ids.items() if native_id in firsts]
    found = {ids[a.entry_id]: a.answered_within(DAY) for a in answers_to(demo.view, [demo.whole], entries)}
    for people, welcomed in ((newcomers.welcomed, True), (newcomers.alone, False)):
        assert {found[first] for person in people if (first := newcomers.first_messages[person]) in found} == {
            welcomed
        }
    assert len(found) >= len(firsts) - 3


def test_the_newcomers_of_the_last_month(demo: Demo) -> None:
    last = Period.trailing(demo.whole.last - 2 * DAY, 28)
    (reading,) = read(demo.view, metrics()["newcomers_answered"], [last])
    joined = {
        person
        for person, first in demo.truth.newcomers.first_messages.items()
        if last.first <= _day_of(demo, first) <= last.last
    }
    assert reading.measured.n is not None
    assert len(joined) * 0.9 <= reading.measured.n <= len(joined) * 1.3
    assert reading.value == pytest.approx(len(joined & set(demo.truth.newcomers.welcomed)) / len(joined), abs=0.1)


def _day_of(demo: Demo, native_id: str) -> date:
    query = "SELECT ts FROM {} WHERE native_id = $id AND until IS NULL"
    ((ts,),) = demo.view.con.execute(query.format(demo.view.source(demo.whole)), {"id": native_id}).fetchall()
    assert isinstance(ts, datetime)
    return demo.view.calendar.day_of(ts)
