"""At one in the morning of Shanghai it is still yesterday in UTC; the desk goes by the community's day."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from cast import Cast
from standing_clock import Clock, stand
from visitor import Visitor

from juluo.desk.interviews.actions import listening, planning
from juluo.desk.interviews.facts import interview
from juluo.desk.interviews.jobs import forget_old
from juluo.desk.interviews.values import Consent, Plan, Said
from juluo.desk.questions.actions import Meant, put_off
from juluo.ledger.period import Calendar
from juluo.shell import days
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene
from juluo.shell.days import day_of
from juluo.shell.jobs.models import Job
from juluo.web import preparing, todays
from juluo.web.preparing import look

TODAY, TOMORROW = date(2026, 11, 21), date(2026, 11, 22)


@pytest.fixture
def night() -> Scene:
    return Scene(datetime(2026, 11, 20, 17, tzinfo=UTC), "192.0.2.1")


@pytest.fixture
def operator(cast: Cast) -> Colleague:
    return cast.of_tea[Role.OPERATOR]


@pytest.fixture
def talk(operator: Colleague, night: Scene) -> int:
    return planning.plan(operator, "tea", Plan("为什么来得少了", ("最近怎么样？",), 1, starts=night.now), night)


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        ("Asia/Shanghai", datetime(2026, 11, 20, 15, 59, tzinfo=UTC), 20),
        ("Asia/Shanghai", datetime(2026, 11, 20, 16, 0, tzinfo=UTC), 21),
        ("America/New_York", datetime(2026, 11, 21, 4, 59, tzinfo=UTC), 20),
        ("America/New_York", datetime(2026, 11, 21, 5, 0, tzinfo=UTC), 21),
    ],
)
def test_a_day_begins_with_the_community_s_midnight(
    zone: str, moment: datetime, day: int, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cast
    known = days.standing(days.settings.HOME)
    tea = replace(known.communities["tea"], calendar=Calendar(zone))
    monkeypatch.setattr(days, "standing", lambda _: replace(known, communities={"tea": tea}))
    assert day_of("tea", moment) == date(2026, 11, day)
    assert day_of("nowhere", moment) == moment.date()


def test_a_question_is_put_off_until_tomorrow_and_not_until_today(operator: Colleague, night: Scene) -> None:
    meant = Meant(7, date(2026, 11, 19))
    with pytest.raises(RefusedError, match="放到哪天"):
        put_off(operator, "tea", meant, TODAY, night)
    put_off(operator, "tea", meant, TOMORROW, night)


def test_what_was_agreed_today_was_agreed_today(
    talk: int, operator: Colleague, night: Scene, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(RefusedError, match="还没到"):
        listening.give_consent(operator, "tea", talk, Consent.INTERNAL, "可以记", TOMORROW, night)
    stand(monkeypatch, night.now)
    client, at = visitor(operator), f"/desk/tea/interviews/{talk}"
    assert f'name="on" type="date" value="{TODAY}"' in client.get(at).content.decode()
    assert client.post(f"{at}/deed", {"deed": "consent", "consent": "internal", "words": "可以记"}).status_code == 302
    found = interview("tea", talk)
    assert found is not None
    assert found.consent_on == TODAY


def at_utc(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "after", "times"),
    [
        (at_utc(20, 15, 59), at_utc(20, 16, 1), 1),
        (at_utc(20, 23, 59), at_utc(21, 0, 1), 0),
    ],
    ids=["midnight in Shanghai", "midnight in UTC"],
)
def test_today_is_made_anew_when_the_community_s_day_turns(
    before: datetime, after: datetime, times: int, team: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert team
    stand(monkeypatch, before, preparing)
    reader = todays.READERS[0]
    held = look({})
    assert todays.todays("tea", reader, None, before) is not None
    assert todays.at_hand("tea", reader, before)
    Job.objects.all().delete()
    Clock.at = after
    assert (look(held) != held) == times
    assert Job.objects.filter(name=preparing.prepare.name).count() == times
    assert todays.at_hand("tea", reader, after) != times
    todays.todays("tea", reader, None, after)
    assert todays.at_hand("tea", reader, after)


def test_what_is_typed_as_today_is_the_community_s(
    operator: Colleague, night: Scene, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand(monkeypatch, night.now)
    found = visitor(operator).get("/search", {"q": "今天", "in": "tea"}).content.decode()
    assert f"day={TODAY}" in found


def test_a_transcript_stays_through_the_community_s_last_day(talk: int, operator: Colleague, night: Scene) -> None:
    listening.give_consent(operator, "tea", talk, Consent.INTERNAL, "可以记", TODAY, night)
    listening.take_transcript(operator, "tea", talk, [Said("来得少了", "甲")], "会议软件", 1, night)
    found = interview("tea", talk)
    assert found is not None
    assert found.kept_until == TOMORROW
    assert forget_old(at_utc(22, 15, 59)) == 0, "it is still its last day there"
    assert forget_old(at_utc(22, 16, 0)) == 1
