"""The members' first page: what is true of who reads it, a town without names, notices; made by a worker."""

import re
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import cast

import pytest
from cast import Cast
from django.test import Client
from on_portal import joined, now, text
from talkative import EVIL, LAST, MEMBERS, SLUG
from visitor import Visitor
from work_off import work_off

from juluo.chart.settlement import grounds
from juluo.chart.spec import Quarter, SettlementPlan, Square
from juluo.chart.svg.crowd import crowd, crowd_svg
from juluo.ledger.kinds import SPOKE
from juluo.ledger.period import Calendar, Period
from juluo.metrics.gatherings import said_where
from juluo.metrics.replies.links import received
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.notices import tell
from juluo.shell.guests.actions.portal import tie_guest, untie_guest
from juluo.shell.guests.facts import guests, notices_of
from juluo.shell.jobs.models import Job, Status
from juluo.shell.visit import Visit
from juluo.store.view import View
from juluo.web.pages import portal as page_of
from juluo.web.portal import day as portal_day
from juluo.web.portal import greeting as portal_greeting
from juluo.web.portal.day import day_of, prepare_portal
from juluo.web.seen import asked
from juluo.wording.catalogue import speaker
from juluo.wording.sentence import told

LIT = re.compile(r'<path class="pn" d="([^"]+)"')


def made() -> None:
    """A worker looks."""
    portal_day.ask(SLUG)
    Job.objects.filter(status=Status.WAITING).exclude(name=prepare_portal.name).delete()
    assert set(work_off()) == {"done"}


def account_of(name: str) -> int:
    def look(view: View) -> int:
        said = said_where(view, Period(LAST, LAST), SPOKE)
        named = view.accounts(list(said))
        return next(code for code, one in named.items() if one.name == name)

    return asked(SLUG, look)


@pytest.fixture
def browser(visitor: Visitor, link: str) -> Client:
    return joined(visitor, link)


def test_nothing_is_reckoned_while_a_member_waits(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portal_day, "told_by", lambda *_: pytest.fail("a page made it"))
    page = text(browser, "")
    assert ("<figure>" in page, "人说话" in page) == (False, False), "not told yet, and no 0 for it"


def test_the_town_is_for_who_joined_and_lights_who_is_known(browser: Client, visitor: Visitor, team: Cast) -> None:
    made()
    page = text(browser, "")
    assert f"{len(MEMBERS)}人说话。" in page
    assert LIT.search(page) is None, "who isn't known has no square"
    assert "<figure>" not in text(visitor(), ""), "nor has who only found the address"
    tie_guest(team.lin, SLUG, guests(SLUG)[0].id, account_of(MEMBERS[2]), now())
    made()
    page = text(browser, "")
    assert f"{len(MEMBERS)}人说话，亮着的那格是你。" in page
    assert len(LIT.findall(page)) == 1
    assert not any(name in page for name in MEMBERS if name != EVIL)


def test_two_members_are_lit_in_two_places(browser: Client, visitor: Visitor, link: str, team: Cast) -> None:
    other = joined(visitor, link)
    for guest, name in zip(sorted(guests(SLUG), key=lambda one: one.id), (MEMBERS[2], MEMBERS[5]), strict=True):
        tie_guest(team.lin, SLUG, guest.id, account_of(name), now())
    made()
    (first,), (second,) = LIT.findall(text(browser, "")), LIT.findall(text(other, ""))
    assert first != second


def test_what_is_kept_places_nobody_who_is_not_known(browser: Client, team: Cast) -> None:
    assert browser
    made()
    found = day_of(SLUG)
    assert found is not None
    assert found.town is not None
    assert (found.people, found.told, found.town.spots) == (len(MEMBERS), {}, {})
    tie_guest(team.lin, SLUG, guests(SLUG)[0].id, account_of(MEMBERS[2]), now())
    made()
    found = day_of(SLUG)
    assert found is not None
    assert set(found.told) == {account_of(MEMBERS[2])}


def test_the_lead_tells_what_the_records_tell(browser: Client, team: Cast) -> None:
    """Replies are counted as metrics count them; since when somebody is here isn't known of a young record."""
    account = account_of(MEMBERS[2])
    tie_guest(team.lin, SLUG, guests(SLUG)[0].id, account, now())
    made()
    found = day_of(SLUG)
    assert found is not None
    one = found.told[account]
    pairs = asked(SLUG, lambda view: received(view, [Period(LAST, LAST)])[0])
    assert one.answered_by == len({by for by, to in pairs if to == account})
    assert (one.spoke, one.came, one.first_words) == (True, None, False), "all spoke on the record's first day"
    assert "你来了" not in text(browser, "")
    untie_guest(team.lin, SLUG, guests(SLUG)[0].id, now())
    assert LIT.search(text(browser, "")) is None, "at once, before anything is made anew"


@pytest.mark.parametrize(
    ("words", "first", "by", "came"),
    [
        ("你来了12天。当天第一次开口，有3个人接了话。", True, 3, True),
        ("当天第一次开口。", True, 0, False),
        ("当天你说的，有2个人接了话。", False, 2, False),
        ("", False, None, False),
        ("", False, 0, False),
    ],
)
def test_no_sentence_says_what_is_not_known(
    browser: Client,
    team: Cast,
    monkeypatch: pytest.MonkeyPatch,
    words: str,
    first: bool,  # noqa: FBT001 - a case
    by: int | None,
    came: bool,  # noqa: FBT001 - the same
) -> None:
    tie_guest(team.lin, SLUG, guests(SLUG)[0].id, 1, now())
    calendar_day = datetime.now(UTC).astimezone(portal_greeting.zone_named("Asia/Shanghai")).date()
    since = calendar_day.fromordinal(calendar_day.toordinal() - 12) if came else None
    told_of = portal_day.Told(True, since, first, by, None)  # noqa: FBT003 - a value
    monkeypatch.setattr(page_of, "day_of", lambda _: portal_day.PortalDay(LAST, 8, None, {1: told_of}))
    page = text(browser, "")
    (head,) = re.findall(r"</h1>\s*(?:<p>(.*?)</p>)?", page)
    assert re.sub("(?:2026年)?(?:11月19|昨)[日天]", "当天", head) == words


def reader(moment: str, monkeypatch: pytest.MonkeyPatch) -> Visit:
    """Somebody who reads at a moment of the community's clock."""
    monkeypatch.setattr(portal_greeting, "calendar_of", lambda _: Calendar("Asia/Shanghai"))
    at = datetime.fromisoformat(f"{moment}+08:00").astimezone(UTC)
    return cast("Visit", SimpleNamespace(say=speaker("zh"), lang="zh", scene=Scene(at), community=SLUG))


@pytest.mark.parametrize(
    ("clock", "words"),
    [("04:59", "晚上好"), ("05:00", "早上好"), ("11:00", "中午好"), ("13:30", "下午好"), ("23:59", "晚上好")],
)
def test_the_greeting_is_that_of_the_communitys_hour(clock: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = reader(f"2026-11-20T{clock}", monkeypatch)
    assert portal_greeting.greeting(visit, "小满") == f"小满，{words}"


@pytest.mark.parametrize(
    ("today", "words"), [("2026-11-20", "昨天"), ("2026-11-21", "11月19日"), ("2027-11-20", "2026年11月19日")]
)
def test_yesterday_is_yesterday_alone(today: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = reader(f"{today}T08:00", monkeypatch)
    assert portal_greeting.day_words(visit, date(2026, 11, 19)).startswith(words)


def test_notices_stand_first_until_they_are_seen(browser: Client, visitor: Visitor, link: str) -> None:
    guest = guests(SLUG)[0]
    tell(SLUG, [guest.id], told("群规"), f"/c/{SLUG}/rules", now(), key="a")
    tell(SLUG, [guest.id], told("认出来了：{name}。", name=EVIL), "https://elsewhere.example/", now(), key="b")
    assert "2条没看过" in text(browser, "")
    assert "&lt;img" in text(browser, "")
    second, first = notices_of(guest.id)
    assert browser.get(f"/c/{SLUG}/told/{first.id}").url == f"/c/{SLUG}/rules"
    assert "1条没看过" in text(browser, "")
    assert browser.get(f"/c/{SLUG}/told/{second.id}").url == f"/c/{SLUG}/", "never to elsewhere"
    assert "没看过" not in text(browser, "")
    assert "都看过了" in text(browser, "me")
    other = joined(visitor, link)
    assert other.get(f"/c/{SLUG}/told/{first.id}").status_code == 404


def test_one_press_sees_what_stood_there_and_nothing_of_others(browser: Client, visitor: Visitor, link: str) -> None:
    joined(visitor, link)
    second, first = guests(SLUG)
    for guest in (first, second):
        tell(SLUG, [guest.id], told("群规"), f"/c/{SLUG}/rules", now(), key="a")
    mine, others = notices_of(first.id)[0], notices_of(second.id)[0]
    tell(SLUG, [first.id], told("群规"), f"/c/{SLUG}/rules", now(), key="later")
    sent = f"{mine.id},{others.id},x,{10**30}"
    assert browser.post(f"/c/{SLUG}/me/told", {"seen": sent, "next": "home"}).url == f"/c/{SLUG}/"
    assert [one.seen_at is None for one in notices_of(first.id)] == [True, False]
    assert notices_of(second.id)[0].seen_at is None


def squares(n: int) -> tuple[Square, ...]:
    return tuple(Square(1 + seat % 3, new=False, seat=seat * 7919) for seat in range(n))


def test_a_crowd_fits_a_phone_and_squares_do_not_overlap() -> None:
    plan = SettlementPlan(tuple(Quarter(str(n), n, squares(n)) for n in (120, 80, 40, 9)), "")
    town = crowd(plan, width=342, height=110, most=1500)
    assert len(grounds(plan)) == 4
    assert (town.width <= 342, town.height <= 110, town.each) == (True, True, 1)
    plan = SettlementPlan((Quarter("a", 200, squares(200)),), "")
    spots = list(crowd(plan, width=342, height=110, most=1500).spots.values())
    for one in spots:
        near = [two for two in spots if abs(two.left - one.left) < one.side and abs(two.top - one.top) < one.side]
        assert near == [one]


def test_a_huge_town_stays_a_small_file_and_one_is_still_found() -> None:
    plan = SettlementPlan((Quarter("a", 20_000, squares(20_000)),), "")
    town = crowd(plan, width=342, height=110, most=1500)
    assert town.each == 14
    svg = crowd_svg(town, "", town.spots[7919])
    assert len(svg) < 60_000
    (found,) = LIT.findall(svg)
    assert float(found.split("h")[1].split("v")[0]) >= 4


@pytest.mark.parametrize(("n", "words"), [("1", "1 person replied"), ("3", "3 people replied")])
def test_one_is_one_in_english(n: str, words: str) -> None:
    assert words in speaker("en")("{day}你说的，有{n}个人接了话。", day="Yesterday", n=n)
