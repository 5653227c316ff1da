"""What members do on the portal: be in, or not after all; and, having won, say how they are reached."""

from collections.abc import Sequence

from django.db import transaction

from juluo.desk.draws.actions.rows import held
from juluo.desk.draws.facts import mine
from juluo.desk.draws.models import DrawnPick, Pressed
from juluo.desk.draws.sealed import MOST_TICKETS
from juluo.desk.draws.values import State, Way
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.joining import held as held_guest
from juluo.shell.guests.facts import GuestFacts, by_guest
from juluo.shell.written import said
from juluo.wording.sentence import told


def take_part(guest: GuestFacts, slug: str, scene: Scene) -> None:
    """Be in. Pressed again, it changes nothing."""
    with transaction.atomic():
        account = held_guest(guest).account
        row = held(guest.community, slug, State.OPEN)
        if row.who.get("way") != Way.PRESSED:
            raise RefusedError(told("这次不用报名：照规则列名单。"))
        if scene.now >= min(row.closes, row.entries_until or row.closes):
            raise RefusedError(told("参加已经截止了。"))
        if Pressed.objects.filter(draw=row).count() >= MOST_TICKETS:
            raise RefusedError(told("名单太长：最多{most}人。", most=MOST_TICKETS))
        made = {"person": account, "at": scene.now}
        Pressed.objects.get_or_create(draw=row, guest=guest.id, defaults=made)


def step_back(guest: GuestFacts, slug: str) -> None:
    """Not after all, with none of their phones, as long as the list isn't sealed."""
    with transaction.atomic():
        row = held(guest.community, slug, State.OPEN)
        Pressed.objects.filter(by_guest(guest), draw=row).delete()


def claim(guest: GuestFacts, persons: Sequence[int], slug: str, contact: str, scene: Scene) -> None:
    """A winner says how they are reached; said again, it takes the place of what was said."""
    contact = said(contact, DrawnPick, "contact")
    if not contact:
        raise RefusedError(told("写一句怎么联系你：运营照着它把奖给你。"))
    with transaction.atomic():
        held_guest(guest)
        row = held(guest.community, slug, State.DRAWN)
        own = mine(guest.community, slug, guest.id, persons)
        if own is None or own.won is None or own.won.why:
            raise RefusedError(told("这次中奖的人里没有你。"))
        rows = DrawnPick.objects.filter(draw=row, place=own.won.place, why="", given_at=None)
        rows.update(contact=contact, contact_at=scene.now)
        note(scene, None, "claim_prize", community=guest.community, about=slug, detail={"place": own.won.place})
