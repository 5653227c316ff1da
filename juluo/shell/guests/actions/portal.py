"""What operators do: open the portal, close it, change its link, say its words, and see to wishes."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import QuerySet

from juluo.shell.accounts import secrets
from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.deadlocks import done_again
from juluo.shell.guests.facts import A_DAY, LONGEST_NAME, GuestFacts, facts_of
from juluo.shell.guests.models import ErasureWish, Guest, GuestNotice, Portal
from juluo.shell.guests.signals import guest_left, guest_tied, guest_untied
from juluo.wording.sentence import told

LONGEST_WELCOME, LONGEST_RULES = 200, 8000


@dataclass(frozen=True, slots=True)
class PortalWords:
    """What members read first, and the rules of the community."""

    welcome: str
    rules: str


def open_portal(by: Colleague, community: str, scene: Scene) -> None:
    """Let members in; the link of before holds."""
    require(by, community, May.CHANGE_SETTINGS)
    with transaction.atomic():
        Portal.objects.get_or_create(community=community, defaults={"link": secrets.spelled()})
        if Portal.objects.filter(community=community, is_open=False).update(is_open=True):
            note(scene, by, "open_portal", community=community)


def close_portal(by: Colleague, community: str, scene: Scene) -> None:
    """Nobody sees the portal any more; its records stay."""
    require(by, community, May.CHANGE_SETTINGS)
    with transaction.atomic():
        if Portal.objects.filter(community=community, is_open=True).update(is_open=False):
            note(scene, by, "close_portal", community=community)


def change_link(by: Colleague, community: str, scene: Scene) -> None:
    """A new link; by the old one nobody joins any more. Who joined stays in."""
    require(by, community, May.CHANGE_SETTINGS)
    with transaction.atomic():
        if Portal.objects.filter(community=community).update(link=secrets.spelled()):
            note(scene, by, "change_portal_link", community=community)


def write_words(by: Colleague, community: str, words: PortalWords, scene: Scene) -> None:
    """What members read on the portal."""
    require(by, community, May.CHANGE_SETTINGS)
    welcome, rules = " ".join(words.welcome.split()), words.rules.replace("\r\n", "\n").strip()
    if len(welcome) > LONGEST_WELCOME or len(rules) > LONGEST_RULES:
        raise RefusedError(
            told("太长了：欢迎的话最多{most}个字，群规最多{rules}个字。", most=LONGEST_WELCOME, rules=LONGEST_RULES)
        )
    with transaction.atomic():
        changed = Portal.objects.filter(community=community).exclude(welcome=welcome, rules=rules)
        if changed.update(welcome=welcome, rules=rules):
            note(scene, by, "write_portal", community=community)


def tie_guest(by: Colleague, community: str, guest: int, account: int, scene: Scene) -> None:
    """Say on one's own word that an account is a guest's. Whether there is such an account is the caller's to know."""
    require(by, community, May.IMPORT)
    with transaction.atomic():
        waiting = Guest.objects.filter(community=community, pk=guest, account=None)
        tied = {"account": account, "tied_at": scene.now, "tied_by": by.shown_as, "phrase": "", "phrase_until": None}
        if not waiting.update(**tied):
            raise RefusedError(told("这位已经认过账号了，或者已经离开。"))
        guest_tied.send(None, guest=facts_of(Guest.objects.get(pk=guest)), scene=scene)
        note(scene, by, "tie_guest", community=community, about=str(account), detail={"guest": guest})


def untie_guest(  # whose doing it is, whom it parts, and what is counted of it
    by: Colleague,
    community: str,
    guest: int,
    scene: Scene,
    parting: Callable[[GuestFacts], Mapping[str, int]] = lambda _: {},
) -> None:
    """It was somebody else: from now on the guest sees and erases only what they did on the portal.

    `parting` counts what moves and what stays, while nobody else changes it: the audit log keeps that.
    """
    require(by, community, May.IMPORT)
    with transaction.atomic():
        row = _held(community).filter(pk=guest).exclude(account=None).first()
        if row is None:
            raise RefusedError(told("这位没有认过账号，或者已经离开。"))
        parted = {"guest": guest, "since": str(row.tied_at), "told": dict(parting(facts_of(row)))}
        guest_untied.send(None, guest=facts_of(row), scene=scene)
        Guest.objects.filter(pk=row.pk).update(account=None, tied_at=None, tied_by="")
        note(scene, by, "untie_guest", community=community, about=str(row.account), detail=parted)


def show_out(by: Colleague, community: str, guest: int, scene: Scene) -> None:
    """Take away somebody who is no member of the group, with all that they left on the portal."""
    require(by, community, May.IMPORT)
    with transaction.atomic():
        row = _held(community).filter(pk=guest).first()
        if row is not None:
            guest_left.send(None, guest=facts_of(row), scene=scene)
            row.delete()
            note(scene, by, "show_out_guest", community=community, detail={"guest": guest})


@done_again
def show_out_strangers(by: Colleague, community: str, scene: Scene) -> int:
    """Take away all who joined within a day and are nobody whom the records know. Returns how many it were."""
    require(by, community, May.IMPORT)
    with transaction.atomic():
        strangers = _held(community).filter(account=None, joined_at__gt=scene.now - A_DAY)
        gone = len(strangers)
        for row in strangers:
            guest_left.send(None, guest=facts_of(row), scene=scene)
            row.delete()
        note(scene, by, "show_out_strangers", community=community, detail={"n": gone})
    return gone


def settle_wish(by: Colleague, community: str, wish: int, scene: Scene) -> None:
    """A wish to be erased was seen to."""
    require(by, community, May.ERASE_PEOPLE)
    with transaction.atomic():
        open_ones = ErasureWish.objects.filter(community=community, pk=wish, settled_at=None)
        if open_ones.update(settled_at=scene.now, settled_by=by.shown_as):
            note(scene, by, "settle_erasure_wish", community=community, detail={"wish": wish})


def forget(community: str, find: re.Pattern[str], instead: str) -> int:
    """Mask an erased person's names in what members read and call themselves. Returns in how many texts they stood."""
    changed = 0
    for guest in Guest.objects.filter(community=community):
        name, guardian = find.sub(instead, guest.name)[:LONGEST_NAME], find.sub(instead, guest.guardian)[:LONGEST_NAME]
        if (name, guardian) != (guest.name, guest.guardian):
            changed += Guest.objects.filter(pk=guest.pk).update(name=name, guardian=guardian)
    for notice in GuestNotice.objects.filter(guest__community=community):
        said = {
            name: find.sub(instead, value) if isinstance(value, str) else value
            for name, value in notice.values.items()
        }
        if said != notice.values:
            changed += GuestNotice.objects.filter(pk=notice.pk).update(values=said)
    for row in Portal.objects.filter(community=community):
        welcome, rules = find.sub(instead, row.welcome)[:LONGEST_WELCOME], find.sub(instead, row.rules)
        if (welcome, rules) != (row.welcome, row.rules):
            changed += Portal.objects.filter(pk=row.pk).update(welcome=welcome, rules=rules)
    return changed


@done_again
def forget_person(community: str, accounts: Sequence[int]) -> int:
    """Take away what the portal holds of an erased person, their wish to be erased with it."""
    # Erasing has no moment of its own to tell: it is done when it is done.
    scene = Scene(datetime.now(UTC))
    with transaction.atomic():
        leaving = _held(community).filter(account__in=accounts)
        held = len(leaving)
        for row in leaving:
            guest_left.send(None, guest=facts_of(row), scene=scene)
            row.delete()
        return held + ErasureWish.objects.filter(community=community, account__in=accounts).delete()[0]


def _held(community: str) -> QuerySet[Guest]:
    """Guests whom nobody else changes until the transaction ends, in one order; what refers to them needn't wait."""
    return Guest.objects.select_for_update(no_key=True).filter(community=community).order_by("pk")
