"""What members see of events on the portal: those that are public, and what is their own."""

from datetime import datetime

from django.db.models import Count, Q

from juluo.desk.events.actions.reminding import reachable as phones_to_remind
from juluo.desk.events.facts import counted
from juluo.desk.events.models import Event, SignUp
from juluo.desk.events.values import USUAL, EventFacts, OwnSignUp, Place, State
from juluo.shell.guests.facts import GuestFacts


def public(community: str) -> tuple[EventFacts, ...]:
    """Every event that was announced, in order of time."""
    rows = Event.objects.filter(community=community, opened_at__isnull=False, starts__isnull=False)
    return counted(rows.order_by("starts", "pk"))


def public_event(community: str, slug: str) -> EventFacts | None:
    """One of them; what is only planned isn't there."""
    rows = Event.objects.filter(community=community, slug=slug, opened_at__isnull=False, starts__isnull=False)
    return next(iter(counted(rows)), None)


def coming(community: str, now: datetime, most: int) -> tuple[EventFacts, ...]:
    """The next events that take place, those under way with them."""
    late = Q(ends__gt=now) | Q(ends=None, starts__gt=now - USUAL)
    rows = Event.objects.filter(late, community=community, state=State.OPEN, opened_at__isnull=False)
    return counted(rows.order_by("starts", "pk")[:most])


def own(guest: GuestFacts) -> tuple[OwnSignUp, ...]:
    """All that a guest signed up for or came to, the latest event first."""
    rows = [*SignUp.objects.filter(_theirs(guest), event__community=guest.community).select_related("event")]
    events = {one.id: one for one in counted(Event.objects.filter(pk__in={row.event_id for row in rows}))}
    found = [_own(row, events[row.event_id]) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.event.plan.starts or one.at, one.number), reverse=True))


def own_of(guest: GuestFacts, one: EventFacts) -> OwnSignUp | None:
    """What a guest has to do with one event."""
    found = [_own(row, one) for row in SignUp.objects.filter(_theirs(guest), event_id=one.id)]
    return max(found, key=lambda sign: (sign.is_in, sign.holds), default=None)


def reachable(event: int) -> frozenset[int]:
    """The sign-ups with a place that a reminder on the portal reaches, by their numbers."""
    rows = [*SignUp.objects.filter(event_id=event, state=Place.IN).select_related("event")]
    phones = phones_to_remind(rows[0].event.community, rows) if rows else {}
    return frozenset(number for number, some in phones.items() if some)


def is_crowded(one: EventFacts) -> bool:
    """Whether some network has as many who aren't known yet as may come from it: the next one is refused."""
    most = one.plan.from_one_network
    if most is None:
        return False
    live = SignUp.objects.filter(event_id=one.id, person=None, state__in=[Place.IN, Place.WAITING]).exclude(origin="")
    return live.values("origin").annotate(n=Count("pk")).filter(n__gte=most).exists()


def _theirs(guest: GuestFacts) -> Q:
    mine = Q(guest=guest.id)
    return mine if guest.account is None else mine | Q(person=guest.account)


def _own(row: SignUp, one: EventFacts) -> OwnSignUp:
    waits = row.state == Place.WAITING
    before = SignUp.objects.filter(event_id=one.id, state=Place.WAITING, turn__lt=row.turn)
    ahead = before.count() if waits else 0
    return OwnSignUp(row.pk, one, Place(row.state), row.name, row.at, row.came_at, row.remind, ahead)
