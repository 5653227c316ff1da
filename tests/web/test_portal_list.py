"""设置 › 成员的页面: who joined, found by name and kind, a page at a time; counts that name nobody."""

import re

import pytest
from cast import Cast
from django.test import Client
from on_portal import joined, now
from talkative import EVIL, SLUG
from test_portal_guardians import agreed_by, link_of
from visitor import Visitor

from juluo.shell.accounts.facts import audit_of
from juluo.shell.guests.actions.agreeing import agree
from juluo.shell.guests.actions.portal import tie_guest
from juluo.shell.guests.facts import Guarded, guests
from juluo.shell.guests.listing import Kind, found_guests, how_many, how_many_agree
from juluo.shell.guests.models import Guest
from juluo.shell.guests.values import Purpose
from juluo.web.portal import guests as portal_guests

AT = f"/desk/{SLUG}/settings/portal"


@pytest.fixture
def owner(team: Cast, visitor: Visitor, link: str) -> Client:
    assert link
    return visitor(team.lin)


def many(n: int) -> None:
    Guest.objects.bulk_create(
        Guest(community=SLUG, key_hash=f"{at}", name=f"客人{at:03d}", joined_at=now().now) for at in range(n)
    )


def named(page: str) -> list[str]:
    return re.findall(r"<td><bdi>(.*?)</bdi>", page)


def test_a_page_holds_thirty_and_leads_on(owner: Client) -> None:
    many(65)
    pages = [named(owner.get(f"{AT}?page={page}").content.decode()) for page in (1, 2, 3, 9)]
    assert [len(page) for page in pages] == [30, 30, 5, 5]
    assert sorted(pages[0] + pages[1] + pages[2]) == [f"客人{at:03d}" for at in range(65)]
    assert "第2页，共3页" in owner.get(f"{AT}?page=2").content.decode()
    assert [owner.get(f"{AT}?page={page}").status_code for page in ("0", "x", "9" * 20)] == [404] * 3


def test_somebody_is_found_by_name(owner: Client, visitor: Visitor, link: str) -> None:
    many(40)
    joined(visitor, link, name=EVIL)
    assert named(owner.get(AT, {"q": "客人007"}).content.decode()) == ["客人007"]
    page = owner.get(AT, {"q": EVIL}).content.decode()
    assert len(named(page)) == 1
    assert "<img src=x" not in page
    assert "没有人符合" in owner.get(AT, {"q": "%"}).content.decode()
    assert owner.get(AT, {"show": "nobody-else"}).status_code == 404


def test_each_state_is_counted_and_found(team: Cast, owner: Client, visitor: Visitor, link: str) -> None:
    joined(visitor, link, name="认了")
    tie_guest(team.lin, SLUG, guests(SLUG)[0].id, 1, now())
    joined(visitor, link, name="等着").post(f"/c/{SLUG}/me/phrase")
    joined(visitor, link, name="谁也不是")
    joined(visitor, link, name="孩子", age="child", guardian="妈妈")
    agreed_by(visitor, link_of(joined(visitor, link, name="大孩子", age="child", guardian="爸爸")))
    assert how_many(SLUG) == {
        Kind.ALL: 5,
        Kind.TIED: 1,
        Kind.WAITING: 1,
        Kind.NOBODY: 3,
        Kind.CHILD_WAITING: 1,
        Kind.CHILD_AGREED: 1,
        Kind.CHILD_WITHDRAWN: 0,
    }
    for kind, name in ((Kind.TIED, "认了"), (Kind.WAITING, "等着"), (Kind.CHILD_WAITING, "孩子")):
        assert [one.name for one in found_guests(SLUG, kind, "", 1, 30).guests] == [name]
        assert named(owner.get(AT, {"show": kind}).content.decode()) == [name]
    assert how_many("go")[Kind.ALL] == 0


def test_consent_is_counted_and_nobody_is_named(owner: Client, visitor: Visitor, link: str) -> None:
    for nth in range(3):
        joined(visitor, link, name=f"第{nth}个")
    agree(guests(SLUG)[1], Purpose.ASK, now())
    assert how_many_agree(SLUG) == {purpose: int(purpose is Purpose.ASK) for purpose in Purpose}
    page = owner.get(AT).content.decode()
    assert "只有多少人，谁说了不，这里不列" in page
    assert re.findall(r'可以请我答问卷 <span class="quiet">(.*?)<', page) == ["1人"]


def test_a_deed_comes_back_to_the_same_list(owner: Client) -> None:
    many(40)
    one = found_guests(SLUG, Kind.NOBODY, "客人", 2, 30).guests[0]
    sent = {"deed": "out", "guest": one.id, "q": "客人", "show": "nobody", "page": "2"}
    answer = owner.post(f"{AT}/deed", sent)
    assert answer.url == f"{AT}?q=%E5%AE%A2%E4%BA%BA&show=nobody&page=2#guests"
    assert how_many(SLUG)[Kind.ALL] == 39
    wrong = owner.post(f"{AT}/deed", sent | {"deed": "tie", "account": "99999"})
    assert (wrong.status_code, len(named(wrong.content.decode()))) == (422, 9)


def test_a_guardian_is_asked_again(owner: Client, visitor: Visitor, link: str) -> None:
    agreed_by(visitor, link_of(joined(visitor, link, age="child", guardian="妈妈")))
    assert "监护人同意了" in owner.get(AT).content.decode()
    owner.post(f"{AT}/deed", {"deed": "guardian", "guest": guests(SLUG)[0].id})
    assert guests(SLUG)[0].guarded is Guarded.WAITING


def test_a_flood_is_shown_and_shown_out(
    team: Cast, owner: Client, visitor: Visitor, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    joined(visitor, link, name="熟人")
    tie_guest(team.lin, SLUG, guests(SLUG)[0].id, 1, now())
    many(4)
    assert "都请出去" not in owner.get(AT).content.decode()
    monkeypatch.setattr(portal_guests, "MOST_UNTIED", 4)
    assert "都请出去" in owner.get(AT).content.decode()
    assert owner.post(f"{AT}/deed", {"deed": "strangers"}).status_code == 422
    owner.post(f"{AT}/deed", {"deed": "strangers", "sure": "yes"})
    assert [one.name for one in guests(SLUG)] == ["熟人"]
    assert audit_of(SLUG)[0].deed == "show_out_strangers"
