"""What members do with events on the portal, themselves: sign up, give their place back, check in at the door."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from juluo.desk.events.actions.holding import check_in
from juluo.desk.events.actions.places import FromPortal, Guest, Standing, Who, sign_up, withdraw
from juluo.desk.events.actions.rows import held
from juluo.desk.events.acts import accounts
from juluo.desk.events.models import DoorTry, SignUp
from juluo.desk.events.own import own_of, public_event
from juluo.desk.events.poster import fits
from juluo.desk.events.values import EventFacts, How, OwnSignUp, State
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.joining import held as held_guest
from juluo.shell.guests.facts import GuestFacts
from juluo.shell.limits import network_of
from juluo.wording.sentence import told

# So many wrong codes in an hour; of a million codes two fit.
TRIES, TRIES_COUNT_FOR = 10, timedelta(hours=1)


def come(guest: GuestFacts, slug: str, name: str, scene: Scene, *, remind: bool) -> Standing:
    """Sign up: as their account where that is known, else by a name. Asked twice, they keep the place they have."""
    one = _still(guest.community, slug, scene)
    with transaction.atomic():
        # Who is tied this very moment signs up as their account, or else first by a name, which then follows.
        guest = held_guest(guest)
        origin = "" if guest.account is not None else origin_of(one.id, scene.address)
        portal = FromPortal(guest.id, remind, origin)
        return sign_up(guest.community, slug, _who(guest, name), scene, portal=portal)


def give_back(guest: GuestFacts, slug: str, scene: Scene) -> None:
    """They can't come: the place goes to the next in line."""
    own = own_of(guest, _still(guest.community, slug, scene))
    if own is None or not own.holds:
        return
    if own.came_at is not None:
        raise RefusedError(told("你已经签到了，不用取消。"))
    withdraw(guest.community, slug, own.number, scene)


def arrive(guest: GuestFacts, slug: str, typed: str, scene: Scene) -> None:
    """Check in by the code that the host shows."""
    one = _there(guest.community, slug)
    if one.state is not State.OPEN or not one.plan.door_is_open(scene.now):
        raise RefusedError(told("现在不能签到：开始前1小时到结束后2小时之间才行。"))
    _try(guest, one, scene)
    if not fits(one.id, typed, scene.now):
        raise RefusedError(told("码不对，或者已经换了：看主持人那里现在显示的。"))
    with transaction.atomic():
        guest = held_guest(guest)
        held(guest.community, slug, State.OPEN)
        own = own_of(guest, one)
        _check_expected(guest, one, own)
        check_in(guest.community, slug, [_who(guest, own.name if own else "")], scene, how=How.CODE)
        # Who walked in has a row since just now.
        SignUp.objects.filter(event_id=one.id, key=f"g{guest.known_as}").update(guest=guest.id)
        DoorTry.objects.filter(event_id=one.id, guest=guest.id).delete()


def origin_of(event: int, address: str) -> str:
    """What stands for an address at one event; "" for our own machine, whose proxy tells nobody apart."""
    network = network_of(address)
    if not network:
        return ""
    return salted_hmac("juluo.desk.events.origin", f"{event}/{network}", algorithm="sha256").hexdigest()[:24]


def _try(guest: GuestFacts, one: EventFacts, scene: Scene) -> None:
    """Count an attempt before it is judged, so that many at once don't share one count."""
    with transaction.atomic():
        tries = DoorTry.objects.filter(event_id=one.id, guest=guest.id)
        tries.filter(last_at__lte=scene.now - TRIES_COUNT_FOR).delete()
        DoorTry.objects.get_or_create(event_id=one.id, guest=guest.id, defaults={"last_at": scene.now})
        left = tries.filter(failures__lt=TRIES).update(failures=F("failures") + 1, last_at=scene.now)
    if not left:
        raise RefusedError(told("试错太多次了：一小时后再来，或者请主持人替你签到。"))


def _check_expected(guest: GuestFacts, one: EventFacts, own: OwnSignUp | None) -> None:
    if own is not None and own.is_in:
        return
    if not one.plan.walk_ins:
        raise RefusedError(told("名单上没有你：这场只给报上名的人签到，找主持人说一声。"))
    if one.plan.known_only and guest.account is None:
        raise RefusedError(told("这场只收认得出的成员：找主持人，请他替你签到。"))


def _who(guest: GuestFacts, name: str) -> Who:
    """Their account, where it is certain and still there; else a guest by a name of their choice."""
    account = accounts(guest.community, [guest.account]).get(guest.account) if guest.account is not None else None
    return account if account is not None and not account.is_bot else Guest(name.strip() or guest.name, guest.known_as)


def _there(community: str, slug: str) -> EventFacts:
    one = public_event(community, slug)
    if one is None:
        raise RefusedError(told("没有这场活动，或者已经不在。"))
    return one


def _still(community: str, slug: str, scene: Scene) -> EventFacts:
    """The event, unless it is over."""
    one = _there(community, slug)
    if one.plan.over_at is not None and one.plan.over_at <= scene.now:
        raise RefusedError(told("活动已经过去了。"))
    return one
