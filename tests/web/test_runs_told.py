"""Question sessions, check-ins and draws on 今天 and in the day's report, counted from records, with their pages."""

import re
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from cast import Cast
from django.conf import settings
from django_home import MORNING
from standing_clock import stand
from talkative import EVIL, LAST, SLUG
from visitor import Visitor

from juluo.desk.draws.actions.drawing import draw, pass_over, say_value, seal
from juluo.desk.draws.actions.planning import plan, publish
from juluo.desk.draws.actions.taking_part import claim
from juluo.desk.draws.facts import picks
from juluo.desk.draws.models import Draw
from juluo.desk.draws.values import Candidate, Entered, Way, Who
from juluo.desk.draws.values import Plan as DrawPlan
from juluo.desk.qa.actions.asking import Wish, ask
from juluo.desk.qa.actions.hosting import Said, answer, hide, let_through
from juluo.desk.qa.actions.sessions import set_up as open_session
from juluo.desk.qa.facts import questions
from juluo.desk.qa.facts import session as qa_session
from juluo.desk.qa.values import Plan as QaPlan
from juluo.desk.qa.values import QuestionFacts
from juluo.desk.reports.facts import KeptRun
from juluo.desk.streaks.actions.checking_in import check_in
from juluo.desk.streaks.actions.programmes import set_up as begin
from juluo.desk.streaks.values import Plan as Programme
from juluo.ledger.period import Calendar, Grain, Period
from juluo.ledger.persons import Persons
from juluo.report.runs import Ran
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.joining import join
from juluo.shell.guests.actions.portal import open_portal
from juluo.shell.guests.facts import GuestFacts, portal
from juluo.store.embedded import EmbeddedStore
from juluo.web.reports.desk import desk_now
from juluo.web.reports.runs import runs

SHANGHAI, ZONE = Calendar("Asia/Shanghai"), ZoneInfo("Asia/Shanghai")
ASKED = ("怎么导出成表格？", "子表能横着放吗？", "模板从哪里开始学？", "为什么登不进去？")
REPORT = f"/desk/{SLUG}/reports/day/{LAST}"


def at(hour: int, day: date = LAST) -> Scene:
    """An hour of a day, the last of the records unless said, by the community's clock."""
    return Scene(datetime(day.year, day.month, day.day, hour, tzinfo=ZONE).astimezone(UTC), "192.0.2.1")


@pytest.fixture
def guests(team: Cast) -> list[GuestFacts]:
    open_portal(team.lin, SLUG, at(1))
    found = portal(SLUG)
    assert found is not None
    return [join(SLUG, found.link, f"客{nth}", None, at(1))[0] for nth in range(4)]


def asked_in(slug: str) -> tuple[QuestionFacts, ...]:
    found = qa_session(SLUG, slug)
    assert found is not None
    return questions(found.id)


@pytest.fixture
def session(team: Cast, guests: list[GuestFacts]) -> str:
    """Four questions: one answered that day, one the day after, one that waits, one hidden."""
    slug = open_session(team.lin, SLUG, QaPlan(f"问老周{EVIL}", moderated=True), at(9))
    for one, words in zip(guests, ASKED, strict=True):
        ask(one, slug, Wish(words, anyway=True), (), at(10))
    numbers = [one.id for one in asked_in(slug)]
    let_through(team.lin, SLUG, slug, numbers[:2], at(11))
    answer(team.lin, SLUG, slug, numbers[0], Said("这样"), at(12))
    answer(team.lin, SLUG, slug, numbers[1], Said("那样"), at(12, LAST + timedelta(days=1)))
    hide(team.lin, SLUG, slug, numbers[3], at(12))
    return slug


@pytest.fixture
def programme(team: Cast, guests: list[GuestFacts]) -> str:
    """Two came the days before and on the last, one only the days before it."""
    first = LAST - timedelta(days=20)
    slug = begin(team.lin, SLUG, Programme(f"晨读{EVIL}", first), at(1, first))
    for nth in range(20, -1, -1):
        for one in guests[: 2 if nth == 0 else 3]:
            check_in(one, slug, None, (), SHANGHAI, at(8, LAST - timedelta(days=nth)))
    return slug


@pytest.fixture
def drawn(team: Cast, guests: list[GuestFacts]) -> str:
    """Four entrants, two winners and one passed over; one of them said that day how they are reached."""
    lin, who = team.lin, Who(Way.PRESSED)
    wanted = DrawPlan(f"送书{EVIL}", "", "都算", 2, at(20).now, who, source=f"双色球{EVIL}")
    slug = plan(lin, SLUG, wanted, at(9))
    publish(lin, SLUG, slug, at(9))
    inside = Entered(tuple(Candidate(None, one.id) for one in guests))
    seal(lin, SLUG, slug, lambda: inside, ZONE, at(10))
    say_value(lin, SLUG, slug, "03 08", at(20))
    draw(lin, SLUG, slug, at(20))
    pass_over(lin, SLUG, slug, 1, "联系不上", at(21))
    winner = picks(SLUG, slug)[1].guest
    claim(next(one for one in guests if one.id == winner), (), slug, "群里找我", at(22))
    return slug


def counted(day: date = LAST, *, heard: bool = True) -> dict[str, KeptRun]:
    found = runs(SLUG, Period(day, day), SHANGHAI, Persons(), heard=heard)
    return {one.kind: one for one in found}


def test_a_session_is_counted_as_it_stood_when_the_day_was_over(session: str) -> None:
    assert counted()[Ran.QA] == KeptRun("qa", f"问老周{EVIL}", f"qa/{session}", {"asked": 3, "answered": 1, "open": 2})
    after = counted(LAST + timedelta(days=1))[Ran.QA]
    assert after.numbers == {"asked": 3, "answered": 2, "open": 1}
    assert counted(LAST - timedelta(days=1)) == {}
    assert counted(LAST + timedelta(days=2)) == {}, "nothing happened in it"


def test_check_ins_are_counted_by_the_day_and_unknown_beyond_the_records(programme: str) -> None:
    assert counted()[Ran.CHECKIN] == KeptRun(
        "checkin",
        f"晨读{EVIL}",
        f"streaks/{programme}",
        {"came": 2, "online": 2, "week": 2, "began": 3, "stayed": 3},
    )
    assert counted(LAST - timedelta(days=1))[Ran.CHECKIN].numbers["came"] == 3
    assert counted(heard=False)[Ran.CHECKIN].numbers["came"] is None
    early = counted(LAST - timedelta(days=19))[Ran.CHECKIN].numbers
    assert (early["came"], early["week"], early["stayed"]) == (3, None, None)
    assert counted(LAST - timedelta(days=21)) == {}


def test_a_draw_is_counted_on_the_day_it_was_held(drawn: str) -> None:
    numbers = {"entrants": 4, "winners": 2, "claimed": 1, "passed": 1}
    assert counted() == {"draw": KeptRun("draw", f"送书{EVIL}", f"draws/{drawn}", numbers, f"双色球{EVIL}")}
    assert counted(LAST + timedelta(days=1)) == {}


def test_the_report_tells_them_leads_to_their_pages_and_keeps_them_signed(
    team: Cast, visitor: Visitor, session: str, programme: str, drawn: str
) -> None:
    lin = visitor(team.lin)
    page = lin.get(REPORT).content.decode()
    for at_desk in (f"qa/{session}", f"streaks/{programme}", f"draws/{drawn}"):
        assert f'href="/desk/{SLUG}/{at_desk}"' in page
    told = ("收到3个问题，答了1个", "当天2人打了卡", "4人在名单里，2人中奖，1人来领了。换下了1人。")
    assert all(words in page for words in told)
    assert EVIL not in page
    with closing(EmbeddedStore(settings.HOME)) as store:
        tea = store.community(SLUG)
        assert tea is not None
        view = store.view(tea)
        assert [one.kind for one in desk_now(view, Grain.DAY, Period(LAST, LAST)).runs] == [*Ran]
    sent = dict(re.findall(r'name="(ledger|places)" value="([^"]*)"', page))
    assert lin.post(f"{REPORT}/sign", sent).status_code == 302
    hide(team.lin, SLUG, session, asked_in(session)[2].id, at(23))
    assert all(words in lin.get(REPORT).content.decode() for words in told), "as it was signed"


def waits(team: Cast, visitor: Visitor) -> str:
    page = visitor(team.lin).get(f"/desk/{SLUG}/").content.decode()
    return page[page.index('id="waiting"') : page.index('id="sources"')]


def test_today_has_questions_that_wait_and_sessions_of_today_and_tomorrow(
    team: Cast, visitor: Visitor, guests: list[GuestFacts]
) -> None:
    now = datetime.now(UTC)
    soon, ended = (
        QaPlan("说说打印", opens_at=now + timedelta(days=1)),
        QaPlan("上周的", closes_at=now + timedelta(days=9)),
    )
    slug = open_session(team.lin, SLUG, QaPlan(f"问老周{EVIL}", moderated=True), Scene(now))
    open_session(team.lin, SLUG, soon, Scene(now))
    open_session(team.lin, SLUG, ended, Scene(now))
    for one in guests[:2]:
        ask(one, slug, Wish("怎么导出？"), (), Scene(now))
    page = waits(team, visitor)
    assert "有2个问题等放行" in page
    assert f'href="/desk/{SLUG}/qa/{slug}"' in page
    assert "明天开始收问题：说说打印" in page
    assert "上周的" not in page
    assert EVIL not in page
    let_through(team.lin, SLUG, slug, [one.id for one in asked_in(slug)], Scene(now))
    assert "等放行" not in waits(team, visitor)
    assert "说说打印" not in visitor(team.an).get(f"/desk/{SLUG}/").content.decode(), "who may not read them"


def test_today_names_who_just_broke_off_where_the_day_is_known(
    team: Cast, visitor: Visitor, guests: list[GuestFacts]
) -> None:
    today = SHANGHAI.day_of(datetime.now(UTC))
    first = today - timedelta(days=6)
    alone = begin(team.lin, SLUG, Programme("晨读", first, words=()), at(1, first))
    group = begin(team.lin, SLUG, Programme("群里也算", first), at(1, first))
    for one, last in zip(guests, (today, today - timedelta(days=2), today - timedelta(days=2)), strict=False):
        for slug in (alone, group):
            for nth in range((last - first).days + 1):
                check_in(one, slug, None, (), SHANGHAI, at(8, first + timedelta(days=nth)))
    page = waits(team, visitor)
    assert "打卡“晨读”：2人刚断了，最长的连过5天，问一声" in page
    assert f'href="/desk/{SLUG}/streaks/{alone}#broke"' in page
    assert "群里也算" not in page, "they may have come in the group, whose records end before"


def test_today_says_what_a_draw_wants_next(
    team: Cast, visitor: Visitor, drawn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lin, now = team.lin, MORNING
    stand(monkeypatch, now)
    soon = DrawPlan("今晚的", "", "都算", 1, now + timedelta(hours=3), Who(Way.PRESSED), source="双色球")
    slug = plan(lin, SLUG, soon, Scene(now))
    page = waits(team, visitor)
    assert "抽奖“今晚的”要先封名单" in page
    assert "有1位来领奖了，还没给" in page
    assert f'href="/desk/{SLUG}/draws/{drawn}#winners"' in page
    publish(lin, SLUG, slug, Scene(now))
    Draw.objects.filter(slug=slug).update(closes=now - timedelta(minutes=1))
    assert "过了开奖时刻，名单还没封" in waits(team, visitor)
    Draw.objects.filter(slug=slug).update(state="sealed")
    assert "抽奖“今晚的”可以开奖了" in waits(team, visitor)


def test_a_number_of_today_that_is_unknown_leads_to_where_it_comes_about(team: Cast, visitor: Visitor) -> None:
    page = visitor(team.lin).get(f"/desk/{SLUG}/").content.decode()
    for there in ("feedback", "surveys"):
        assert f'class="fill" href="/desk/{SLUG}/{there}"' in page
    assert 'class="fill"' not in visitor(team.an).get(f"/desk/{SLUG}/").content.decode(), "who may not go there"
