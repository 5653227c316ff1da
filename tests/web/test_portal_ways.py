"""The ways through the members' pages: which is lit, where links that ended lead, what was called off."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from cast import Cast
from django.test import Client
from on_portal import joined, text
from talkative import SLUG
from visitor import Visitor

from juluo.wording.zones import zone_words


@pytest.mark.parametrize(
    ("way", "page"), [("events", "draws"), ("feedback", "board"), ("events", "events"), ("me", "me")]
)
def test_a_page_lights_the_way_that_leads_to_it(visitor: Visitor, link: str, way: str, page: str) -> None:
    page = text(joined(visitor, link), page)
    assert page.count('aria-current="page"') == 1
    assert f'href="/c/{SLUG}/{way}" aria-current="page"' in page


def test_what_a_form_answers_lights_the_way_of_its_page(visitor: Visitor, link: str) -> None:
    page = joined(visitor, link).post(f"/c/{SLUG}/feedback/send", {"words": "没有选类"}).content.decode()
    assert "先点一类" in page
    assert f'href="/c/{SLUG}/feedback" aria-current="page"' in page


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("join/aaaa-bbbb-cccc", "到群里要一个新的"),
        ("back/gone", "从群里的链接再加入一次"),
        ("guardian/gone", "请孩子在“我的”里再拿一个"),
        ("nothing", "从首页找找看"),
        ("events/nothing", "从首页找找看"),
    ],
)
def test_a_link_that_ended_says_what_to_do(visitor: Visitor, link: str, address: str, said: str) -> None:
    assert link
    answer = visitor().get(f"/c/{SLUG}/{address}")
    assert answer.status_code == 404
    page = answer.content.decode()
    assert said in page
    assert f'href="/c/{SLUG}/"' in page
    # Where no members' pages are open, nothing tells whether there is a community.
    assert said not in visitor().get(f"/c/go/{address}").content.decode()


def test_a_form_that_was_open_too_long_leads_a_member_back_to_their_pages(link: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(link, {"name": "阿满"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "刷新后再试" in page
    assert f'href="/c/{SLUG}/"' in page
    assert 'href="/c/' not in browser.post("/sign-in", {}).content.decode()


def test_what_was_called_off_stands_where_it_would_have_been(team: Cast, visitor: Visitor, link: str) -> None:
    assert link
    owner = visitor(team.lin)
    starts = datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(hours=30)
    for title in ("读书会", "散步"):
        form = {"form": "meetup", "title": title, "starts": f"{starts:%Y-%m-%dT%H:%M}"}
        made = str(owner.post(f"/desk/{SLUG}/events/new", form).url)
        owner.post(f"{made}/deed", {"deed": "announce", "tab": "plan"})
    owner.post(f"{made}/deed", {"deed": "cancel", "tab": "plan", "why": "下雨"})
    page = text(visitor(), "events")
    assert page.index("散步") < page.index("已取消")
    assert "办过的" not in page
    assert "散步" not in text(visitor(), "")


def test_a_zone_is_called_as_people_call_it() -> None:
    assert zone_words("Asia/Shanghai", "zh") == "北京时间"
    assert zone_words("Asia/Shanghai", "en") == "Beijing time"
    assert zone_words("Europe/Berlin", "zh") == "Europe/Berlin"
