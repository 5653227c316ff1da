"""Who has the group's link, a name, an old secret or somebody's number gets nothing of another's, on any page."""

import json
import re
import secrets
from datetime import UTC, datetime, timedelta
from http import HTTPMethod
from itertools import product
from pathlib import Path

import pytest
from cast import Cast
from django.test import Client
from on_portal import COOKIE, FORM, joined, now, text
from talkative import MEMBERS, SLUG
from test_access import MATRIX
from test_portal import phrase_of, say_in_group
from test_portal_home import account_of
from visitor import Visitor
from whole_portal import Offered, offered, takes_part

from juluo.desk.feedback.facts import pieces
from juluo.desk.qa.models import AskedQuestion
from juluo.ledger.period import Calendar
from juluo.shell import limits
from juluo.shell.accounts.facts import audit_of
from juluo.shell.accounts.scene import Scene
from juluo.shell.accounts.secrets import hashed
from juluo.shell.guests import facts
from juluo.shell.guests.actions import joining
from juluo.shell.guests.actions.joining import join
from juluo.shell.guests.actions.notices import tell
from juluo.shell.guests.actions.portal import open_portal, tie_guest
from juluo.shell.guests.facts import GuestFacts, guests, wishes
from juluo.shell.guests.models import Guest
from juluo.shell.limits import Cost, Rate
from juluo.store.embedded import EmbeddedStore
from juluo.web.doors import found
from juluo.web.portal.record import portal_record
from juluo.wording.sentence import told

SECRET = "岑的悄悄话"  # noqa: S105 - what only one guest is told
PORTAL = sorted(name for name, page in found().items() if page.of_portal)


@pytest.fixture
def there(team: Cast, visitor: Visitor, link: str) -> Offered:
    assert link
    return offered(team, visitor)


@pytest.fixture
def victim(team: Cast, visitor: Visitor, link: str, there: Offered) -> GuestFacts:
    """A member whom the records know, who took part in everything, with something told to them alone."""
    browser = joined(visitor, link, name="独一无二的称呼")
    (one,) = guests(SLUG)
    tie_guest(team.lin, SLUG, one.id, account_of("岑"), now())
    takes_part(browser, there, SECRET)
    tell(SLUG, [one.id], told("认出来了：{name}。", name=SECRET), f"/c/{SLUG}/", now(), key="a")
    return guests(SLUG)[0]


@pytest.fixture
def claimant(victim: GuestFacts, visitor: Visitor, link: str) -> Client:
    """Joined by the group's link, and called exactly like the other."""
    return joined(visitor, link, name=victim.name)


def addresses(name: str, there: Offered, numbers: tuple[int, ...]) -> list[str]:
    """A page's address, of what there really is, with every number in the place of its numbers."""
    slugs = {"event": there.event, "draw": there.draw, "programme": there.programme, "survey": there.pulse}
    known = slugs | {"qa": there.session, "community": SLUG}
    path = re.sub(r"<slug:(\w+)>", lambda place: known.get(place[1], "svg"), f"/{found()[name].path}")
    if "<str:" in path:
        return [MATRIX[name][0]]
    return [re.sub(r"<int:\w+>", str(number), path) for number in (numbers if "<int:" in path else numbers[:1])]


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is refused only because so much is asked for."""
    monkeypatch.setattr(limits, "RATES", dict.fromkeys(Cost, Rate(10**6, 10**6)))


@pytest.mark.usefixtures("unhurried")
def test_no_page_shows_or_changes_anything_of_anothers(
    victim: GuestFacts, claimant: Client, there: Offered, visitor: Visitor, link: str
) -> None:
    """Whatever number or name is asked for or sent: another's record is what it was, and none of it is shown."""
    before = portal_record(victim)
    asked_for = AskedQuestion.objects.get().id
    numbers = (victim.id, facts.notices_of(victim.id)[0].id, victim.account or 0, asked_for)
    for name in PORTAL:
        # What was pressed before may have been leaving.
        browser = claimant if claimant.get(f"/c/{SLUG}/me").status_code == 200 else joined(visitor, link)
        for address, number in product(addresses(name, there, numbers), numbers):
            sent = dict.fromkeys(("guest", "id", "person", "account", "number", "seen", "sign_up"), str(number))
            sent |= {"sure": "yes", "everywhere": "yes", "piece": pieces(SLUG)[0].slug, "public": "no", "deed": "back"}
            browser.get(address)
            browser.post(address, sent)
        assert portal_record(victim) == before, name
    assert not wishes(SLUG)


# Where members speak before all: what one asks or suggests there is for others to read and vote for.
FOR_ALL = {"portal_questions", "portal_board", "portal_home"}


@pytest.mark.usefixtures("unhurried")
def test_nobody_else_reads_what_is_theirs(
    victim: GuestFacts, claimant: Client, there: Offered, visitor: Visitor
) -> None:
    stranger, numbers = visitor(), (victim.id, facts.notices_of(victim.id)[0].id, AskedQuestion.objects.get().id)
    for name in (one for one in PORTAL if HTTPMethod.GET in found()[one].methods):
        for address in addresses(name, there, numbers):
            for browser in (stranger, claimant):
                answer = browser.get(address)
                page = "" if answer.streaming else answer.content.decode(errors="replace")
                assert name in FOR_ALL or SECRET not in page, address
                assert browser is claimant or victim.name not in page, address


def test_a_members_name_is_no_proof(team: Cast, visitor: Visitor, link: str, records: Path) -> None:
    """Named like a member, and saying somebody else's phrase, or a guess at one, in the group."""
    claimant = joined(visitor, link, name="岑")
    phrase_of(claimant)
    guess = f"juluo-{secrets.token_hex(2)}-{secrets.token_hex(2)}-{secrets.token_hex(2)}"
    say_in_group(records, ("岑", f"我是岑 {guess}"), (MEMBERS[0], "juluo-"))
    assert guests(SLUG)[0].account is None
    assert "群里说的" not in text(claimant, "me")
    assert team.lin


def test_a_phrase_said_for_another_ties_who_asked_for_it_alone(visitor: Visitor, link: str, records: Path) -> None:
    first, second = joined(visitor, link), joined(visitor, link)
    phrase_of(first)
    said = phrase_of(second)
    say_in_group(records, ("岑", said))
    tied = {one.id: one.account for one in guests(SLUG)}
    newest, oldest = guests(SLUG)
    assert (tied[newest.id] is not None, tied[oldest.id]) == (True, None)


@pytest.mark.parametrize("forged", ["", "x", "0" * 43, "hash", "' OR 1=1 --", "é"])
def test_no_secret_but_the_own_one_opens_anything(forged: str, victim: GuestFacts, visitor: Visitor) -> None:
    browser = visitor()
    key = Guest.objects.get(pk=victim.id).key_hash if forged == "hash" else forged
    browser.cookies[COOKIE] = key
    assert browser.get(f"/c/{SLUG}/me").url == f"/c/{SLUG}/"


def test_an_old_secret_opens_nothing(visitor: Visitor, link: str, team: Cast) -> None:
    browser = joined(visitor, link)
    key = browser.cookies[COOKIE].value
    browser.post(f"/c/{SLUG}/me/leave", {"sure": "yes"})
    assert team.lin
    other = visitor()
    other.cookies[COOKIE] = key
    assert other.get(f"/c/{SLUG}/me").url == f"/c/{SLUG}/"


def test_a_secret_of_one_community_opens_none_other(
    team: Cast, victim: GuestFacts, visitor: Visitor, records: Path
) -> None:
    store = EmbeddedStore(records)
    store.add_community("go", Calendar("Asia/Shanghai"))
    store.close()
    open_portal(team.lin, "go", now())
    link = facts.portal("go")
    assert link is not None
    there = visitor()
    there.post(f"/c/go/join/{link.link}", FORM)
    there.cookies[COOKIE] = there.cookies["juluo_guest_go"].value
    assert there.get("/c/go/me").status_code == 200
    assert there.get(f"/c/{SLUG}/me").url == f"/c/{SLUG}/"
    assert there.get(f"/c/go/told/{facts.notices_of(victim.id)[0].id}").status_code == 404


def test_the_own_copy_is_ones_own(victim: GuestFacts, claimant: Client) -> None:
    told_to = json.loads(claimant.post(f"/c/{SLUG}/me/file", {"guest": str(victim.id)}).content)
    assert told_to["told"] == []
    assert (told_to["name"], victim.account is not None) == (victim.name, True)


def test_a_days_flood_of_nobodies_rests_and_operators_read_of_it(
    team: Cast, visitor: Visitor, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "MOST_UNTIED", 3)
    for _ in range(3):
        joined(visitor, link)
    answer = visitor().post(link, FORM)
    assert (answer.status_code, "今天加入的人太多了" in answer.content.decode()) == (422, True)
    assert [deed.deed for deed in audit_of(SLUG)].count("joining_rests") == 1
    tie_guest(team.lin, SLUG, guests(SLUG)[0].id, 1, now())
    joined(visitor, link)
    tomorrow = Scene(datetime.now(UTC) + timedelta(days=1, minutes=1))
    assert join(SLUG, link.rsplit("/", 1)[1], "明天的", None, tomorrow)
    assert len(guests(SLUG)) == 5
    assert hashed("") not in {row.key_hash for row in Guest.objects.all()}
