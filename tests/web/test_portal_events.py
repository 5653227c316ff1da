"""活动 on the members' pages, by their forms: signed up for, waited for, given back, checked in; fifty at once."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from at_once import at_once
from cast import Cast
from django.test import Client
from icalendar import Calendar
from on_portal import COOKIE, FORM, joined, now, text
from talkative import EVIL, MEMBERS, SLUG
from test_event_verbs import account
from visitor import Visitor

from juluo.desk.events.facts import event
from juluo.desk.events.models import Event, SignUp
from juluo.desk.events.poster import code_at
from juluo.desk.segments.actions import keep_segment
from juluo.shell.accounts.roles import Role
from juluo.shell.guests.actions.agreeing import agree
from juluo.shell.guests.actions.portal import open_portal, tie_guest
from juluo.shell.guests.facts import GuestFacts, guests, notices_of, portal
from juluo.shell.guests.values import Purpose
from juluo.shell.limits import BUCKETS, RATES, Cost
from juluo.shell.outbox.models import WaitingAct

DESK = f"/desk/{SLUG}/events"
PLAN = {"form": "meetup", "title": "带着表单来", "place": "武康路1号", "capacity": "2", "content": f"{EVIL}\n自带杯子"}
PLAN |= {"one_network": "yes"}
Announce = Callable[..., str]


def at(hours: float) -> str:
    """So many hours from now, by the community's clock, as a form sends it."""
    return f"{datetime.now(ZoneInfo('Asia/Shanghai')) + timedelta(hours=hours):%Y-%m-%dT%H:%M}"


@pytest.fixture
def announce(team: Cast, visitor: Visitor) -> Announce:
    """Plan an event on the desk and announce it; returns its name in addresses."""

    def announced(*, begins: float = 26, public: bool = True, **more: str) -> str:
        browser = visitor(team.lin)
        made = browser.post(f"{DESK}/new", PLAN | {"starts": at(begins), "ends": at(begins + 3)} | more)
        assert made.status_code == 302, made.content.decode()
        if public:
            assert browser.post(f"{made.url}/deed", {"deed": "announce", "tab": "plan"}).status_code == 302
        return str(made.url).removeprefix(f"{DESK}/")

    return announced


def send(browser: Client, slug: str, deed: str, **more: str) -> int:
    return browser.post(f"/c/{SLUG}/events/{slug}/deed", {"deed": deed, "name": "阿满", **more}).status_code


def whose(browser: Client) -> GuestFacts:
    """The guest who joined last."""
    assert browser.cookies[COOKIE].value
    return guests(SLUG)[0]


def places(slug: str) -> list[str]:
    return [*SignUp.objects.filter(event__slug=slug).order_by("pk").values_list("state", flat=True)]


def test_from_the_first_page_to_a_place_and_back(announce: Announce, visitor: Visitor, link: str) -> None:
    slug = announce(place_later="yes", remind="2h")
    stranger = visitor()
    page = text(stranger, "")
    assert "带着表单来" in page
    assert "还剩2个" in page
    assert "武康路" not in page + text(stranger, f"events/{slug}") + text(stranger, "events")
    assert "从群里的链接加入以后" in page
    assert stranger.post(f"/c/{SLUG}/events/{slug}/deed", {"deed": "come"}).url == f"/c/{SLUG}/"
    browser = joined(visitor, link)
    page = text(browser, "")
    assert 'name="name" value="阿满"' in re.sub(r'id="name-\d+" ', "", page)
    assert "开始前2小时提醒我" in page
    assert 'name="remind" value="yes">' in page, "nothing is agreed to beforehand"
    agree(whose(browser), Purpose.REMIND, now())
    assert 'name="remind" value="yes" checked>' in text(browser, "")
    assert "来不了可以随时取消，位置会让给下一位。" in page
    assert send(browser, slug, "come", name="小满", remind="yes") == 302
    page = text(browser, f"events/{slug}")
    assert "你报上了。" in page
    assert "武康路1号" in page
    assert "带着表单来" in text(browser, "me")
    row = SignUp.objects.get()
    assert (row.name, row.state, row.remind, row.guest) == ("小满", "in", True, whose(browser).id)
    held = json.loads(browser.post(f"/c/{SLUG}/me/file").content)
    assert [(one["event"], one["called"], one["stands"]) for one in held["events"]] == [("带着表单来", "小满", "in")]
    assert send(browser, slug, "back") == 302
    assert "还剩2个" in text(browser, f"events/{slug}")
    assert "我报的活动" not in text(browser, "me")
    assert send(browser, slug, "burn") == 404


def test_who_waits_sees_their_turn_and_moves_up(announce: Announce, visitor: Visitor, link: str) -> None:
    slug = announce(capacity="1")
    first, second, third = (joined(visitor, link, name=name) for name in ("一", "二", "三"))
    for one in (first, second, third):
        assert send(one, slug, "come") == 302
    assert "你排在候补第1位。" in text(second, f"events/{slug}")
    assert "你排在候补第2位。" in text(third, f"events/{slug}")
    assert "候补2人" in text(visitor(), f"events/{slug}")
    send(first, slug, "back")
    assert "你报上了。" in text(second, f"events/{slug}")
    (notice,) = notices_of(guests(SLUG)[1].id)
    assert ("轮到你了" in notice.words, notice.address) == (True, f"/c/{SLUG}/events/{slug}")
    assert "你排在候补第1位。" in text(third, f"events/{slug}")


def test_only_what_was_announced_is_there(announce: Announce, visitor: Visitor, link: str) -> None:
    planned, slug = announce(public=False, title="还没公布的"), announce()
    browser = joined(visitor, link)
    assert "还没公布的" not in text(browser, "") + text(browser, "events")
    for part in ("", "/here", "/calendar-file"):
        assert browser.get(f"/c/{SLUG}/events/{planned}{part}").status_code == 404
    assert send(browser, planned, "come") == 404
    assert browser.get(f"/c/go/events/{slug}").status_code == 404
    over = announce(begins=-5, title="办完的")
    assert "已经办完了。" in text(browser, f"events/{over}")
    assert send(browser, over, "come") == 302
    assert places(over) == []
    assert "办完的" in text(browser, "events")


def test_hostile_words_stay_words(announce: Announce, visitor: Visitor, link: str, team: Cast) -> None:
    slug = announce(title=EVIL, place=EVIL)
    browser = joined(visitor, link, name=EVIL)
    assert send(browser, slug, "come", name=EVIL) == 302
    pages = [text(browser, part) for part in ("", "events", f"events/{slug}", f"events/{slug}/here?code={EVIL}", "me")]
    desk = visitor(team.lin)
    pages += [desk.get(f"{DESK}/{slug}?tab={tab}").content.decode() for tab in ("people", "day")]
    pages.append(desk.get(f"{DESK}/{slug}/poster").content.decode())
    assert not any("<img src=x" in page for page in pages)
    assert "&lt;img" in pages[2]
    assert send(browser, slug, "come", name="名" * 61) == 302, "asked again they keep their place"
    other = joined(visitor, link)
    assert send(other, slug, "come", name="名" * 61) == 422
    table = desk.post(f"{DESK}/{slug}/people").content.decode()
    assert EVIL.replace('"', '""') in table


def test_a_calendar_file_tells_the_place_to_who_may_know(announce: Announce, visitor: Visitor, link: str) -> None:
    slug = announce(place_later="yes")
    browser = joined(visitor, link)

    def location() -> object:
        answer = browser.get(f"/c/{SLUG}/events/{slug}/calendar-file")
        assert answer["Content-Type"].startswith("text/calendar")
        return Calendar.from_ical(answer.content).walk("VEVENT")[0].get("location")

    assert location() is None
    send(browser, slug, "come")
    assert str(location()) == "武康路1号"


def test_a_segment_is_for_who_is_in_it(announce: Announce, visitor: Visitor, link: str, team: Cast) -> None:
    number = keep_segment(team.lin, SLUG, "说话的", "近28天发言 ≥ 1 条", now())
    slug = announce(segment=str(number))
    inside, outside = joined(visitor, link), None
    assert "要先认出你是谁" in text(inside, f"events/{slug}")
    assert send(inside, slug, "come") == 302
    assert places(slug) == []
    tie_guest(team.lin, SLUG, whose(inside).id, account(MEMBERS[0]).code, now())
    page = text(inside, f"events/{slug}")
    assert 'value="come"' in page
    assert "说话的" not in page, "what the team calls a segment is the team's"
    send(inside, slug, "come")
    assert places(slug) == ["in"]
    outside = joined(visitor, link)
    tie_guest(team.lin, SLUG, whose(outside).id, account("机器人").code, now())
    assert "这次没有你" in text(outside, f"events/{slug}")
    send(outside, slug, "come")
    assert places(slug) == ["in"]


def test_the_host_shows_a_code_and_members_check_in(
    announce: Announce, visitor: Visitor, link: str, team: Cast
) -> None:
    slug = announce(begins=0.5)
    browser, other, desk = joined(visitor, link), joined(visitor, link), visitor(team.lin)
    send(browser, slug, "come")
    assert "到了，签到" in text(browser, f"events/{slug}")
    poster = desk.get(f"{DESK}/{slug}/poster").content.decode()
    number = Event.objects.get(slug=slug).pk
    code = code_at(number, datetime.now(UTC)).digits
    assert f"{code[:3]} {code[3:]}" in poster
    assert 'http-equiv="refresh"' in poster
    door = f"/c/{SLUG}/events/{slug}/here"
    assert f'value="{code}"' in browser.get(f"{door}?code={code}").content.decode()
    assert SignUp.objects.get().came_at is None, "looking is not coming"
    assert browser.post(door, {"code": "000000" if code != "000000" else "000001"}).status_code == 422
    assert "名单上没有你" in other.post(door, {"code": code}).content.decode()
    assert "这个浏览器里还没有你" in visitor().get(door).content.decode()
    assert visitor().post(door, {"code": code}).status_code == 200
    assert browser.post(door, {"code": code}).status_code == 302
    assert "你签到了。" in text(browser, f"events/{slug}")
    assert "扫码签到" in desk.get(f"{DESK}/{slug}?tab=day").content.decode()
    assert visitor(team.of_tea[Role.VIEWER]).get(f"{DESK}/{slug}/poster").status_code == 403
    later = announce(begins=30)
    assert "现在不能签到" in desk.get(f"{DESK}/{later}/poster").content.decode()


def test_an_operator_sees_who_is_not_known_and_shows_them_out(
    announce: Announce, visitor: Visitor, link: str, team: Cast
) -> None:
    slug = announce(capacity="1")
    flood, member, desk = joined(visitor, link, name="刷子"), joined(visitor, link), visitor(team.lin)
    send(flood, slug, "come", remind="yes")
    stranger = guests(SLUG)[1].id
    tie_guest(team.lin, SLUG, whose(member).id, account(MEMBERS[0]).code, now())
    send(member, slug, "come")
    page = desk.get(f"{DESK}/{slug}?tab=people").content.decode()
    assert "还没认出来" in page
    assert "1人会提醒到" in page
    assert f"报名、取消：http://127.0.0.1/c/{SLUG}/events/{slug}" in page
    sent = {"deed": "show_out", "tab": "people", "number": str(stranger)}
    assert visitor(team.of_tea[Role.ANALYST]).post(f"{DESK}/{slug}/deed", sent).status_code == 403
    nobody = desk.post(f"{DESK}/{slug}/deed", sent | {"number": str(whose(member).id)})
    assert nobody.status_code == 422, "who is known isn't shown out from here"
    assert desk.post(f"{DESK}/{slug}/deed", sent).status_code == 302
    assert places(slug) == ["out", "in"]
    assert "你报上了。" in text(member, f"events/{slug}")
    assert [one.id for one in guests(SLUG)] == [whose(member).id]
    assert "1人提醒不到" in desk.get(f"{DESK}/{slug}?tab=people").content.decode()
    soon = announce(begins=0.5)
    send(member, soon, "come", remind="yes")
    assert "0人会提醒到" in desk.get(f"{DESK}/{soon}?tab=people").content.decode(), "its hours are over"


def test_nobody_signs_up_and_off_for_ever(announce: Announce, visitor: Visitor, link: str) -> None:
    slug, browser = announce(), joined(visitor, link)
    codes = [send(browser, slug, deed) for _ in range(RATES[Cost.SIGN_UP].at_once) for deed in ("come", "back")]
    assert (codes[0], codes[-1]) == (302, 429)
    assert codes.index(429) >= RATES[Cost.SIGN_UP].at_once


def test_a_flood_from_one_address_never_fills_an_event(
    announce: Announce, visitor: Visitor, link: str, team: Cast
) -> None:
    """A thousand try to join: the address is slowed down, and those who got in hold half of the places at most."""
    slug = announce(capacity="30", one_network="")
    came, slowed = [], 0
    for number in range(1_000):
        browser = visitor()
        if browser.post(link, FORM | {"name": f"{number}"}).status_code != 302:
            slowed += 1
            continue
        came.append(send(browser, slug, "come"))
    assert slowed > 900
    assert RATES[Cost.JOIN].at_once <= len(came) < 100
    told = event(SLUG, slug)
    assert told is not None
    assert (told.taken, told.waiting) == (15, 0)
    assert came.count(302) == 15
    assert "已经报了15人" in visitor(team.lin).get(f"{DESK}/{slug}?tab=people").content.decode()
    elsewhere = Client(HTTP_HOST="127.0.0.1", REMOTE_ADDR="198.51.100.7")
    assert elsewhere.post(link, FORM).status_code == 302
    assert send(elsewhere, slug, "come") == 302
    assert event(SLUG, slug).taken == 16  # type: ignore[union-attr]


def test_fifty_phones_at_once_get_thirty_places(database: Cast) -> None:
    """Each presses twice at once; then ten give back, each twice; then all who are in check in, each twice."""
    open_portal(database.lin, SLUG, now())
    found = portal(SLUG)
    assert found is not None
    desk = Client(HTTP_HOST="127.0.0.1", REMOTE_ADDR="192.0.2.1")
    desk.force_login(_user(database))
    made = desk.post(f"{DESK}/new", PLAN | {"starts": at(0.5), "ends": at(2), "capacity": "30", "one_network": "yes"})
    slug = str(made.url).removeprefix(f"{DESK}/")
    assert desk.post(f"{made.url}/deed", {"deed": "announce", "tab": "plan"}).status_code == 302
    keys = [_joins(f"/c/{SLUG}/join/{found.link}", number) for number in range(50)]
    BUCKETS.__init__()  # type: ignore[misc] # joining counts for itself
    _all(lambda key, address: _posts(key, address, f"events/{slug}/deed", deed="come", name="x"), keys)
    told = event(SLUG, slug)
    assert told is not None
    assert (told.taken, told.waiting, len(places(slug))) == (30, 20, 50)
    inside = [*SignUp.objects.filter(state="in").order_by("turn").values_list("guest", flat=True)]
    turns = [*SignUp.objects.filter(state="waiting").order_by("turn").values_list("guest", flat=True)]
    by_guest = {one.id: key for one, key in zip(sorted(guests(SLUG), key=lambda one: one.id), keys, strict=True)}
    _all(
        lambda key, address: _posts(key, address, f"events/{slug}/deed", deed="back"),
        [by_guest[one] for one in inside[:10]],
    )
    states = dict(SignUp.objects.values_list("guest", "state"))
    assert {guest for guest, state in states.items() if state == "in"} == {*inside[10:], *turns[:10]}
    assert [states[guest] for guest in inside[:10]] == ["out"] * 10
    assert (event(SLUG, slug).taken, event(SLUG, slug).waiting) == (30, 10)  # type: ignore[union-attr]
    code = code_at(told.id, datetime.now(UTC)).digits
    _all(
        lambda key, address: _posts(key, address, f"events/{slug}/here", code=code),
        [by_guest[one] for one in (*inside[10:], *turns[:10])],
    )
    assert event(SLUG, slug).came == 30  # type: ignore[union-attr]
    last = {one.name: one.detail.get("taken_back", False) for one in WaitingAct.objects.order_by("pk")}
    said = [name for name, back in last.items() if not back]
    assert sum(name.startswith("event.signed_up/") for name in said) == 30
    assert sum(name.startswith("event.attended/") for name in said) == 30


def _all(do: Callable[[str, str], int], keys: list[str]) -> None:
    """Everybody does it twice at the same moment, each from an address of their own; all are answered in order."""
    codes, wrong = at_once(lambda number: do(keys[number // 2], f"198.51.100.{number // 2}"), 2 * len(keys))
    assert wrong == []
    assert codes == [302] * 2 * len(keys)


def _joins(link: str, number: int) -> str:
    browser = Client(HTTP_HOST="127.0.0.1", REMOTE_ADDR=f"198.51.100.{number}")
    assert browser.post(link, FORM | {"name": f"客{number}"}).status_code == 302
    return browser.cookies[COOKIE].value


def _posts(key: str, address: str, to: str, **sent: str) -> int:
    browser = Client(HTTP_HOST="127.0.0.1", REMOTE_ADDR=address)
    browser.cookies[COOKIE] = key
    return browser.post(f"/c/{SLUG}/{to}", sent).status_code


def _user(cast: Cast) -> object:
    from juluo.shell.accounts.models import User  # noqa: PLC0415 - of the database that answers now

    return User.objects.get(pk=cast.lin.id)
