"""Sign-ups follow their guests: tied to an account they are that person's, untied their own again, left nobody's.

The ledger hears each change as two acts, the one taken back and the other made, so that nobody counts twice.
"""

from collections.abc import Iterator

from django.db import transaction

from juluo.desk.events.actions.forgetting import be_nobody
from juluo.desk.events.actions.merging import merge, part
from juluo.desk.events.actions.places import withdraw
from juluo.desk.events.acts import known_as, standing
from juluo.desk.events.models import DoorTry, Event, MergedSignUp, SignUp
from juluo.desk.events.values import Place, State
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.facts import GuestFacts, guests_named
from juluo.shell.outbox.actions import send


def follow_tied(guest: GuestFacts, scene: Scene, **_: object) -> None:
    """What they signed up for is their account's from now on; where that one stands already, the two are one."""
    with transaction.atomic():
        for row in _held(guest):
            if row.person is not None or guest.account is None:
                continue
            known = known_as(guest.community, [SignUp(person=guest.account)]).get(guest.account)
            if known is None:
                continue
            theirs = SignUp.objects.filter(event=row.event, key=f"a{guest.account}").first()
            if theirs is not None:
                merge(row, theirs, guest, known, scene)
                continue
            acts = standing(row, None, taken_back=True)
            row.key, row.person, row.origin = f"a{guest.account}", guest.account, ""
            row.save()
            send(guest.community, [*acts, *standing(row, known)])


def follow_untied(guest: GuestFacts, scene: Scene, **_: object) -> None:
    """It was somebody else: what this guest signed up for is a guest's again, also where the account had signed up."""
    with transaction.atomic():
        for row in _held(guest):
            if row.person is None:
                continue
            acts = standing(row, known_as(guest.community, [row]).get(row.person), taken_back=True)
            row.key, row.person = f"g{guest.known_as}", None
            row.name = row.name or guest.name
            row.save()
            # Of who was erased the ledger knows no act to take back.
            send(guest.community, [*(act for act in acts if act.by is not None), *standing(row, None)])
            _leave_others(row, guest, scene)
        merged = MergedSignUp.objects.filter(guest=guest.id, into__event__community=guest.community)
        for number, event in merged.order_by("into__event_id", "pk").values_list("pk", "into__event_id"):
            held = Event.objects.select_for_update().get(pk=event)
            part(MergedSignUp.objects.select_related("into").get(pk=number), held, guest, scene)


def _leave_others(row: SignUp, guest: GuestFacts, scene: Scene) -> None:
    """Other phones of the account, whose sign-ups went into this one, stay the account's."""
    others = MergedSignUp.objects.filter(into=row).exclude(guest=guest.id).select_related("into").order_by("pk")
    for kept in list(others):
        other = guests_named(guest.community, [kept.guest]).get(kept.guest)
        if other is None:
            continue
        part(kept, row.event, other, scene)
        follow_tied(other, scene)


def follow_left(guest: GuestFacts, scene: Scene, **_: object) -> None:
    """They leave the portal: places at what is still to come go to the next in line, the others are nobody's."""
    with transaction.atomic():
        DoorTry.objects.filter(guest=guest.id).delete()
        MergedSignUp.objects.filter(guest=guest.id).delete()
        for row in _held(guest):
            event = row.event
            coming = event.state == State.OPEN and (event.starts is None or event.starts > scene.now)
            if coming and row.state in {Place.IN, Place.WAITING} and row.came_at is None:
                withdraw(event.community, event.slug, row.pk, scene)
                row.refresh_from_db()
            known = known_as(guest.community, [row]).get(row.person or -1)
            before = standing(row, known, taken_back=True)
            if row.person is None or known is not None:
                send(guest.community, before)
            be_nobody(row)
            send(guest.community, standing(row, None))


def _held(guest: GuestFacts) -> Iterator[SignUp]:
    """The guest's rows, each while its event is nobody else's."""
    rows = SignUp.objects.filter(guest=guest.id, event__community=guest.community)
    for number, event in rows.order_by("event_id").values_list("pk", "event_id"):
        held = Event.objects.select_for_update().get(pk=event)
        row = SignUp.objects.filter(pk=number).first()
        if row is not None:
            row.event = held
            yield row
