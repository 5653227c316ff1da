"""A number taken apart: by channel, newcomers and regulars, month of first words, hour, person.

Each part is a segment, measured and compared like the whole; its own segment finds the entries behind it.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from juluo.ledger.kinds import SPOKE
from juluo.ledger.period import Grain, Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.segment import Cut, People, Segment
from juluo.metrics.metric import Metric, Unit
from juluo.metrics.reading import Reading, read
from juluo.store.view import View

# More would be a list to scroll through; each part costs a measuring of its own.
MOST = 12
_HOURS = 3
_MONTHS = 5
# What each entry belongs to exactly once adds up; people are counted wherever they were.
_ADD_UP = frozenset({Unit.MESSAGES, Unit.QUESTIONS})


class By(StrEnum):
    """What a number is taken apart by."""

    CHANNEL = "channel"
    PEOPLE = "people"
    COHORT = "cohort"
    HOUR = "hour"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Part:
    """One part and its reading. The one thing its segment adds to the view's says what it is."""

    segment: Segment
    reading: Reading

    @property
    def evidence(self) -> EntryQuery | None:
        """The entries behind it, wherever it is asked."""
        found = self.reading.measured.evidence
        return None if found is None else replace(found, segment=self.segment)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts, in the order that is theirs; `more` are too small to be among them."""

    by: By
    parts: tuple[Part, ...]
    more: int
    adds_up: bool


def offered(metric: Metric, segment: Segment) -> tuple[By, ...]:
    """By what a metric can be taken apart that is asked of a segment already."""
    if metric.unit is Unit.TABLE:
        return ()
    wanted: Mapping[By, bool] = {
        By.CHANNEL: Cut.CHANNEL in metric.cuts and len(segment.channels) != 1,
        By.PEOPLE: Cut.PEOPLE in metric.cuts and Cut.PEOPLE not in segment.cuts,
        By.COHORT: Cut.PEOPLE in metric.cuts and Cut.PEOPLE not in segment.cuts,
        By.HOUR: Cut.HOURS in metric.cuts and segment.hours is None,
        By.PERSON: Cut.PEOPLE in metric.cuts and metric.unit in _ADD_UP,
    }
    return tuple(by for by, possible in wanted.items() if possible)


def parts(view: View, metric: Metric, period: Period, by: By) -> Parts:
    """The number over a period, part by part; ValueError where it can't be taken apart so."""
    if by not in offered(metric, view.segment):
        msg = f"{metric.name} is not told apart by {by}"
        raise ValueError(msg)
    segments = list(_SEGMENTS[by](view, metric, period))
    shown = segments[:MOST] if by in {By.CHANNEL, By.PERSON} else segments
    found = tuple(_part(view, metric, period, segment) for segment in shown)
    return Parts(by, found, len(segments) - len(shown), metric.unit in _ADD_UP and by in {By.CHANNEL, By.HOUR})


def _part(view: View, metric: Metric, period: Period, segment: Segment) -> Part:
    with closing(view.within(segment)) as part:
        return Part(segment, read(part, metric, [period])[0])


def _by_channel(view: View, metric: Metric, period: Period) -> Iterator[Segment]:
    for code in view.tally(_spoken(metric, period), "channel"):
        yield replace(view.segment, channels=(code,))


def _by_person(view: View, metric: Metric, period: Period) -> Iterator[Segment]:
    for code in view.tally(_spoken(metric, period), "account"):
        yield replace(view.segment, accounts=(code,))


def _spoken(metric: Metric, period: Period) -> EntryQuery:
    """Where and by whom anything was said that the metric looks at."""
    first = min(period.first, period.last - timedelta(days=metric.window - 1))
    kinds = tuple(sorted(metric.kinds & SPOKE)) or tuple(sorted(SPOKE))
    asks = True if metric.unit is Unit.QUESTIONS else None
    return EntryQuery(Period(first, period.last), kinds, asks=asks)


def _by_people(view: View, _metric: Metric, _period: Period) -> Iterator[Segment]:
    for who in (People.NEWCOMERS, People.REGULARS):
        yield replace(view.segment, people=who)


def _by_hour(view: View, _metric: Metric, _period: Period) -> Iterator[Segment]:
    for hour in range(0, 24, _HOURS):
        yield replace(view.segment, hours=(hour, hour + _HOURS))


def _by_cohort(view: View, _metric: Metric, period: Period) -> Iterator[Segment]:
    """The months up to the period's, the last one first; before those, everybody older."""
    month = Period.of(period.last, Grain.MONTH)
    start = min(view.snapshot.span.first, month.first)
    for _ in range(_MONTHS):
        if month.last < start:
            return
        yield replace(view.segment, born=month)
        month = month.before()
    if start <= month.last:
        yield replace(view.segment, born=Period(start, month.last))


_SEGMENTS = {
    By.CHANNEL: _by_channel,
    By.PEOPLE: _by_people,
    By.COHORT: _by_cohort,
    By.HOUR: _by_hour,
    By.PERSON: _by_person,
}
