"""A child's guardian decides, on a phone of their own: agree, take it back, or have all of it erased.

The child sends them a link. Its first use ends it: who agreed holds another one, which the child never saw.
"""

from django.db import transaction

from juluo.shell.accounts import secrets
from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.agreeing import take_back
from juluo.shell.guests.actions.joining import leave
from juluo.shell.guests.facts import Guarded, GuestFacts, facts_of
from juluo.shell.guests.models import Guest
from juluo.shell.guests.values import Purpose
from juluo.wording.sentence import told


def link_for_guardian(guest: GuestFacts) -> str:
    """The last part of the address that a child sends to their guardian, shown this once; an earlier one ends."""
    key = secrets.made()
    waiting = Guest.objects.filter(pk=guest.id, guardian_agreed_at=None, guardian_withdrew_at=None)
    if not waiting.exclude(guardian="").update(guardian_key_hash=secrets.hashed(key)):
        raise RefusedError(told("监护人已经定过了：要换人，请找群里的运营。"))
    return key


def agree(community: str, key: str, scene: Scene) -> str:
    """The guardian agrees. Returns the key that is theirs from now on: another one, if the child knows this one."""
    with transaction.atomic():
        row = _decided_by(community, key)
        if row is None:
            raise RefusedError(told("这个链接用过了，或者已经换了。"))
        own = key if row.guardian_agreed_at is not None else secrets.made()
        row.guardian_key_hash = secrets.hashed(own)
        row.guardian_agreed_at, row.guardian_withdrew_at = scene.now, None
        row.save(update_fields=["guardian_key_hash", "guardian_agreed_at", "guardian_withdrew_at"])
        note(scene, None, "guardian_agree", community=community, detail={"guest": row.pk})
    return own


def withdraw(community: str, key: str, scene: Scene) -> None:
    """The guardian takes it back, and every purpose with it: from now on the child only reads."""
    with transaction.atomic():
        row = _decided_by(community, key)
        if row is None or row.guardian_agreed_at is None or row.guardian_withdrew_at is not None:
            return
        row.guardian_withdrew_at, row.phrase, row.phrase_until = scene.now, "", None
        row.save(update_fields=["guardian_withdrew_at", "phrase", "phrase_until"])
        for purpose in Purpose:
            take_back(facts_of(row), purpose, scene)
        note(scene, None, "guardian_withdraw", community=community, detail={"guest": row.pk})


def refuse(community: str, key: str, scene: Scene, *, everywhere: bool) -> bool:
    """The guardian wants nothing kept: all of it goes as if the child had left. False if the link is over."""
    with transaction.atomic():
        row = _decided_by(community, key)
        if row is None:
            return False
        note(scene, None, "guardian_refuse", community=community, detail={"guest": row.pk})
        leave(facts_of(row), scene, everywhere=everywhere)
    return True


def ask_guardian_again(by: Colleague, community: str, guest: int, scene: Scene) -> None:
    """A guardian lost their link, or somebody else pressed: the child only reads until a new link was answered."""
    require(by, community, May.IMPORT)
    with transaction.atomic():
        row = (
            Guest.objects.select_for_update(no_key=True)
            .filter(community=community, pk=guest)
            .exclude(guardian="")
            .first()
        )
        if row is None or facts_of(row).guarded is Guarded.WAITING:
            raise RefusedError(told("这一位不用再问监护人。"))
        emptied = {"guardian_key_hash": "", "guardian_agreed_at": None, "guardian_withdrew_at": None}
        Guest.objects.filter(pk=row.pk).update(**emptied)
        note(scene, by, "ask_guardian_again", community=community, detail={"guest": guest})


def _decided_by(community: str, key: str) -> Guest | None:
    rows = Guest.objects.select_for_update(no_key=True).filter(
        community=community, guardian_key_hash=secrets.hashed(key)
    )
    return rows.exclude(guardian="").first() if key else None
