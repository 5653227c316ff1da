"""What is told of one member of an invented hamlet."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from kinsfolk import DAYS, FIRST, LAST, code_of, founded, opened, viewed

from juluo.insights.members.member import WEEKS, Member, member, person_of
from juluo.ledger.kinds import Kind
from juluo.ledger.sight import Sight
from juluo.store.view import View


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    yield from viewed(tmp_path_factory.mktemp("hamlet"))


def told(view: View, who: str) -> Member:
    found = member(view, code_of(view, who))
    assert found is not None
    return found


def test_names_and_accounts(view: View) -> None:
    gu = told(view, "gu")
    assert gu.name == "顾大人"
    (account,) = gu.accounts
    assert (account.account_id, account.former, account.weak) == ("gu", ("小顾",), False)


def test_when_they_speak_by_the_community_s_clock(view: View) -> None:
    an = told(view, "an")
    # The export is in UTC, where nine in the morning of Shanghai is one.
    assert sum(hours[9] for hours in an.hours) == DAYS / 2
    assert sum(map(sum, an.hours)) == DAYS / 2 + 4
    assert an.zone == "Asia/Shanghai"


def test_the_calendar_tells_words_silence_and_no_record_apart(view: View) -> None:
    an = told(view, "an")
    days = {day.day: day for week in an.calendar for day in week}
    assert len(an.calendar) == WEEKS
    assert all(week[0].day.weekday() == 0 for week in an.calendar)
    assert days[LAST - timedelta(days=1)].n == 1
    assert (days[LAST].n, days[LAST].told) == (0, True)
    assert not days[FIRST.date() - timedelta(days=1)].told
    assert not any(day.told for day in days.values() if day.day > an.record.last)


def test_where_they_speak(view: View) -> None:
    bo = told(view, "bo")
    assert [(place.name, place.n, place.last) for place in bo.channels] == [
        ("菜园", 3, LAST - timedelta(days=2)),
    ]
    assert bo.threads == ()


def test_who_came_by_whom(view: View) -> None:
    (came,) = told(view, "e").moves
    assert (came.kind, came.by_name, came.by) == (Kind.JOIN, "安", code_of(view, "an"))
    assert [move.kind for move in told(view, "fang").moves] == [Kind.JOIN, Kind.LEAVE]
    assert Sight.JOINS in told(view, "an").sights
    assert told(view, "an").moves == ()


def test_with_whom_they_talk_and_never_with_themselves(view: View) -> None:
    ties = told(view, "an").ties
    assert ties is not None
    assert [(tie.name, tie.n) for tie in ties.by] == [("丁", 2), ("林", 1)]
    assert (ties.to, ties.to_n, ties.by_n) == ((), 0, 2)
    ding = told(view, "ding").ties
    assert ding is not None
    assert [(tie.name, tie.n, tie.last) for tie in ding.to] == [("安", 2, LAST - timedelta(days=3))]


def test_what_they_asked_and_who_answered(view: View) -> None:
    questions = told(view, "an").questions
    assert questions is not None
    assert (questions.ripe, questions.answered, questions.young) == (2, 1, 0)
    waiting, answered = questions.latest
    assert waiting.answered_at is None
    assert answered.answered_at is not None
    assert answered.answered_at - answered.at == timedelta(days=1)


def test_a_bot_has_a_page_of_its_own(view: View) -> None:
    robot = told(view, "robot")
    assert sum(place.n for place in robot.channels) == 2 * DAYS


def test_whose_account_a_number_is(view: View) -> None:
    an = code_of(view, "an")
    assert person_of(view, an) == (an, False)
    assert person_of(view, 10_000) == (None, False)


def test_an_erased_person_is_known_as_erased_and_named_nowhere(tmp_path: Path) -> None:
    store = founded(tmp_path)
    before = opened(store)
    ding, an = code_of(before, "ding"), code_of(before, "an")
    accounts = list(before.accounts([ding]).values())
    before.close()
    store.erase("hamlet", accounts)
    view = opened(store)
    assert person_of(view, ding)[1]
    found = member(view, an)
    assert found is not None
    assert found.ties is not None
    assert [(tie.name, tie.n) for tie in found.ties.by] == [("", 2), ("林", 1)]
    view.close()
    store.close()
