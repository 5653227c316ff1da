"""What has a time as iCalendar (RFC 5545); folding, escaping and time are the library's affair."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a calendar. `uid` stays when it is changed, so that a calendar changes it too."""

    uid: str
    starts: datetime
    ends: datetime
    title: str
    words: str
    place: str
    status: str


def calendar_bytes(entries: Iterable[Entry], name: str, zone: str, now: datetime, *, of: str) -> bytes:
    """A calendar of entries. Moments stand in UTC, so that every calendar shows its own clock."""
    from icalendar import Calendar, Event  # noqa: PLC0415 - seldom asked for, and it loads dateutil

    calendar = Calendar()
    for key, value in {"prodid": f"-//Juluo//{of}//", "version": "2.0", "method": "PUBLISH"}.items():
        calendar.add(key, value)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", zone)
    for one in entries:
        made = Event()
        made.add("uid", one.uid)
        made.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
        made.add("dtstart", one.starts.astimezone(UTC))
        made.add("dtend", one.ends.astimezone(UTC))
        made.add("summary", one.title)
        for key, words in {"description": one.words, "location": one.place}.items():
            if words:
                made.add(key, words)
        made.add("status", one.status)
        calendar.add_component(made)
    return bytes(calendar.to_ical())
