"""What the address of a metric's page asks for: which days, by what grain, against what, of whom, as of when."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import parse_qsl, urlencode

from django.http import Http404

from juluo.ledger.actors import Actors
from juluo.ledger.period import Calendar, Grain, Period
from juluo.ledger.segment import People, Segment
from juluo.metrics.metric import Metric, metrics
from juluo.metrics.parts import By
from juluo.report.against import Against
from juluo.report.course import MOST_POINTS
from juluo.report.ranges import Range
from juluo.shell.visit import Visit
from juluo.web.asking import Asking, asking

_LONGEST = 366 * 20
_EARLIEST, _LATEST = 1990, 2999
_MOST_CHANNELS = 40
_MOST_NUMBER = 2**31 - 1
# Not taken apart, though the page would by itself.
WHOLE = "none"
_USUAL = {"days": 28, "range": "days", "grain": "day", "against": "before", "actors": "members", "people": "anyone"}


@dataclass(frozen=True, slots=True)
class Ask:
    """`last` None is the last whole day; `days` how far the line goes back from it; `as_of` a version or a day.

    `by` None is as the page takes it apart by itself. `group` is the number of a kept segment.
    """

    metric: str
    last: date | None
    days: int
    range: Range
    grain: Grain
    against: Against
    own: date | None
    actors: Actors
    as_of: str
    by: By | str | None
    segment: Segment
    group: int | None = None

    @property
    def told(self) -> dict[str, object]:
        """What the address says, with what it need not say."""
        hours = self.segment.hours
        return {
            "day": self.last.isoformat() if self.last else "",
            "days": self.days if self.range is Range.DAYS else "",
            "range": str(self.range),
            "grain": str(self.grain),
            "against": str(self.against),
            "own": self.own.isoformat() if self.own and self.against is Against.OWN else "",
            "actors": str(self.actors),
            "as_of": self.as_of,
            "by": str(self.by or ""),
            "channels": ",".join(map(str, self.segment.channels)),
            "people": str(self.segment.people),
            "hours": f"{hours[0]}-{hours[1]}" if hours else "",
            "group": self.group or "",
        }

    def address(self, **other: object) -> str:
        """The same question with some of it changed, as the rest of an address."""
        told = {**self.told, **other}
        kept = {name: value for name, value in told.items() if value != "" and str(value) != str(_USUAL.get(name, ""))}
        return f"?{urlencode(kept)}"

    def besides(self, *names: str) -> dict[str, object]:
        """What a form must send along that changes these."""
        kept = {name: value for name, value in self.told.items() if name not in names and value != ""}
        return {name: value for name, value in kept.items() if str(value) != str(_USUAL.get(name, ""))}

    def known_at(self, calendar: Calendar) -> int | datetime | None:
        """The version asked for, or the end of the day as the community has it."""
        if not self.as_of or self.as_of.isdigit():
            return int(self.as_of) if self.as_of else None
        day = date.fromisoformat(self.as_of)
        return calendar.bounds(Period(day, day))[1] - timedelta(microseconds=1)


def metric_asked(visit: Visit, name: str) -> Ask:
    """What the address asks; 404 for what can't be meant."""
    return ask_of(name, asking(visit))


def ask_of(name: str, told: Asking) -> Ask:
    """The same of any address, a saved one too."""
    metric_named(name)
    last, days = _ended(told)
    grain = told.choice("grain", Grain, Grain.DAY)
    range_ = told.choice("range", Range, Range.DAYS)
    own = told.day("own")
    against = told.choice("against", Against, Against.OWN if own else Against.BEFORE)
    return Ask(
        metric=name,
        last=last,
        days=min(days, MOST_POINTS) if grain is Grain.DAY else days,
        range=range_,
        grain=grain,
        against=Against.BEFORE if against is Against.OWN and own is None else against,
        own=own,
        actors=told.choice("actors", Actors, Actors.MEMBERS),
        as_of=_as_of(told.words("as_of")),
        by=WHOLE if told.words("by") == WHOLE else _by(told),
        segment=_segment(told),
        group=told.number("group", 0, least=0, most=_MOST_NUMBER) or None,
    )


def ask_of_query(name: str, query: str, today: date) -> Ask:
    """What the rest of an address asks that somebody sent along or saved."""
    told: dict[str, str] = {}
    for key, value in parse_qsl(query.removeprefix("?"), max_num_fields=60):
        told[key] = f"{told[key]},{value}" if key in told else value
    return ask_of(name, Asking(told, today))


def _ended(told: Asking) -> tuple[date | None, int]:
    """The last day, and how many days go back from it."""
    last, first = told.day("day") or told.day("to"), told.day("from")
    days = told.number("days", 28, most=_LONGEST)
    if first is not None:
        until = last or told.today
        if first > until:
            first, until, last = until, first, first
        days = min((until - first).days + 1, _LONGEST)
        last = until
    return last, days


def _by(told: Asking) -> By | None:
    return told.choice("by", By, By.CHANNEL) if told.words("by") else None


def _segment(told: Asking) -> Segment:
    hours = told.words("hours")
    return Segment(
        channels=told.numbers("channels", _MOST_CHANNELS),
        people=told.choice("people", People, People.ANYONE),
        hours=_hours(hours) if hours else _hours_apart(told),
    )


def _hours(told: str) -> tuple[int, int]:
    """9-12: from nine to twelve."""
    first, _, until = told.partition("-")
    try:
        pair = int(first), int(until)
        Segment(hours=pair)
    except ValueError as error:
        raise Http404 from error
    return pair


def _hours_apart(told: Asking) -> tuple[int, int] | None:
    """As a form sends them: two numbers. All day long is no segment."""
    if not told.words("since") or not told.words("until"):
        return None
    pair = told.number("since", 0, least=0, most=23), told.number("until", 24, least=1, most=24)
    return None if pair == (0, 24) or pair[0] == pair[1] else pair


def _as_of(told: str) -> str:
    """A version of the ledger, or a day."""
    if not told or (told.isascii() and told.isdigit() and len(told) < 9):
        return told
    try:
        day = date.fromisoformat(told)
    except ValueError as error:
        raise Http404 from error
    if not _EARLIEST <= day.year <= _LATEST:
        raise Http404
    return day.isoformat()


def metric_named(name: str) -> Metric:
    found = metrics().get(name)
    if found is None:
        raise Http404
    return found
