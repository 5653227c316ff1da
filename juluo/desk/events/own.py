"""What members see of events on the portal: those that are public, and what is their own."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from juluo.desk.events.actions.reminding import reachable as phones_to_remind
from juluo.desk.events.facts import counted
from juluo.desk.events.models import Event, SignUp
from juluo.desk.events.values import USUAL, EventFacts, OwnSignUp, Place, State
from juluo.shell.guests.facts import GuestFacts


def how_many_public(community: str) -> int:
    """How many events were ever announced."""
    return _announced(community).count()


def public(community: str, now: datetime, first: int, last: int) -> tuple[EventFacts, ...]:
    """Some of the events that were announced: those to come in order of time, then the others, the latest first.

    One that was called off stands where it would have been: who looks for it finds that it doesn't take place.
    """
    coming = _announced(community).filter(_later(now), state__in=(State.OPEN, State.CANCELLED))
    past = _announced(community).exclude(pk__in=coming.values("pk"))
    n = coming.count()
    found = [*coming.order_by("starts", "pk")[first:last]]
    found += past.order_by("-starts", "-pk")[max(first - n, 0) : max(last - n, 0)]
    return counted(found)


def public_event(community: str, slug: str) -> EventFacts | None:
    """One of them; what is only planned isn't there."""
    rows = Event.objects.filter(community=community, slug=slug, opened_at__isnull=False, starts__isnull=False)
    return next(iter(counted(rows)), None)


def coming(community: str, now: datetime, most: int) -> tuple[EventFacts, ...]:
    """The next events that take place, those under way with them."""
    rows = _announced(community).filter(_later(now), state=State.OPEN)
    return counted(rows.order_by("starts", "pk")[:most])


def own(guest: GuestFacts) -> tuple[OwnSignUp, ...]:
    """All that a guest ever signed up for or came to, the latest event first."""
    return _found(_mine(guest))


def how_many_own(guest: GuestFacts) -> int:
    """Of how many events a guest has a place, waits for one, or came."""
    return _mine(guest).filter(_HOLDS).count()


def own_held(guest: GuestFacts, first: int, last: int) -> tuple[OwnSignUp, ...]:
    """Some of these, the latest event first."""
    return _found(_mine(guest).filter(_HOLDS)[first:last])


def own_of(guest: GuestFacts, one: EventFacts) -> OwnSignUp | None:
    """What a guest has to do with one event."""
    return own_among(guest, [one]).get(one.id)


def own_among(guest: GuestFacts, events: Sequence[EventFacts]) -> Mapping[int, OwnSignUp]:
    """What a guest has to do with each of some events, by the event's number."""
    of = {one.id: one for one in events}
    found: dict[int, OwnSignUp] = {}
    for row in _mine(guest).filter(event__in=of).select_related(None):
        sign, other = _own(row, of[row.event_id]), found.get(row.event_id)
        if other is None or (sign.is_in, sign.holds) >= (other.is_in, other.holds):
            found[row.event_id] = sign
    return found


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


_HOLDS = Q(state__in=[Place.IN, Place.WAITING]) | Q(came_at__isnull=False)


def _later(now: datetime) -> Q:
    """Not over."""
    return Q(ends__gt=now) | Q(ends=None, starts__gt=now - USUAL)


def _announced(community: str) -> QuerySet[Event]:
    return Event.objects.filter(community=community, opened_at__isnull=False, starts__isnull=False)


def _mine(guest: GuestFacts) -> QuerySet[SignUp]:
    """A guest's rows, the latest event first; with how many wait before them, where they wait."""
    mine = Q(guest=guest.id)
    theirs = mine if guest.account is None else mine | Q(person=guest.account)
    waiting = SignUp.objects.filter(event=OuterRef("event"), state=Place.WAITING, turn__lt=OuterRef("turn"))
    before = waiting.order_by().values("event").annotate(n=Count("pk")).values("n")
    rows = SignUp.objects.filter(theirs, event__community=guest.community).select_related("event")
    rows = rows.annotate(ahead=Case(When(state=Place.WAITING, then=Coalesce(Subquery(before), 0)), default=0))
    return rows.order_by(Coalesce(F("event__starts"), F("at")).desc(), "-pk")


def _found(rows: QuerySet[SignUp]) -> tuple[OwnSignUp, ...]:
    some = [*rows]
    events = {one.id: one for one in counted([row.event for row in some])}
    return tuple(_own(row, events[row.event_id]) for row in some)


def _own(row: SignUp, one: EventFacts) -> OwnSignUp:
    ahead = int(getattr(row, "ahead", 0))
    return OwnSignUp(row.pk, one, Place(row.state), row.name, row.at, row.came_at, row.remind, ahead)
