"""Sign-up: opened, taken, given back; whoever waits longest moves up."""

from collections.abc import Sequence
from dataclasses import dataclass
from secrets import token_hex

from django.db import transaction
from django.db.models import F, Max, Q

from juluo.desk.events.actions.rows import held, signed
from juluo.desk.events.actions.telling import tell_moved_up, tell_withdrawn
from juluo.desk.events.acts import known_as, of, opened, signed_up
from juluo.desk.events.facts import plan_of
from juluo.desk.events.models import Event, SignUp
from juluo.desk.events.values import Place, State
from juluo.ledger.entry import Account
from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.outbox.actions import send
from juluo.shell.written import said
from juluo.wording.sentence import told


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody without an account in the ledger. Who comes again with the same `token` is the same guest."""

    name: str
    token: str = ""


Who = Account | Guest


@dataclass(frozen=True, slots=True)
class FromPortal:
    """Who signs up themselves: which guest, what they ticked, and what stands for the address they came from."""

    guest: int
    remind: bool
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands after signing up: `ahead` are those who wait before them."""

    number: int
    place: Place
    ahead: int = 0


def open_signup(by: Colleague, community: str, slug: str, scene: Scene) -> None:
    """Announce it: members may sign up, and what is to be reached can't be changed any more."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = held(community, slug, State.PLANNED)
        if row.starts is None:
            raise RefusedError(told("公布之前，先写上什么时候开始。"))
        row.state, row.opened_at = State.OPEN, scene.now
        row.save()
        send(community, [opened(row)])
        note(scene, by, "open_event", community=community, about=slug)


def sign_up(  # who signs up, where, and by whose hand
    community: str,
    slug: str,
    who: Who,
    scene: Scene,
    *,
    by: Colleague | None = None,
    words: str = "",
    portal: FromPortal | None = None,
) -> Standing:
    """Give somebody a place, or the next one in line. Asked again, they keep the one they have.

    `by` is the colleague who writes them in; None if they do it themselves, for which there is a last moment.
    """
    if by is not None:
        require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        event = held(community, slug, State.OPEN)
        if by is None and event.signup_until is not None and scene.now > event.signup_until:
            raise RefusedError(told("报名已经截止了。"))
        row = row_of(event, who, scene)
        if row.state not in {Place.IN, Place.WAITING}:
            row.note = said(words, SignUp, "note")
            if portal is not None:
                _from_portal(event, row, who, portal)
            _placed(event, row, None if isinstance(who, Guest) else of(who), scene)
            note(scene, by, "sign_up", community=community, about=slug, detail={"number": row.pk})
        return _standing(event, row)


def withdraw(community: str, slug: str, number: int, scene: Scene, *, by: Colleague | None = None) -> Sequence[int]:
    """Give a place back. Returns the numbers of who moved up."""
    if by is not None:
        require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        event = held(community, slug, State.OPEN)
        row = signed(event, number)
        if row.state == Place.IN:
            Event.objects.filter(pk=event.pk, taken__gt=0).update(taken=F("taken") - 1)
            # In the ledger an erased person is nobody: only who is known there can give back.
            send(community, [signed_up(event, row, _by(community, row), taken_back=True)])
        row.state, row.origin = Place.WALKED_IN if row.came_at is not None else Place.OUT, ""
        row.save()
        note(scene, by, "withdraw", community=community, about=slug, detail={"number": number})
        if by is not None:
            tell_withdrawn(event, row, scene)
        return admit(event, scene)


def withdraw_unknown(by: Colleague, community: str, slug: str, scene: Scene) -> int:
    """Give back the places of everybody from the portal of whom nobody knows who they are. Returns how many."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        event = held(community, slug, State.OPEN)
        rows = SignUp.objects.filter(event=event, person=None, guest__isnull=False, came_at=None)
        # Those who wait first: else they would move up into the places that are given back, and out again.
        numbers = [*rows.filter(state=Place.WAITING).values_list("pk", flat=True)]
        numbers += rows.filter(state=Place.IN).order_by("pk").values_list("pk", flat=True)
        for number in numbers:
            withdraw(community, slug, number, scene, by=by)
    return len(numbers)


def admit_next(by: Colleague, community: str, slug: str, scene: Scene) -> Sequence[int]:
    """Let those who wait longest move up into free places. Returns their numbers."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        moved = admit(held(community, slug, State.OPEN), scene)
        if moved:
            note(scene, by, "admit_next", community=community, about=slug, detail={"numbers": [*moved]})
        return moved


def admit(event: Event, scene: Scene) -> Sequence[int]:
    """The same within the transaction of another verb; who moves up is told at once."""
    moved = []
    while event.state == State.OPEN:
        row = SignUp.objects.filter(event=event, state=Place.WAITING).order_by("turn", "pk").first()
        if row is None or not _take(event):
            break
        row.state = Place.IN
        row.save()
        moved.append(row)
    known = known_as(event.community, moved)
    send(event.community, [signed_up(event, row, known.get(row.person or -1)) for row in moved])
    tell_moved_up(event, moved, scene)
    return [int(row.pk) for row in moved]


def row_of(event: Event, who: Who, scene: Scene) -> SignUp:
    """The one row of somebody in an event, made if it isn't there. Two guests of one name would be taken for one."""
    if isinstance(who, Account):
        if who.erased or who.is_bot:
            raise RefusedError(told("这个账号报不了名：它是机器人，或者已经抹去了。"))
        key, name, person = f"a{who.code}", "", who.code
    else:
        key, name, person = f"g{who.token or token_hex(6)}", _guest_name(event, who), None
    made = {"person": person, "name": name, "state": Place.OUT, "at": scene.now}
    return SignUp.objects.get_or_create(event=event, key=key, defaults=made)[0]


def _guest_name(event: Event, guest: Guest) -> str:
    name = said(guest.name, SignUp, "name")
    if not name:
        raise RefusedError(told("写上客人怎么称呼。"))
    if not guest.token and SignUp.objects.filter(event=event, person=None, name=name).exists():
        raise RefusedError(told("名单里已经有一位叫“{name}”的客人：是另一位就加个记号，好分得开。", name=name))
    return name


def _from_portal(event: Event, row: SignUp, who: Who, portal: FromPortal) -> None:
    """Write down who came by the portal; refused are those whom this event doesn't take."""
    if isinstance(who, Guest):
        _check_unknown(event, portal)
        row.name, row.origin = _guest_name(event, who), portal.origin
    row.guest, row.remind = portal.guest, portal.remind


def _check_unknown(event: Event, portal: FromPortal) -> None:
    """Of whom nobody knows who they are, one network may hold half of the places, that no flood fills an event."""
    if event.known_only:
        raise RefusedError(told("这场只收认得出的成员：先在“我的”里拿一句暗号，到群里说。"))
    most = plan_of(event).from_one_network
    if most is None or not portal.origin:
        return
    same = SignUp.objects.filter(event=event, person=None, origin=portal.origin, state__in=[Place.IN, Place.WAITING])
    if same.count() >= most:
        raise RefusedError(
            told(
                "和你同一个网络的、还没认出来的已经有{n}位报了名：先在“我的”里拿一句暗号到群里说，认出来就能报。",
                n=most,
            )
        )


def _placed(event: Event, row: SignUp, by: tuple[str, str] | None, scene: Scene) -> None:
    last = SignUp.objects.filter(event=event).aggregate(last=Max("turn"))["last"] or 0
    row.at, row.turn = scene.now, last + 1
    # Whoever waits has their turn first, even if a place is free this very moment.
    waits = SignUp.objects.filter(event=event, state=Place.WAITING).exists()
    row.state = Place.IN if not waits and _take(event) else Place.WAITING
    row.save()
    if row.state == Place.IN:
        send(event.community, [signed_up(event, row, by)])


def _take(event: Event) -> bool:
    """Take one place if there is one: a single statement, so that no two take the last."""
    free = Event.objects.filter(Q(capacity=None) | Q(taken__lt=F("capacity")), pk=event.pk)
    return bool(free.update(taken=F("taken") + 1))


def _standing(event: Event, row: SignUp) -> Standing:
    ahead = SignUp.objects.filter(event=event, state=Place.WAITING, turn__lt=row.turn).count()
    return Standing(int(row.pk), Place(row.state), ahead if row.state == Place.WAITING else 0)


def _by(community: str, row: SignUp) -> tuple[str, str] | None:
    return known_as(community, [row]).get(row.person) if row.person is not None else None
