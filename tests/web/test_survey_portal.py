"""Surveys on the members' pages: answered without script, kept in parts, changed, declined; nothing of another's."""

import json
import re
from datetime import timedelta

import pytest
from cast import Cast
from django.test import Client
from on_portal import joined, now, text
from on_surveys import ALL_KINDS, EVIL, opened
from talkative import SLUG
from test_portal_guardians import link_of
from visitor import Visitor

from juluo.desk.surveys import facts
from juluo.desk.surveys.actions.asking import ask, close
from juluo.desk.surveys.actions.building import Manner
from juluo.desk.surveys.models import Answering
from juluo.desk.surveys.takers import Taker
from juluo.desk.surveys.values import Audience, Target
from juluo.shell.guests.actions.agreeing import agree
from juluo.shell.guests.actions.portal import tie_guest
from juluo.shell.guests.facts import agreed, guests
from juluo.shell.guests.models import Guest
from juluo.shell.guests.values import Purpose
from juluo.shell.visit import Visit
from juluo.web.members.everybody import everybody
from juluo.web.pages import portal_surveys
from juluo.web.surveys.takers import frame, taker_of

NAMED = Manner(is_anonymous=False)
ALL = {
    "a.nps": "9",
    "a.csat": "4",
    "a.ces": "7",
    "a.one": "b",
    "a.some": ["a", "c"],
    "a.table.b": "a",
    "a.table.c": "b",
    "a.order.a": "2",
    "a.order.b": "3",
    "a.order.c": "1",
    "a.age": "33",
}
TOLD = {
    "nps": 9,
    "csat": 4,
    "ces": 7,
    "one": "b",
    "some": ("a", "c"),
    "table": {"b": "a", "c": "b"},
    "order": ("c", "a", "b"),
    "age": "33",
}


def at(slug: str) -> str:
    return f"/c/{SLUG}/surveys/{slug}"


def send(browser: Client, slug: str, q: str, go: str = "next", **fields: object) -> str:
    """One question's form; returns where it led, "" if it stayed."""
    told = {f"a.{name}": value for name, value in fields.items()}
    answer = browser.post(at(slug), {"q": q, "go": go, **told})
    return answer.url.partition("?q=")[2] if answer.status_code == 302 else ""


def test_an_order_that_is_none_stands_as_it_was_given(team: Cast, visitor: Visitor, link: str) -> None:
    slug = opened(team.lin, ALL_KINDS, now(), NAMED)
    browser = joined(visitor, link)
    given = {"a.order.a": "2", "a.order.b": "2", "a.order.c": ""}
    page = browser.post(at(slug), {"q": "order", "go": "next", **given})
    assert page.status_code == 422
    chosen = re.findall(r'<select id="(a\.order\.\w)".*?</select>', page.content.decode())
    places = re.findall(r"<option selected>(\d)</option>", page.content.decode())
    assert (chosen, places) == ([*given], ["2", "2"])
    assert facts.responses(SLUG, slug)[0].answers == {}


def test_a_question_a_page_with_branches_back_and_later(team: Cast, visitor: Visitor, link: str) -> None:
    slug = opened(team.lin, ALL_KINDS, now(), NAMED)
    browser = joined(visitor, link)
    first = text(browser, f"surveys/{slug}")
    assert ("先说一句" in first, "最多9个问题" in first, "checked" in first) == (True, True, False)
    assert send(browser, slug, "", "begin") == "nps"
    page = browser.post(at(slug), {"q": "nps", "go": "next"})
    assert (page.status_code, "这一题要答。" in page.content.decode()) == (422, True)
    assert send(browser, slug, "nps", nps="3") == "why"
    assert send(browser, slug, "why", why="人太多") == "csat"
    assert send(browser, slug, "csat", "back") == "why"
    assert "人太多</textarea>" in text(browser, f"surveys/{slug}?q=why")
    assert send(browser, slug, "why", "back", why="人太多") == "nps"
    assert send(browser, slug, "nps", nps="9") == "csat", "promoters aren't asked what is missing"
    assert browser.post(at(slug), {"q": "csat", "go": "later"}).url == f"/c/{SLUG}/"
    assert "答了一半" in text(browser, "")
    assert f'href="{at(slug)}?q=csat"' in text(browser, f"surveys/{slug}")
    for key, following in (("csat", "ces"), ("ces", "one"), ("one", "some"), ("some", "table"), ("table", "order")):
        assert send(browser, slug, key) == following
    assert send(browser, slug, "order") == "age"
    assert facts.responses(SLUG, slug)[0].finished_at is None
    assert browser.post(at(slug), {"q": "age", "go": "next", "a.age": "7"}).url == at(slug)
    (told,) = facts.responses(SLUG, slug)
    assert told.answers == {"nps": 9, "age": "7"}
    assert told.finished_at is not None
    assert "多谢" in text(browser, f"surveys/{slug}")
    assert "答完了" in text(browser, "me")


def test_all_kinds_on_one_page_and_what_is_wrong_in_words(team: Cast, visitor: Visitor, link: str) -> None:
    flat = ALL_KINDS.__class__(
        ALL_KINDS.title, questions=tuple(one for one in ALL_KINDS.questions if one.show_if is None)
    )
    slug = opened(team.lin, flat, now(), Manner(is_anonymous=False, one_page=True))
    browser = joined(visitor, link)
    page = text(browser, f"surveys/{slug}")
    assert (EVIL in page, page.count("checked"), page.count("selected")) == (False, 0, 0)
    wrong = ALL | {"a.some": ["a", "b", "c"], "a.order.a": "1", "a.age": "old", "a.one": "z"}
    answer = browser.post(at(slug), {"go": "finish", **wrong})
    said = answer.content.decode()
    assert answer.status_code == 422
    for words in ("最多选2个，你选了3个。", "名次不能重复", "只写一个数", "选一个列出来的。"):
        assert words in said
    assert 'value="old"' in said
    assert browser.post(at(slug), {"go": "finish", **ALL}).url == at(slug)
    (told,) = facts.responses(SLUG, slug)
    assert told.answers == TOLD
    browser.post(at(slug), {"go": "finish", **ALL, "a.nps": "2"})
    (told,) = facts.responses(SLUG, slug)
    assert told.answers == TOLD | {"nps": 2}


@pytest.mark.parametrize("evil", ["99999999999999", "-1", "²", "x" * 5000, "\0", "4\n4"])
def test_no_answer_breaks_a_page(team: Cast, visitor: Visitor, link: str, evil: str) -> None:
    slug = opened(team.lin, ALL_KINDS, now(), NAMED)
    browser = joined(visitor, link)
    for one in ALL_KINDS.questions:
        fields = {f"a.{one.key}": evil, f"a.{one.key}.a": evil, f"a.{one.key}.b": evil, "q": one.key}
        answer = browser.post(at(slug), {"go": "next", **fields})
        assert answer.status_code in {302, 422}
    for q in (evil, "nothing", "nps&x=1"):
        assert browser.get(at(slug), {"q": q}).status_code == 200
        assert browser.post(at(slug), {"go": evil, "q": q}).status_code in {302, 422}
    assert all(
        value in (None, "x" * 2000) or key == "why" for key, value in facts.responses(SLUG, slug)[0].answers.items()
    )


def test_a_pulse_is_one_tap_on_the_first_page(team: Cast, visitor: Visitor, link: str) -> None:
    slug = opened(team.lin, "pulse", now())
    browser = joined(visitor, link)
    home = text(browser, "")
    assert re.findall(r'name="a\.week" value="(\d)">([^<]+)<', home) == [
        ("1", "很差"),
        ("2", "不太好"),
        ("3", "一般"),
        ("4", "不错"),
        ("5", "很好"),
    ]
    assert "aria-pressed" not in home.partition('class="pulse"')[2].partition("</section>")[0]
    assert browser.post(at(slug), {"go": "finish", "a.week": "4"}).url == f"/c/{SLUG}/"
    assert 'value="4" aria-pressed="true"' in text(browser, "")
    browser.post(at(slug), {"go": "finish", "a.week": "5"})
    assert 'value="5" aria-pressed="true"' in text(browser, "")
    other = joined(visitor, link)
    assert other.post(at(slug), {"go": "decline"}).url == f"/c/{SLUG}/"
    assert "点一下就算交了" not in text(other, "")
    found = facts.survey(SLUG, slug)
    assert found is not None
    assert (found.finished, found.declined) == (1, 1)


def test_who_left_in_another_window_leaves_no_answer_behind(
    team: Cast, visitor: Visitor, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They leave after the page knew them and before it keeps what they pressed."""
    slug = opened(team.lin, "event", now(), NAMED)

    def gone(visit: Visit) -> Taker:
        found = taker_of(visit)
        Guest.objects.filter(pk=visit.whoever.id).delete()
        return found

    for go in ("next", "decline"):
        monkeypatch.setattr(portal_surveys, "taker_of", taker_of)
        browser = joined(visitor, link)
        monkeypatch.setattr(portal_surveys, "taker_of", gone)
        answer = browser.post(at(slug), {"q": "event", "go": go, "a.event": "2"})
        assert answer.status_code == 422, go
    assert not Answering.objects.filter(survey__slug=slug).exists()


def test_without_joining_nobody_answers_and_drafts_are_not_there(team: Cast, visitor: Visitor, link: str) -> None:
    slug = opened(team.lin, "pulse", now())
    stranger = visitor()
    assert link
    assert "先从群里的链接进来" in text(stranger, f"surveys/{slug}")
    assert "先从群里的链接进来" in stranger.post(at(slug), {"go": "finish", "a.week": "4"}).content.decode()
    found = facts.survey(SLUG, slug)
    assert found is not None
    assert found.started == 0
    draft = facts.surveys(SLUG)
    assert len(draft) == 1
    assert stranger.get(at("nothing")).status_code == 404
    member = joined(visitor, link)
    close(team.lin, SLUG, slug, now())
    assert "已经结束了" in text(member, f"surveys/{slug}")
    assert member.post(at(slug), {"go": "finish", "a.week": "4"}).status_code == 422
    assert "问一句" not in text(member, "")


def test_drawn_members_are_asked_and_nobody_else(team: Cast, visitor: Visitor, link: str) -> None:
    table = everybody(SLUG)
    assert table is not None
    drawn = Manner(is_anonymous=False, target=Target(Audience.EVERYONE, by_link=False))
    slug = opened(team.lin, "event", now(), drawn)
    member, other = joined(visitor, link), joined(visitor, link)
    guest = min(one.id for one in guests(SLUG))
    (mine,) = [one for one in guests(SLUG) if one.id == guest]
    tie_guest(team.lin, SLUG, guest, int(table.codes[table.place(3) or 0]), now())
    candidates = frame(SLUG, drawn.target)
    assert [one.may_be_asked for one in candidates].count(False) == 1, "on the portal, and never said yes"
    agree(mine, Purpose.ASK, now())
    candidates = frame(SLUG, drawn.target)
    assert (len(candidates), {one.stratum for one in candidates}) == (8, {"often"})
    assert ask(team.lin, SLUG, slug, candidates, now()).told == 1
    assert at(slug) in text(member, "")
    assert at(slug) not in text(other, "")
    assert "没有抽到你" in text(other, f"surveys/{slug}")
    send(member, slug, "", "begin")
    member.post(at(slug), {"q": "", "go": "begin", "asks_link": "yes", "linked": "yes"})
    assert agreed(guest, Purpose.LINKED)
    for key in ("event", "best", "next"):
        send(member, slug, key, event="5")
    (told,) = facts.responses(SLUG, slug)
    assert (told.is_invited, told.person is not None, told.stratum) == (True, True, "often")


def test_the_own_copy_holds_what_was_answered_by_name(team: Cast, visitor: Visitor, link: str) -> None:
    slug = opened(team.lin, "event", now(), NAMED)
    hidden = opened(team.lin, "pulse", now())
    browser = joined(visitor, link)
    send(browser, slug, "event", event="2", why="挤")
    browser.post(at(hidden), {"go": "finish", "a.week": "1"})
    held = json.loads(browser.post(f"/c/{SLUG}/me/file").content)["surveys"]
    assert [(one["survey"], one["answers"]) for one in held] == [(slug, {"event": 2})]
    browser.post(f"/c/{SLUG}/me/leave", {"sure": "yes"})
    (told,) = facts.responses(SLUG, slug)
    assert (told.guest, told.answers) == (None, {"event": 2})


def test_members_read_it_in_english(team: Cast, visitor: Visitor, link: str) -> None:
    opened(team.lin, "pulse", now())
    slug = opened(team.lin, "newcomer", now(), Manner(closes_at=now().now + timedelta(days=2)))
    browser = joined(visitor, link)
    browser.cookies["juluo_lang"] = "en"
    assert "How was your week here?" in text(browser, "")
    assert "very bad" in text(browser, "")
    page = text(browser, f"surveys/{slug}")
    assert "A week here: how is it" in page
    assert not re.search(r"[一-鿿]", re.sub(r"<button[^>]*lang=\"zh\".*?</button>", "", page.partition("<main")[2]))


def test_a_child_links_nothing_to_their_account_unless_their_guardian_said_so(
    team: Cast, visitor: Visitor, link: str
) -> None:
    slug = opened(team.lin, "event", now(), NAMED)
    child = joined(visitor, link, age="child", guardian="阿满妈妈")
    (one,) = guests(SLUG)
    guardian = visitor()
    guardian.post(link_of(child), {"deed": "agree", "guardian": "yes"})
    assert "asks_link" not in text(child, f"surveys/{slug}")
    child.post(at(slug), {"q": "", "go": "begin", "asks_link": "yes", "linked": "yes"})
    assert not agreed(one.id, Purpose.LINKED)
    agree(one, Purpose.LINKED, now())
    assert "asks_link" in text(child, f"surveys/{slug}")
