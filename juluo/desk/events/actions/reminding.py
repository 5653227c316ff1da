"""Reminders on the portal, at the hours that the plan names; what a guest ticked decides, or what they agreed to."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from juluo.desk.events.actions.telling import address_of, phones_of
from juluo.desk.events.models import Event, SignUp
from juluo.desk.events.values import Place, Remind, State
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.notices import tell
from juluo.shell.guests.facts import who_agreed, who_refused
from juluo.shell.guests.values import Purpose
from juluo.wording.sentence import told

_LONGEST = timedelta(hours=max(hours for one in Remind for hours in one.hours))


def remind(now: datetime) -> int:
    """Remind whoever is to be reminded by now. Returns how many sign-ups were reached."""
    soon = Event.objects.filter(state=State.OPEN, starts__gt=now, starts__lte=now + _LONGEST)
    return sum(_reminded(number, now) for number in soon.order_by("pk").values_list("pk", flat=True))


def reachable(community: str, rows: list[SignUp]) -> dict[int, frozenset[int]]:
    """The guests who want to be reminded, by the number of their sign-up; those whom no reminder reaches have none.

    What they ticked with their sign-up holds until they take back their yes to all reminders.
    """
    phones = phones_of(community, rows)
    everyone = {guest for some in phones.values() for guest in some}
    agreed, refused = who_agreed(everyone, Purpose.REMIND), who_refused(everyone, Purpose.REMIND)

    def wants(row: SignUp, guest: int) -> bool:
        if row.remind is None:
            return guest in agreed
        return row.remind and not (guest in refused and refused[guest] > row.at)

    return {row.pk: frozenset(one for one in phones[row.pk] if wants(row, one)) for row in rows}


def _reminded(number: int, now: datetime) -> int:
    """The reminder of one event whose hour has come last: who signs up at noon isn't told of the morning's."""
    with transaction.atomic():
        event = Event.objects.select_for_update().get(pk=number)
        starts = event.starts
        if event.state != State.OPEN or starts is None or starts <= now:
            return 0
        turns = [(hours, starts - timedelta(hours=hours)) for hours in Remind(event.remind).hours]
        hours, since = min((one for one in turns if one[1] <= now), default=(0, now))
        if not hours:
            return 0
        late = Q(reminded_at=None) | Q(reminded_at__lt=since)
        rows = [*SignUp.objects.filter(late, event=event, state=Place.IN, at__lte=since, came_at=None)]
        wanted = reachable(event.community, rows)
        guests = {guest for some in wanted.values() for guest in some}
        key = f"event/{event.slug}/{hours}h/{starts.timestamp():.0f}"
        words = told("“{title}”不到{hours}小时就开始了。", title=event.title, hours=hours)
        reached = tell(event.community, guests, words, address_of(event), Scene(now), key=key)
        told_of = [row.pk for row in rows if wanted[row.pk] & reached]
        return SignUp.objects.filter(pk__in=told_of).update(reminded_at=now)
