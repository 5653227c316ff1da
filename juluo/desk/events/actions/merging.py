"""Two sign-ups of one person become one; and two again, where it turns out that they weren't one person.

Everything happens while the event is held, so that places and turns stay as they are meanwhile.
"""

from django.db.models import F

from juluo.desk.events.actions.places import admit
from juluo.desk.events.actions.telling import tell_waits_again
from juluo.desk.events.acts import By, known_as, standing
from juluo.desk.events.models import DoorScan, Event, MergedSignUp, SignUp
from juluo.desk.events.values import Place, State
from juluo.intake.acts import Act
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.facts import GuestFacts
from juluo.shell.outbox.actions import send


def merge(row: SignUp, theirs: SignUp, guest: GuestFacts, known: By, scene: Scene) -> None:
    """The guest's sign-up goes into that of their account; how it stood is kept."""
    acts = standing(row, None, taken_back=True)
    gives_place = theirs.state != Place.IN and row.state in {Place.IN, Place.WAITING}
    scans = DoorScan.objects.filter(sign_up=row)
    MergedSignUp.objects.create(
        into=theirs,
        guest=guest.id,
        number=row.pk,
        was=row.was,
        name=row.name,
        note=row.note,
        state=row.state,
        turn=row.turn,
        at=row.at,
        came_at=row.came_at,
        came_how=row.came_how,
        remind=row.remind,
        gave_place=gives_place,
        gave_coming=theirs.came_at is None and row.came_at is not None,
        before_state=theirs.state,
        before_turn=theirs.turn,
        before_at=theirs.at,
        before_remind=theirs.remind,
        scans=[*scans.order_by("pk").values_list("pk", flat=True)],
    )
    theirs.was = [*theirs.was, *row.was, row.pk]
    scans.update(sign_up=theirs)
    row.delete()
    send(guest.community, [*acts, *_one_of(row, theirs, known)])
    admit(row.event, scene)


def part(kept: MergedSignUp, event: Event, guest: GuestFacts, scene: Scene) -> None:
    """It was somebody else: both stand again as they did, as far as nothing happened since.

    A place that went to the next in line meanwhile stays theirs: the guest waits for one, before all others.
    """
    theirs = kept.into
    theirs.event = event
    known = known_as(guest.community, [theirs]).get(theirs.person or -1)
    acts = standing(theirs, known, taken_back=True)
    row = SignUp(
        pk=kept.number,
        event=event,
        key=f"g{guest.known_as}",
        guest=guest.id,
        name=kept.name or guest.name,
        note=kept.note,
        state=kept.state,
        turn=kept.turn,
        at=kept.at,
        was=kept.was,
        remind=kept.remind,
    )
    _take_back(kept, theirs, row)
    waits = _placed_again(kept, theirs, row, event)
    theirs.was = [number for number in theirs.was if number != row.pk and number not in kept.was]
    theirs.remind = kept.before_remind if theirs.remind == kept.remind else theirs.remind
    theirs.save()
    row.save(force_insert=True)
    DoorScan.objects.filter(pk__in=kept.scans, sign_up=theirs).update(sign_up=row)
    kept.delete()
    send(guest.community, [*acts, *standing(theirs, known), *standing(row, None)])
    if event.state == State.OPEN:
        moved = admit(event, scene)
        if waits and row.pk not in moved:
            tell_waits_again(event, row, scene)


def _take_back(kept: MergedSignUp, theirs: SignUp, row: SignUp) -> None:
    """Who came: the guest did; the other only if that is known of them, too."""
    row.came_at, row.came_how = kept.came_at, kept.came_how
    if kept.gave_coming and theirs.came_at == kept.came_at:
        theirs.came_at, theirs.came_how = None, ""
        theirs.state = Place.OUT if theirs.state == Place.WALKED_IN else theirs.state


def _placed_again(kept: MergedSignUp, theirs: SignUp, row: SignUp, event: Event) -> bool:
    """Give the guest's place back. Returns whether they wait for one that they had."""
    if kept.gave_place and theirs.state == kept.state:
        theirs.state, theirs.turn, theirs.at = kept.before_state, kept.before_turn, kept.before_at
        return False
    if kept.state != Place.IN:
        return False
    if event.state != State.OPEN:
        # It is over: who had a place had one, and nobody loses theirs by it.
        Event.objects.filter(pk=event.pk).update(taken=F("taken") + 1)
        return False
    row.state = Place.WAITING
    return True


def _one_of(row: SignUp, theirs: SignUp, known: By) -> list[Act]:
    """One of two rows of a person: a place that either has, that either came; a second place is free again."""
    if row.state == Place.IN and theirs.state == Place.IN:
        Event.objects.filter(pk=row.event.pk, taken__gt=0).update(taken=F("taken") - 1)
    elif row.state == Place.IN or (row.state == Place.WAITING and theirs.state != Place.IN):
        turns = [one.turn for one in (row, theirs) if one.state == row.state]
        theirs.state, theirs.turn, theirs.at = row.state, min(turns), row.at
    if theirs.came_at is None and row.came_at is not None:
        theirs.came_at, theirs.came_how = row.came_at, row.came_how
        theirs.state = Place.WALKED_IN if theirs.state == Place.OUT else theirs.state
    theirs.remind = row.remind if theirs.remind is None else theirs.remind
    theirs.event = row.event
    theirs.save()
    return standing(theirs, known)
