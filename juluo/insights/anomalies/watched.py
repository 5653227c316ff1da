"""What is watched: a community day by day, gathered in one pass over a period and what came before it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from weakref import WeakKeyDictionary

from pyroaring import BitMap

from juluo.insights.anomalies.arrival import FAR, HOURS, WINDOW, Arrived, arrived
from juluo.insights.anomalies.shifts import NewLevel
from juluo.insights.expected import Expected, Series, expected
from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics import daily
from juluo.metrics.newcomers import CAME, WENT, can_tell_new, seen_before
from juluo.store.view import View

# How far back alarms look: twelve weeks for a level shift, ten to know whether it was told before.
LOOKBACK = 182
_HOUR = timedelta(hours=1)

Counts = Mapping[date, Mapping[int, int]]


@dataclass(frozen=True, slots=True)
class Call:
    """So many entries of a kind that may draw people, in a channel."""

    kind: Kind
    channel: int
    n: int


@dataclass(frozen=True, slots=True)
class Watched:
    """`persons` and `places` tell of some metrics how they part by account and by channel.

    `new` are those who spoke for the first time ever, where that can be told. `series` are the metrics watched, by
    name: days that aren't whole, or of which an import is missing, are absent. `levels` and `_seen` keep what was
    found of a day, because the days after it ask again.
    """

    view: View
    arrived: Arrived
    persons: Mapping[str, Counts]
    places: Mapping[str, Counts]
    people: Mapping[date, BitMap]
    new: Mapping[date, BitMap]
    calls: Mapping[date, tuple[Call, ...]]
    series: Mapping[str, Series]
    levels: dict[tuple[str, date], NewLevel | None] = field(default_factory=dict)
    _seen: dict[tuple[str, date], Expected | None] = field(default_factory=dict)

    def known(self, day: date) -> bool:
        return day in self.arrived.known

    def before(self, day: date, days: int = WINDOW) -> list[date]:
        """The known ones of the days before."""
        earlier = (day - timedelta(days=back) for back in range(days, 0, -1))
        return [one for one in earlier if one in self.arrived.known]

    def expected(self, name: str, day: date) -> Expected | None:
        """What is expected of a metric on a day."""
        if (name, day) not in self._seen:
            self._seen[name, day] = expected(self.series[name], day)
        return self._seen[name, day]

    @property
    def said(self) -> Counts:
        """Members' messages by account."""
        return self.persons["messages"]

    @property
    def where(self) -> Counts:
        """Members' messages by channel."""
        return self.places["messages"]


_WATCHED: WeakKeyDictionary[View, dict[Period, Watched]] = WeakKeyDictionary()


def watch(view: View, period: Period) -> Watched:
    """Everything that alarms of a period are made of; asked again of the same view, it is there already."""
    kept = _WATCHED.setdefault(view, {})
    if period not in kept:
        kept[period] = _gathered(view, period)
    return kept[period]


def _gathered(view: View, period: Period) -> Watched:
    span = Period(period.first - timedelta(days=LOOKBACK + WINDOW), period.last)
    came = _arrivals(view, span)
    people, new = _people(view, span)
    persons, places = _counted(view, span)
    calls: dict[date, list[Call]] = defaultdict(list)
    for day, kind, channel, n in daily.calls(view, span):
        calls[day].append(Call(Kind(kind), channel, n))
    told = {day: tuple(sorted(found, key=lambda call: (call.kind, call.channel))) for day, found in calls.items()}
    said = persons["messages"]
    series = {
        "active_members": {day: float(len(people.get(day, ()))) for day in came.known},
        "messages": {day: float(sum(said.get(day, {}).values())) for day in came.known},
        "questions_asked": {day: float(sum(persons["questions_asked"].get(day, {}).values())) for day in came.known},
        "loudest": {day: float(max(said.get(day, {}).values(), default=0)) for day in came.known},
        "newcomers": {day: float(len(new[day])) for day in came.known if day in new},
        **_moves(view, span, came.known),
    }
    return Watched(view, came, persons, places, people, new, told, series)


def _counted(view: View, span: Period) -> tuple[dict[str, Counts], dict[str, Counts]]:
    """What each person wrote and asked on each day; what was written and asked, and by how many, in each channel."""
    found: dict[str, dict[date, Counter[int]]] = {
        name: defaultdict(Counter) for name in ("n", "asks", "in", "of", "who")
    }
    for day, account, channel, n, asks in daily.said(view, span):
        found["n"][day][account] += n
        found["in"][day][channel] += n
        found["who"][day][channel] += 1
        if asks:
            found["asks"][day][account] += asks
            found["of"][day][channel] += asks
    persons: dict[str, Counts] = {"messages": found["n"], "questions_asked": found["asks"]}
    places: dict[str, Counts] = {
        "messages": found["in"],
        "questions_asked": found["of"],
        "active_members": found["who"],
    }
    return persons, places


def _people(view: View, span: Period) -> tuple[dict[date, BitMap], dict[date, BitMap]]:
    """Who spoke on each day, and who of them for the first time; the latter only where that can be told."""
    aside = view.aside
    people = {day: spoke - aside for day, spoke in view.presence.spoke_by_day(span).items()}
    told = [day for day in (Period(one, one) for one in span.days) if can_tell_new(view, day)]
    firsts = zip(told, seen_before(view, told), strict=True)
    return people, {day.first: people.get(day.first, BitMap()) - before for day, before in firsts}


def _moves(view: View, span: Period, known: Iterable[date]) -> dict[str, Series]:
    """How many came and went, where the source shows it."""
    found: dict[str, Series] = {}
    for name, sight, kinds in (("joined", Sight.JOINS, CAME), ("left", Sight.LEAVES, WENT)):
        if sight in view.coverage.sights:
            people = view.presence.acted_by_day(span, kinds)
            found[name] = {day: float(len(people[day] - view.aside)) if day in people else 0.0 for day in known}
    return found


def _arrivals(view: View, span: Period) -> Arrived:
    """Which days and hours have arrived, of those that lie between the first entry and the last.

    The days after tell where a silence ends, and whether the hours after it were as ever.
    """
    coverage, calendar = view.coverage, view.calendar
    if coverage.first is None or coverage.last is None:
        return Arrived(frozenset(), {})
    first, last = calendar.day_of(coverage.first), calendar.day_of(coverage.last)
    days = span.extended(FAR).days
    counts = {day: [0] * HOURS for day in days}
    starts = {day: calendar.starts(day) for day in days}
    for day, hour, n in daily.hourly(view, span.extended(FAR)):
        since = hour - int(starts[day].timestamp()) // 3600
        counts[day][min(max(since, 0), HOURS - 1)] += n
    told = {day: _told(view, starts[day], counts[day]) for day in days if first <= day <= last}
    return arrived(counts, told, span.days, last)


def _told(view: View, start: datetime, counts: list[int]) -> list[bool]:
    """Of which hours of a day exports tell."""
    hours = [start + _HOUR * hour for hour in range(HOURS)]
    stretches = view.coverage.stretches
    if any(begin <= start and hours[-1] + _HOUR <= end for begin, end in stretches):
        return [True] * HOURS
    told = [any(begin < hour + _HOUR and hour < end for begin, end in stretches) for hour in hours]
    return [is_told or n > 0 for is_told, n in zip(told, counts, strict=True)]
