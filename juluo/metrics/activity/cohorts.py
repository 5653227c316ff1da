"""Cohort tables: of those who first spoke in an interval (or spoke in it at all), who was there later.

Three senses, named by what they count: on (当日留存), on or after (之后仍回来), in a row (连续留存). "Rolling
retention" means two of them, depending on who says it, and is not said here. The fourth, brackets, counts from each
person's own day and is the steadiest where few people join.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate, dropwhile
from operator import and_, or_

from pyroaring import BitMap

from juluo.ledger.period import Grain, Period
from juluo.metrics.by_day import ByDay, within
from juluo.metrics.intervals import Interval, wilson
from juluo.metrics.newcomers import can_tell_new, seen_before
from juluo.metrics.verdict import FEWEST_CASES, FEWEST_HITS
from juluo.store.view import View

ROWS = 8
# The oldest brackets of a table need so many intervals more.
_LONGER = {Grain.DAY: 30, Grain.WEEK: 4, Grain.MONTH: 1}
# Days after a person's own day 0, both ends counted.
BRACKETS = ((1, 3), (4, 7), (8, 14), (15, 30))


class Sense(StrEnum):
    """What counts as having come back in interval k."""

    ON = "on"
    AFTER = "after"
    IN_A_ROW = "in-a-row"
    BRACKETS = "brackets"


class Joining(StrEnum):
    """Who makes a cohort: those who speak for the first time ever, or everybody who speaks."""

    FIRST = "first"
    RECURRING = "recurring"


@dataclass(frozen=True, slots=True)
class Cell:
    """How many of a cohort were there."""

    hits: int
    n: int

    @property
    def share(self) -> float | None:
        """None where so few people are told as a count: 3/7."""
        return None if self.n < FEWEST_CASES or self.hits < FEWEST_HITS else self.hits / self.n

    @property
    def interval(self) -> Interval | None:
        return wilson(self.hits, self.n) if self.n else None


@dataclass(frozen=True, slots=True)
class Cohort:
    """One row. A cell is None where it isn't over yet, or no export tells of it; `known`: new is told from returning.

    Cells of the three senses begin with interval 0, the cohort's own; those of brackets with the first bracket.
    """

    period: Period
    known: bool
    size: int
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class CohortTable:
    """The rows, and what they are together: the sum of who came back over the sum of who could have."""

    sense: Sense
    grain: Grain
    joining: Joining
    rows: tuple[Cohort, ...]

    @property
    def total(self) -> tuple[Cell | None, ...]:
        width = max((len(row.cells) for row in self.rows), default=0)
        return tuple(self._pooled(column) for column in range(width))

    def _pooled(self, column: int) -> Cell | None:
        told = [row.cells[column] for row in self.rows if row.known and column < len(row.cells)]
        cells = [cell for cell in told if cell is not None]
        return Cell(sum(cell.hits for cell in cells), sum(cell.n for cell in cells)) if cells else None


def cohorts(
    view: View,
    last: date,
    sense: Sense = Sense.ON,
    grain: Grain = Grain.WEEK,
    joining: Joining = Joining.FIRST,
    rows: int = ROWS,
) -> CohortTable:
    """The cohorts of the last intervals as they stood at the end of a day."""
    intervals = _intervals(view, last, grain, rows + (_LONGER[grain] if sense is Sense.BRACKETS else 0))
    if not intervals:
        return CohortTable(sense, grain, joining, ())
    days = view.presence.spoke_by_day(Period(intervals[0].first, last))
    spoke = {day: people - view.aside for day, people in days.items()}
    before = seen_before(view, intervals[:1])[0] if joining is Joining.FIRST else None
    found = _Gathered(view, intervals, spoke, before)
    made = found.bracketed() if sense is Sense.BRACKETS else found.later(sense, grain)
    return CohortTable(sense, grain, joining, tuple(made))


def triangle(active: Sequence[BitMap], known_before: BitMap | None, sense: Sense = Sense.ON) -> list[list[int]]:
    """How many of those who first came in interval i are there in interval i + k, for all i and k.

    `active` are consecutive intervals; whoever is in `known_before` belongs to no cohort. With None, everybody of an
    interval is its cohort (recurring).
    """
    known, rows = BitMap(known_before or ()), []
    for start, people in enumerate(active):
        cohort = people - known
        if known_before is not None:
            known |= people
        rows.append([len(cohort & there) for there in _there(active[start:], sense)])
    return rows


@dataclass(frozen=True, slots=True)
class _Gathered:
    """Consecutive intervals, who spoke on their days, and who had before them (None: cohorts of all who speak)."""

    view: View
    intervals: Sequence[Period]
    spoke: ByDay
    before: BitMap | None

    def later(self, sense: Sense, grain: Grain) -> Iterator[Cohort]:
        """Cohorts in one of the three senses."""
        counts = triangle([within(self.spoke, interval) for interval in self.intervals], self.before, sense)
        told = [self.view.complete(interval) for interval in self.intervals]
        # The last interval may be under way: what is told of it is not yet the whole of it.
        whole = self.intervals[-1] == Period.of(self.intervals[-1].first, grain)
        over = [*told[:-1], told[-1] and whole]
        for start, (interval, row) in enumerate(zip(self.intervals, counts, strict=True)):
            known = [_counts(sense, told[start:], over[start:], later) for later in range(len(row))]
            cells = (Cell(hits, row[0]) if sure else None for hits, sure in zip(row, known, strict=True))
            yield Cohort(interval, self._tells(interval), row[0], tuple(cells))

    def bracketed(self) -> Iterator[Cohort]:
        """Cohorts whose members are each counted from their own day."""
        known = BitMap(self.before or ())
        for interval in self.intervals:
            seen, starts = (BitMap() if self.before is None else known), {}
            for day in interval.days:
                starts[day] = self.spoke.get(day, BitMap()) - seen
                seen = seen | starts[day]
            known = known | seen
            cells = tuple(self._bracket(interval, starts, *bracket) for bracket in BRACKETS)
            yield Cohort(interval, self._tells(interval), sum(map(len, starts.values())), cells)

    def _bracket(self, interval: Period, starts: ByDay, first: int, last: int) -> Cell | None:
        """A cohort's cell; None until its youngest member's bracket is over."""
        ahead = Period(interval.first + timedelta(days=first), interval.last + timedelta(days=last))
        if ahead.last > self.intervals[-1].last or not self.view.complete(ahead):
            return None
        hits = sum(
            len(people & within(self.spoke, Period(day + timedelta(days=first), day + timedelta(days=last))))
            for day, people in starts.items()
            if people
        )
        return Cell(hits, sum(map(len, starts.values())))

    def _tells(self, interval: Period) -> bool:
        return self.before is None or can_tell_new(self.view, interval)


def _there(active: Sequence[BitMap], sense: Sense) -> list[BitMap]:
    """Who counts as there in each interval, given from the first on."""
    if sense is Sense.IN_A_ROW:
        return list(accumulate(active, and_))
    return list(accumulate(active[::-1], or_))[::-1] if sense is Sense.AFTER else list(active)


def _counts(sense: Sense, told: Sequence[bool], over: Sequence[bool], later: int) -> bool:
    """Whether interval `later` of a cohort is over, and all is told that its count rests on."""
    if sense is Sense.AFTER:
        return over[later] and all(told[later:])
    return all(over[1 : later + 1]) if sense is Sense.IN_A_ROW and later else over[later]


def _intervals(view: View, last: date, grain: Grain, rows: int) -> list[Period]:
    """The last intervals, from the first that exports tell of; the one under way is cut off at the day."""
    found = [Period.of(last, grain)]
    while len(found) < rows:
        found.append(Period.of(found[-1].first - timedelta(days=1), grain))
    found[0] = Period(found[0].first, last)
    return list(dropwhile(lambda interval: not view.coverage.overlaps(interval), reversed(found)))
