"""A child on the members' pages reads until their guardian agreed, whatever page comes to stand there."""

import re
from http import HTTPMethod

import pytest
from cast import Cast
from django.test import Client
from on_portal import joined, now, text
from talkative import EVIL, SLUG
from test_access import MATRIX
from visitor import Visitor

from juluo.shell import limits
from juluo.shell.accounts.facts import audit_of
from juluo.shell.guests.actions.agreeing import agree as agree_to
from juluo.shell.guests.actions.guardians import ask_guardian_again
from juluo.shell.guests.facts import Guarded, agreed, guests, wishes
from juluo.shell.guests.values import Purpose
from juluo.shell.limits import Cost, Rate
from juluo.shell.page import Door
from juluo.web.doors import found

# What a child may send alone: it changes nothing but what is theirs, or asks the guardian.
ALONE = {"portal_back", "portal_leave", "portal_name", "portal_file", "portal_seen", "portal_guardian_link"}
# What a child may say no by, and not yes.
TAKES_BACK = {"portal_feedback_agree": {"public": "yes"}}
# What takes forms of anybody: ways in, by a secret, at which nobody is known yet.
WAYS_IN = {"portal_back", "portal_join", "portal_guardian"}
# What anybody may send without being known; a child's phone is known, and may not.
OF_NOBODY = {"portal_survey", "portal_event_here"}
FORMS = sorted(name for name, page in found().items() if page.of_portal and HTTPMethod.POST in page.methods)


@pytest.fixture
def child(visitor: Visitor, link: str) -> Client:
    return joined(visitor, link, age="child", guardian="阿满妈妈")


def link_of(child: Client) -> str:
    """What the child sends to the guardian, as a path."""
    page = child.post(f"/c/{SLUG}/me/guardian").content.decode()
    (address,) = re.findall(rf">http://[^/<]+(/c/{SLUG}/guardian/[^<]+)<", page)
    return str(address)


def agreed_by(visitor: Visitor, address: str) -> tuple[Client, str]:
    """The guardian's browser, and the address that is theirs from then on."""
    guardian = visitor()
    answer = guardian.post(address, {"deed": "agree", "guardian": "yes"})
    return guardian, str(answer.url)


def state() -> Guarded:
    return guests(SLUG)[0].guarded


def test_forms_of_the_portal_stand_behind_a_guests_door() -> None:
    """Else a child could send them as nobody; and only these are a child's alone."""
    assert {name for name in FORMS if found()[name].may is not Door.GUEST} == WAYS_IN | OF_NOBODY
    assert {name for name in FORMS if found()[name].unaided} == ALONE | set(TAKES_BACK)


def test_a_child_sends_no_form_before_the_guardian_agreed(child: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all routes that there are."""
    monkeypatch.setattr(limits, "RATES", dict.fromkeys(Cost, Rate(10**6, 10**6)))
    for name in set(FORMS) - ALONE:
        answer = child.post(MATRIX[name][0], TAKES_BACK.get(name, {}))
        assert (answer.status_code, "先要监护人同意" in answer.content.decode()) == (403, True), name


def test_a_child_reads_is_renamed_takes_along_and_leaves(child: Client) -> None:
    assert "现在只能看" in text(child, "")
    assert {child.get(f"/c/{SLUG}/{page}").status_code for page in ("", "rules", "me", "notice")} == {200}
    assert child.post(f"/c/{SLUG}/me/name", {"name": "小满"}).status_code == 302
    assert child.post(f"/c/{SLUG}/me/file").status_code == 200
    assert "给我一句暗号" not in text(child, "me")
    assert child.post(f"/c/{SLUG}/me/leave", {"sure": "yes"}).status_code == 302
    assert not guests(SLUG)


def test_the_guardian_sees_what_is_kept_and_agrees(child: Client, visitor: Visitor) -> None:
    address = link_of(child)
    page = visitor().get(address).content.decode()
    assert "阿满妈妈" in page
    assert "不记生日" in page
    assert visitor().post(address, {"deed": "agree"}).status_code == 422, "without saying who they are"
    guardian, own = agreed_by(visitor, address)
    assert "你同意了" in guardian.get(own).content.decode()
    assert state() is Guarded.AGREED
    assert child.post(f"/c/{SLUG}/me/phrase").status_code == 302
    assert "现在只能看" not in text(child, "")
    assert "guardian_agree" in {line.deed for line in audit_of(SLUG)}


def test_the_link_works_once_and_a_new_one_ends_the_old_one(child: Client, visitor: Visitor) -> None:
    old, new = link_of(child), link_of(child)
    assert visitor().get(old).status_code == 404
    _, own = agreed_by(visitor, new)
    assert own != new
    assert visitor().get(new).status_code == 404, "the child knows this one"
    assert child.post(f"/c/{SLUG}/me/guardian").status_code == 409, "and gets no other once it was decided"
    assert visitor().get(own).status_code == 200


def test_a_child_does_not_decide_on_the_own_phone(child: Client, visitor: Visitor) -> None:
    address = link_of(child)
    page = child.get(address).content.decode()
    assert "在他自己的手机上打开" in page
    assert 'value="agree"' not in page
    for deed in ("agree", "withdraw", "refuse"):
        assert child.post(address, {"deed": deed, "guardian": "yes", "sure": "yes"}).status_code == 403
    assert state() is Guarded.WAITING
    _, own = agreed_by(visitor, address)
    child.post(own, {"deed": "withdraw"})
    assert state() is Guarded.AGREED


def test_a_guardian_takes_it_back_and_gives_it_again(child: Client, visitor: Visitor) -> None:
    guardian, own = agreed_by(visitor, link_of(child))
    child.post(f"/c/{SLUG}/me/phrase")
    one = guests(SLUG)[0]
    agree_to(one, Purpose.REMIND, now())
    guardian.post(own, {"deed": "withdraw"})
    assert (state(), guests(SLUG)[0].phrase, agreed(one.id, Purpose.REMIND)) == (Guarded.WITHDRAWN, "", False)
    assert child.post(f"/c/{SLUG}/me/phrase").status_code == 403
    assert "收回了同意" in text(child, "me")
    assert guardian.post(own, {"deed": "agree", "guardian": "yes"}).url == own
    assert state() is Guarded.AGREED


def test_a_guardian_who_refuses_has_all_erased(child: Client, visitor: Visitor) -> None:
    address, guardian = link_of(child), visitor()
    assert guardian.post(address, {"deed": "refuse"}).status_code == 422
    assert guardian.post(address, {"deed": "refuse", "sure": "yes", "everywhere": "yes"}).url == f"/c/{SLUG}/?gone"
    assert not guests(SLUG)
    assert not wishes(SLUG), "nobody knows who it is in the group"
    assert guardian.get(address).status_code == 404
    assert child.get(f"/c/{SLUG}/me").url == f"/c/{SLUG}/"


def test_operators_have_a_guardian_asked_again(team: Cast, child: Client, visitor: Visitor) -> None:
    _, own = agreed_by(visitor, link_of(child))
    ask_guardian_again(team.lin, SLUG, guests(SLUG)[0].id, now())
    assert state() is Guarded.WAITING
    assert visitor().get(own).status_code == 404
    agreed_by(visitor, link_of(child))
    assert state() is Guarded.AGREED


def test_a_guardians_link_of_one_community_opens_nothing_elsewhere(child: Client, visitor: Visitor) -> None:
    key = link_of(child).rsplit("/", 1)[1]
    assert visitor().get(f"/c/go/guardian/{key}").status_code == 404
    assert visitor().get(f"/c/{SLUG}/guardian/").status_code == 404
    joined_grown = visitor()
    assert joined_grown.get(f"/c/{SLUG}/guardian/{key[:-1]}x").status_code == 404


def test_hostile_names_stand_as_they_are(visitor: Visitor, link: str) -> None:
    child = joined(visitor, link, name=EVIL, age="child", guardian=EVIL)
    pages = [text(child, "me"), visitor().get(link_of(child)).content.decode()]
    assert all("&lt;img" in page and "<img src=x" not in page for page in pages)
