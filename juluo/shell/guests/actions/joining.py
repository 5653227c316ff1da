"""What guests do: join by the group's link, prove by a phrase which account is theirs, and leave."""

import hmac
from collections.abc import Collection, Mapping
from datetime import timedelta

from django.db import transaction

from juluo.shell.accounts import secrets
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.agreeing import agree
from juluo.shell.guests.facts import LONGEST_NAME, MOST_UNTIED, GuestFacts, came_untied, facts_of
from juluo.shell.guests.models import ErasureWish, Guest, Portal
from juluo.shell.guests.signals import guest_left, guest_tied
from juluo.shell.guests.values import Purpose
from juluo.wording.sentence import told

PHRASE_BEGINS = "juluo-"
# As long as it may take until the group's next export is imported, and not so long that it is forgotten about.
A_PHRASE_HOLDS = timedelta(days=7)
# Below this age a guardian decides (PIPL, article 31).
GROWN = 14


def join(  # who comes, by which link, and what they agreed to
    community: str,
    link: str,
    name: str,
    guardian: str | None,
    scene: Scene,
    purposes: Collection[Purpose] = (),
) -> tuple[GuestFacts, str]:
    """Somebody comes by the group's link. `guardian` names who agrees for a child, None for who is old enough.

    Returns them and the secret for their browser, shown this once. Raises RefusedError for an old link, and where
    more people came in a day than a community has whom nobody knows.
    """
    named = _name(name)
    if guardian is not None and not guardian.strip():
        raise RefusedError(told("未满{age}岁要监护人同意：请写上监护人怎么称呼。", age=GROWN))
    key = secrets.made()
    with transaction.atomic():
        held = Portal.objects.filter(community=community, is_open=True).values_list("link", flat=True).first()
        if held is None or not hmac.compare_digest(held.encode(), link.encode()):
            raise RefusedError(told("这个链接已经换了：请在群里要新的。"))
        came = came_untied(community, scene.now)
        if came >= MOST_UNTIED:
            raise RefusedError(told("今天加入的人太多了，先停一停：明天再来，或者告诉群里的运营。"))
        row = Guest.objects.create(
            community=community,
            key_hash=secrets.hashed(key),
            name=named,
            guardian=_name(guardian) if guardian is not None else "",
            joined_at=scene.now,
        )
        for purpose in purposes:
            agree(facts_of(row), purpose, scene)
        if came + 1 == MOST_UNTIED:
            note(scene, None, "joining_rests", community=community)
    return facts_of(row), key


def held(guest: GuestFacts) -> GuestFacts:
    """The guest as they are now, tied by nobody until the transaction ends. Raises RefusedError for who has left."""
    # No key: what they are told meanwhile refers to them, and must not wait for this.
    row = Guest.objects.select_for_update(no_key=True).filter(pk=guest.id).first()
    if row is None:
        raise RefusedError(told("你已经离开了这里：从群里的链接再进来。"))
    return facts_of(row)


def rename(guest: GuestFacts, name: str) -> None:
    """How they want to be called here."""
    Guest.objects.filter(pk=guest.id).update(name=_name(name))


def ask_for_phrase(guest: GuestFacts, scene: Scene) -> str:
    """What to say in the group, so that whoever says it is known to be this guest. A new one ends the old one."""
    phrase = f"{PHRASE_BEGINS}{secrets.spelled()}"
    until = scene.now + A_PHRASE_HOLDS
    if not Guest.objects.filter(pk=guest.id, account=None).update(phrase=phrase, phrase_until=until):
        raise RefusedError(told("已经认出你了，不用再说一次。"))
    return phrase


def hear(community: str, said_by: Mapping[int, int], scene: Scene) -> int:
    """Tie guests to the accounts that said their phrases: guest to account. Returns how many are tied now."""
    tied = 0
    for guest, account in said_by.items():
        waiting = Guest.objects.filter(community=community, pk=guest, account=None).exclude(phrase="")
        with transaction.atomic():
            found = {"account": account, "tied_at": scene.now, "phrase": "", "phrase_until": None}
            if waiting.update(**found):
                guest_tied.send(None, guest=facts_of(Guest.objects.get(pk=guest)), scene=scene)
                note(scene, None, "tie_guest", community=community, about=str(account), detail={"guest": guest})
                tied += 1
    return tied


def leave(guest: GuestFacts, scene: Scene, *, everywhere: bool = False) -> None:
    """All that they left on the portal goes at once. `everywhere`: an owner is asked to erase them from the ledger.

    Only who is tied to an account can ask for that one; others have nothing there.
    """
    with transaction.atomic():
        # No key: whoever is told something meanwhile must not wait for this, while this waits for what they hold.
        row = Guest.objects.select_for_update(no_key=True).filter(pk=guest.id).first()
        if row is None:
            return
        if everywhere and row.account is not None:
            ErasureWish.objects.get_or_create(
                community=row.community, account=row.account, settled_at=None, defaults={"asked_at": scene.now}
            )
            note(scene, None, "wish_erasure", community=row.community, about=str(row.account))
        guest_left.send(None, guest=facts_of(row), scene=scene)
        row.delete()


def _name(name: str) -> str:
    plain = " ".join(name.split())
    if not plain or len(plain) > LONGEST_NAME:
        raise RefusedError(told("写一个称呼，最多{n}个字。", n=LONGEST_NAME))
    return plain
