"""Each purpose is agreed to by itself, unticked beforehand, taken back by one press, and kept with its days."""

import json
import re

import pytest
from cast import Cast
from django.test import Client
from on_portal import FORM, joined, now, text, today
from talkative import SLUG
from test_portal_guardians import agreed_by, link_of
from visitor import Visitor
from whole_portal import offered

from juluo.desk.surveys.models import Answering
from juluo.shell.guests.actions.notices import tell
from juluo.shell.guests.actions.portal import tie_guest
from juluo.shell.guests.facts import agreed, agreements, guests, notices_of
from juluo.shell.guests.values import Purpose
from juluo.wording.sentence import told

AT = f"/c/{SLUG}/me/agree"


@pytest.fixture
def browser(visitor: Visitor, link: str) -> Client:
    return joined(visitor, link)


def press(browser: Client, purpose: str, say: str) -> int:
    return browser.post(AT, {"purpose": purpose, "say": say}).status_code


def holding() -> set[Purpose]:
    one = guests(SLUG)[0]
    return {purpose for purpose in Purpose if agreed(one.id, purpose)}


def test_nothing_is_ticked_beforehand_and_nothing_is_asked_for(visitor: Visitor, link: str) -> None:
    page = visitor().get(link).content.decode()
    boxes = re.findall(r'<input type="(?:checkbox|radio)"[^>]*>', page)
    assert len(boxes) == 3 + len(Purpose)
    assert not any("checked" in box for box in boxes)
    assert not any("required" in box for box in boxes if "for_" in box)
    joined(visitor, link)
    assert holding() == set()


def test_a_tick_is_a_yes_to_that_alone(visitor: Visitor, link: str) -> None:
    again = visitor().post(link, FORM | {"name": "", "for_ask": "yes"}).content.decode()
    assert len(re.findall(r'name="for_\w+" value="yes" checked', again)) == 1, "what was ticked stays so"
    joined(visitor, link, for_ask="yes", for_shown="no")
    assert holding() == {Purpose.ASK}


def test_a_child_ticks_nothing_the_guardian_does(visitor: Visitor, link: str) -> None:
    ticks = {f"for_{one}": "yes" for one in Purpose}
    child = joined(visitor, link, age="child", guardian="妈妈", **ticks)
    assert holding() == set()
    guardian, own = agreed_by(visitor, link_of(child))
    assert child.post(AT, {"purpose": "ask", "say": "yes"}).status_code == 422
    guardian.post(own, {"deed": "purpose", "purpose": "ask", "say": "yes"})
    assert holding() == {Purpose.ASK}
    assert press(child, "ask", "no") == 302
    assert holding() == set()


@pytest.mark.parametrize("purpose", Purpose)
def test_one_press_gives_and_one_takes_back(browser: Client, purpose: Purpose) -> None:
    assert press(browser, purpose, "yes") == 302
    assert holding() == {purpose}
    assert "同意了" in text(browser, "me")
    press(browser, purpose, "no")
    assert holding() == set()
    press(browser, purpose, "yes")
    page = text(browser, "me")
    assert (len(re.findall(r"日[^<]*同意<", page)), len(re.findall(r"日[^<]*收回<", page))) == (2, 1)


@pytest.mark.parametrize("purpose", Purpose)
def test_who_took_it_back_is_told_nothing_for_it_from_then_on(browser: Client, purpose: Purpose) -> None:
    one = guests(SLUG)[0]
    press(browser, purpose, "yes")
    tell(SLUG, [one.id], told("群规"), f"/c/{SLUG}/", now(), about=purpose, key="a")
    press(browser, purpose, "no")
    tell(SLUG, [one.id], told("群规"), f"/c/{SLUG}/", now(), about=purpose, key="b")
    assert len(notices_of(one.id)) == 1


def test_the_log_goes_along_in_the_own_copy(browser: Client) -> None:
    press(browser, "ask", "yes")
    press(browser, "ask", "no")
    (line,) = json.loads(browser.post(f"/c/{SLUG}/me/file").content)["agreed_to"]
    (kept,) = agreements(guests(SLUG)[0].id)
    assert kept.withdrawn_at is not None
    assert line == {
        "purpose": "ask",
        "given_at": kept.given_at.isoformat(),
        "withdrawn_at": kept.withdrawn_at.isoformat(),
    }


@pytest.mark.parametrize("sent", [{}, {"purpose": "all", "say": "yes"}, {"purpose": "ask", "say": "maybe"}])
def test_what_nobody_asks_is_not_there(browser: Client, sent: dict[str, str]) -> None:
    assert browser.post(AT, sent).status_code == 404
    assert holding() == set()


def test_a_press_is_ones_own_alone(browser: Client, visitor: Visitor, link: str) -> None:
    other = joined(visitor, link)
    other.post(AT, {"purpose": "ask", "say": "yes", "guest": "1", "id": "1"})
    newest, first = guests(SLUG)
    assert (agreed(newest.id, Purpose.ASK), agreed(first.id, Purpose.ASK)) == (True, False)
    assert browser.get(f"/c/{SLUG}/me").status_code == 200


def test_answers_part_from_the_account_when_the_link_is_taken_back(
    team: Cast, browser: Client, visitor: Visitor
) -> None:
    there = offered(team, visitor)
    tie_guest(team.lin, SLUG, guests(SLUG)[0].id, 1, now())
    said = {"go": "finish", "a.week": "4", "asks_link": "yes", "linked": "yes"}
    assert browser.post(f"/c/{SLUG}/surveys/{there.pulse}", said).status_code == 302
    row = Answering.objects.get()
    assert (row.person, row.is_linked, holding()) == (1, True, {Purpose.LINKED})
    press(browser, "linked", "no")
    row.refresh_from_db()
    assert (row.person, row.is_linked, row.answers) == (None, False, {"week": 4})


def test_a_name_is_off_the_board_when_it_is_taken_back(
    team: Cast, browser: Client, visitor: Visitor, link: str
) -> None:
    there = offered(team, visitor)
    assert browser.post(f"/c/{SLUG}/checkins/{there.programme}/press", {"day": str(today())}).status_code == 302
    other, shown = joined(visitor, link, name="别人"), []
    for say in ("maybe", "yes", "no"):
        press(browser, "shown", say)
        shown.append("<bdi>阿满</bdi>" in text(other, "checkins"))
    assert shown == [False, True, False]
