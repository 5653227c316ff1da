"""The events that were held, put together from what the desk appended about each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from juluo.ledger.acts import EventAttended, EventClosed, EventOpened, EventSignedUp
from juluo.ledger.period import Calendar, Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.desk import EVENTS, Told, acts
from juluo.store.view import View


@dataclass(frozen=True, slots=True)
class Event:
    """One event: the days it was held, who signed up and who came; `closed` says that the list of who came is whole.

    `accounts` are those who came and have an account in the ledger. `starts` is None where no time was announced,
    `opened` and `ended` are the days on which it was announced and closed. `reached` are the channels in which it was
    held, none for the whole community; `untouched` those that it left alone. `form` is its kind by the desk's name.
    """

    name: str
    days: Period
    closed: bool
    cost: float | None
    signed_up: frozenset[str]
    came: frozenset[str]
    accounts: frozenset[int]
    entries: tuple[int, ...]
    told: Period
    title: str = ""
    starts: datetime | None = None
    opened: date | None = None
    ended: date | None = None
    reached: tuple[int, ...] = ()
    untouched: tuple[int, ...] = ()
    form: str = ""

    @property
    def day(self) -> date:
        """The day by which it counts: its first."""
        return self.days.first


def events(view: View) -> list[Event]:
    """Every event of the ledger that wasn't called off, in order of their days."""
    by_name: dict[str, list[Told]] = defaultdict(list)
    for act in acts(view, EVENTS):
        if isinstance(act.record, EventOpened | EventSignedUp | EventAttended | EventClosed):
            by_name[act.record.event].append(act)
    found = [_event(view, name, told) for name, told in by_name.items() if not _called_off(told)]
    return sorted(found, key=lambda event: (event.day, event.name))


def held(view: View, periods: Sequence[Period]) -> list[list[Event]]:
    """The events held in each period."""
    found = events(view)
    return [[event for event in found if period.first <= event.day <= period.last] for period in periods]


def behind(period: Period, found: Sequence[Event]) -> EntryQuery:
    """The entries that tell of these events; some may lie before or after the period."""
    first = min((event.told.first for event in found), default=period.first)
    last = max((event.told.last for event in found), default=period.last)
    ids = tuple(entry for event in found for entry in event.entries)
    return EntryQuery(Period(first, last), EVENTS, ids=ids)


def _event(view: View, name: str, told: Sequence[Told]) -> Event:
    closing = next((act for act in told if isinstance(act.record, EventClosed)), None)
    closed = closing.record if closing and isinstance(closing.record, EventClosed) else None
    opening = next((act for act in told if isinstance(act.record, EventOpened)), None)
    opened = opening.record if opening and isinstance(opening.record, EventOpened) else None
    came = [act for act in told if isinstance(act.record, EventAttended) and not act.record.taken_back]
    signed_up = [act for act in told if isinstance(act.record, EventSignedUp) and not act.record.taken_back]
    return Event(
        name,
        _days(view, told),
        closed is not None,
        None if closed is None else closed.cost,
        frozenset(act.who for act in signed_up),
        frozenset(act.who for act in came),
        frozenset(act.account for act in came if act.account is not None),
        tuple(act.entry_id for act in told),
        Period(min(act.day for act in told), max(act.day for act in told)),
        title=opened.title if opened else "",
        starts=opened.starts if opened else None,
        opened=opening.day if opening else None,
        ended=closing.day if closing else None,
        reached=opened.reached if opened else (),
        untouched=opened.untouched if opened else (),
        form=opened.form if opened else "",
    )


def _called_off(told: Sequence[Told]) -> bool:
    return any(isinstance(act.record, EventOpened) and act.record.called_off for act in told)


def _days(view: View, told: Sequence[Told]) -> Period:
    """When the event was held: as announced, else when it was closed, else when it was last heard of."""
    announced = [act.record for act in told if isinstance(act.record, EventOpened) and act.record.starts]
    if announced and announced[-1].starts is not None:
        return days_of(view.calendar, announced[-1].starts, announced[-1].ends)
    closed = [act.day for act in told if isinstance(act.record, EventClosed)]
    day = closed[-1] if closed else told[-1].day
    return Period(day, day)


def days_of(calendar: Calendar, starts: datetime, ends: datetime | None) -> Period:
    """The days from a start to an end, by the community's clock; an end at midnight belongs to the day before."""
    first = calendar.day_of(starts)
    last = calendar.day_of(ends - timedelta(microseconds=1)) if ends is not None and ends > starts else first
    return Period(first, max(first, last))
