"""Events as iCalendar (RFC 5545), for people's own calendars; folding, escaping and time are the library's affair."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from juluo.desk.events.values import EventFacts, State

_HOUR = timedelta(hours=1)


def calendar_file(  # one event or many
    events: Iterable[EventFacts], name: str, zone: str, host: str, community: str, now: datetime
) -> bytes:
    """A calendar of the events that have a time. Moments stand in UTC, so that every calendar shows its own clock."""
    from icalendar import Calendar  # noqa: PLC0415 - seldom asked for, and it loads dateutil

    calendar = Calendar()
    for key, value in {"prodid": "-//Juluo//events//", "version": "2.0", "method": "PUBLISH"}.items():
        calendar.add(key, value)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", zone)
    for one in events:
        if one.plan.starts is not None:
            calendar.add_component(_entry(one, f"{one.slug}.{community}@{host}", now))
    return bytes(calendar.to_ical())


def _entry(one: EventFacts, uid: str, now: datetime):  # type: ignore[no-untyped-def] # noqa: ANN202 - the library is loaded late
    from icalendar import Event  # noqa: PLC0415 - the same

    plan, starts = one.plan, one.plan.starts or now
    entry = Event()
    entry.add("uid", uid)
    entry.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    entry.add("dtstart", starts.astimezone(UTC))
    entry.add("dtend", (plan.ends or starts + _HOUR).astimezone(UTC))
    entry.add("summary", plan.title)
    for key, words in {"description": plan.content, "location": plan.place}.items():
        if words:
            entry.add(key, words)
    entry.add("status", "CANCELLED" if one.state is State.CANCELLED else "CONFIRMED" if one.opened_at else "TENTATIVE")
    return entry
