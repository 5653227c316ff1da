"""Events for people's own calendars."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from juluo.desk.events.values import EventFacts, State
from juluo.web.calendars import Entry, calendar_bytes

_HOUR = timedelta(hours=1)


def calendar_file(  # one event or many
    events: Iterable[EventFacts], name: str, zone: str, host: str, community: str, now: datetime
) -> bytes:
    """A calendar of the events that have a time."""
    entries = [
        _entry(one, one.plan.starts, f"{one.slug}.{community}@{host}") for one in events if one.plan.starts is not None
    ]
    return calendar_bytes(entries, name, zone, now, of="events")


def _entry(one: EventFacts, starts: datetime, uid: str) -> Entry:
    plan = one.plan
    status = "CANCELLED" if one.state is State.CANCELLED else "CONFIRMED" if one.opened_at else "TENTATIVE"
    return Entry(uid, starts, plan.ends or starts + _HOUR, plan.title, plan.content, plan.place, status)
