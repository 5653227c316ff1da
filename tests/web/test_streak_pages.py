"""The pages of check-ins: a programme is set up, pressed on the portal, read on the desk, and its rules are told."""

from datetime import UTC, date, datetime, timedelta

import pytest
from cast import Cast
from on_portal import joined, now, text, today
from talkative import EVIL, SLUG
from visitor import Visitor

from juluo.desk.streaks.counting import How
from juluo.desk.streaks.facts import programmes
from juluo.desk.streaks.models import CheckIn, Programme
from juluo.shell.accounts.roles import Role
from juluo.shell.guests.actions.agreeing import agree
from juluo.shell.guests.facts import guests
from juluo.shell.guests.values import Purpose


def form(**other: str | list[str]) -> dict[str, str | list[str]]:
    """What an operator fills in, from forty days ago on."""
    asked: dict[str, str | list[str]] = {
        "title": EVIL,
        "about": EVIL,
        "first": str(today() - timedelta(days=40)),
        "last": "",
        "words": f"打卡\n{EVIL[:18]}",
        "channel": "",
        "grace": "0",
        "repairs": "1",
        "within": "3",
        "weekdays": list("0123456"),
    }
    return asked | other


@pytest.fixture
def slug(team: Cast, visitor: Visitor) -> str:
    """A programme as an operator sets it up."""
    answer = visitor(team.of_tea[Role.OPERATOR]).post("/desk/tea/streaks/new", form())
    assert answer.status_code == 302
    return programmes("tea")[0].slug


def was_there(slug: str, guest: int, *back: int, how: How = How.PORTAL) -> None:
    row = Programme.objects.get(slug=slug)
    for n in back:
        day = today() - timedelta(days=n)
        key = f"g{guest}"
        CheckIn.objects.create(
            programme=row, key=key, guest=guest, day=day, how=how, at=datetime.now(UTC), made_on=day
        )


def test_a_member_presses_once_repairs_by_the_rules_and_sees_where_they_stand(
    visitor: Visitor, link: str, slug: str
) -> None:
    browser = joined(visitor, link)
    home = text(browser, "")
    assert "今天是第一天" in home
    assert "漏了" not in home, "nobody missed what they hadn't begun"
    (one,) = guests(SLUG)
    was_there(slug, one.id, 2, 3, 4)
    assert "上次连着3天，今天重新开始" in text(browser, "")
    page = text(browser, "checkins")
    assert "补完连着4天" in page
    assert EVIL not in page
    at = f"/c/{SLUG}/checkins/{slug}"
    assert browser.post(f"{at}/repair", {"day": str(today() - timedelta(days=1))}).status_code == 302
    for _ in range(2):
        assert browser.post(f"{at}/press", {"day": str(today())}).url == f"/c/{SLUG}/"
    assert CheckIn.objects.count() == 5
    page = text(browser, "checkins")
    assert "连着5天了" in page
    assert "今天打过了" in page
    assert "其中补的" in page
    answer = browser.post(f"{at}/press", {"day": str(today() - timedelta(days=1))})
    assert (answer.status_code, "只能打今天的卡" in answer.content.decode()) == (422, True)
    assert browser.post(f"{at}/press", {"day": ""}).status_code == 404
    assert browser.post(f"{at}/press", {"day": "2026-13-01"}).status_code == 404
    own = browser.post(f"/c/{SLUG}/me/file").json()
    assert len(own["check_ins"]) == 5


def test_the_board_names_only_who_agreed(visitor: Visitor, link: str, slug: str) -> None:
    shy, proud = joined(visitor, link), joined(visitor, link, name=f"阿骄{EVIL[:20]}")
    agreed = {one.name: one.id for one in guests(SLUG)}
    was_there(slug, agreed["阿满"], 0, 1)
    was_there(slug, next(n for name, n in agreed.items() if name.startswith("阿骄")), 0, 1, 2)
    page = text(shy, "checkins")
    assert "阿骄" not in page
    assert "一位成员" in page
    who = next(one for one in guests(SLUG) if one.name.startswith("阿骄"))
    agree(who, Purpose.SHOWN, now())
    page = text(shy, "checkins")
    assert "阿骄" in page
    assert EVIL[:20] not in page
    assert "阿满" not in text(proud, "checkins").partition("谁连得最久")[2]


def test_a_stranger_sees_no_check_ins(visitor: Visitor, link: str, slug: str) -> None:
    assert link
    stranger = visitor()
    assert "打卡" not in text(stranger, "")
    assert stranger.get(f"/c/{SLUG}/checkins").status_code == 302
    assert stranger.post(f"/c/{SLUG}/checkins/{slug}/press", {"day": str(today())}).status_code == 302
    assert not CheckIn.objects.exists()


def test_operators_see_who_keeps_on_and_who_broke_off(visitor: Visitor, link: str, slug: str, team: Cast) -> None:
    joined(visitor, link, name="=HYPERLINK(1)")
    joined(visitor, link, name=EVIL[:40])
    first, second = sorted(one.id for one in guests(SLUG))
    was_there(slug, first, *range(40))
    was_there(slug, second, 2, 3, 4)
    at = f"/desk/tea/streaks/{slug}"
    desk = visitor(team.of_tea[Role.MODERATOR])
    page = desk.get(at).content.decode()
    for words in ("断之前连着3天", "=HYPERLINK(1)", "40", "开始后第2周还在打", "1/1人", "一起出现，不等于"):
        assert words in page
    assert EVIL not in page
    assert 'name="in" value="tea"' in page, "what is sought is sought in this community"
    assert "=HYPERLINK(1)" not in visitor(team.of_tea[Role.VIEWER]).get(at).content.decode()
    file = visitor(team.lin).post(f"{at}/people").content.decode("utf-8-sig")
    assert "'=HYPERLINK(1),40,0,40,40" in file
    assert "刚断了的" in page


def test_days_off_closing_and_changing(visitor: Visitor, slug: str, team: Cast) -> None:
    desk, at = visitor(team.lin), f"/desk/tea/streaks/{slug}"
    wrong = desk.post(f"{at}/deed", {"deed": "off", "first": "x"})
    assert (wrong.status_code, "日期读不懂" in wrong.content.decode()) == (422, True)
    desk.post(f"{at}/deed", {"deed": "off", "first": "2026-10-01", "last": "2026-10-07", "why": EVIL})
    (off,) = programmes("tea")[0].holidays
    assert (off.first, off.last) == (date(2026, 10, 1), date(2026, 10, 7))
    assert EVIL not in desk.get(at).content.decode()
    desk.post(f"{at}/deed", {"deed": "on", "number": off.id})
    assert programmes("tea")[0].holidays == ()
    for deed, closed in (("close", True), ("reopen", False)):
        desk.post(f"{at}/deed", {"deed": deed})
        assert (programmes("tea")[0].closed_at is not None) is closed
    assert desk.post(f"{at}/deed", {"deed": "burn"}).status_code == 404
    answer = desk.post(f"{at}/edit", form(grace="x"))
    assert (answer.status_code, "不是一个整数" in answer.content.decode()) == (422, True)
    desk.post(f"{at}/edit", form(title="晨读", weekdays=["0", "1"], channel="99"))
    plan = programmes("tea")[0].plan
    assert (plan.title, plan.weekdays, plan.channel) == ("晨读", frozenset({0, 1}), None)
    assert "晨读" in desk.get("/desk/tea/streaks").content.decode()


def test_an_organiser_enters_a_day_and_the_member_reads_who_did(
    team: Cast, visitor: Visitor, link: str, slug: str
) -> None:
    browser, operator = joined(visitor, link, name="没网的阿满"), visitor(team.of_tea[Role.OPERATOR])
    at = f"/desk/{SLUG}/streaks/{slug}"
    assert "替谁记一次" in operator.get(at).content.decode()
    assert "替谁记一次" not in visitor(team.of_tea[Role.VIEWER]).get(at).content.decode()

    def entered(who: str, day: date) -> tuple[int, str]:
        answer = operator.post(f"{at}/deed", {"deed": "enter", "who": who, "day": str(day)})
        return answer.status_code, answer.content.decode()

    assert entered("没网的阿满", today())[0] == 302
    page = text(browser, "checkins")
    assert "组织者替你记的" in page
    assert "连着1天了" in page
    wrongs = (
        ("查无此人", today(), "没有叫"),
        ("没网的阿满", today(), "已经有了"),
        ("岑", today() - timedelta(1), "补不了"),
    )
    for who, day, words in wrongs:
        status, answer = entered(who, day)
        assert (status, words in answer) == (422, True), who
    assert entered("岑", today())[0] == 302
    joined(visitor, link, name="岑")
    status, answer = entered("岑", today())
    assert (status, "不止一位" in answer) == (422, True)
    assert browser.post(f"/c/{SLUG}/me/file").json()["check_ins"][0]["how"] == "desk"
