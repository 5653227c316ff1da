"""Where everybody of a programme stands: who keeps on, who broke off, how the days fill, how many stay."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from juluo.desk.streaks.counting import A_DAY, Came, Mark, Rules, Streak, marked, streak
from juluo.desk.streaks.values import Moment
from juluo.metrics.intervals import Interval, wilson

# Of how many days in a row, from so many on.
STEPS = (1, 3, 7, 30, 100)
# In the second and in the fourth week after somebody's first day.
WEEKS = (2, 4)
_WEEK = 7
# Whoever came only once has broken nothing that they would miss.
_A_ROW = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """One person: `who` is their key in the records."""

    who: str
    first: date
    streak: Streak
    marks: Mapping[date, Mark]


@dataclass(frozen=True, slots=True)
class Stayed:
    """Of `n` people who began long enough ago, how many checked in during the week of that number."""

    week: int
    n: int
    kept: int

    @property
    def share(self) -> float | None:
        return self.kept / self.n if self.n else None

    @property
    def interval(self) -> Interval | None:
        return wilson(self.kept, self.n) if self.n else None


def standings(rules: Rules, records: Mapping[str, Sequence[Came]], at: Moment) -> tuple[Standing, ...]:
    """Everybody who was there on a day of the programme, the longest row first."""
    found = []
    for who, came in records.items():
        marks = marked(rules, came)
        there = [day for day, mark in marks.items() if mark is not Mark.EXTRA]
        if there:
            found.append(Standing(who, min(there), streak(rules, marks, at.open_since, at.today), marks))
    return tuple(sorted(found, key=lambda one: (-one.streak.days, -one.streak.best, -one.streak.total, one.who)))


def broke(rules: Rules, found: Sequence[Standing], at: Moment) -> tuple[Standing, ...]:
    """Who missed the last day that is over after days in a row, and hasn't come since: the longest row first."""
    days = [*rules.due_days(at.open_since - timedelta(days=93), at.open_since - A_DAY)]
    if not days:
        return ()
    missed = [
        one
        for one in found
        if one.streak.broken == days[-1]
        and not one.streak.days
        and one.streak.before >= _A_ROW
        and one.streak.latest == _before(days)
    ]
    return tuple(sorted(missed, key=lambda one: (-one.streak.before, one.who)))


def steps(found: Sequence[Standing]) -> tuple[tuple[int, int | None, int], ...]:
    """How many people stand in a row of so many days: from, to (None for no end), people."""
    ends = [*(one - 1 for one in STEPS[1:]), None]
    rows = [one.streak.days for one in found]
    return tuple(
        (first, last, sum(first <= days and (last is None or days <= last) for days in rows))
        for first, last in zip(STEPS, ends, strict=True)
    )


def by_day(found: Sequence[Standing]) -> Mapping[date, int]:
    """How many people each day of the programme had; a repaired day is none."""
    return Counter(day for one in found for day, mark in one.marks.items() if mark is Mark.DONE)


def stayed(found: Sequence[Standing], at: Moment, last: date | None) -> tuple[Stayed, ...]:
    """The share that still checked in weeks after their first day, of those for whom that week is over."""
    over = at.open_since - A_DAY if last is None else min(last, at.open_since - A_DAY)
    rows = []
    for week in WEEKS:
        since, until = timedelta(days=_WEEK * (week - 1)), timedelta(days=_WEEK * week - 1)
        ripe = [one for one in found if one.first + until <= over]
        kept = sum(
            any(one.first + since <= day <= one.first + until and mark is Mark.DONE for day, mark in one.marks.items())
            for one in ripe
        )
        rows.append(Stayed(week, len(ripe), kept))
    return tuple(rows)


def _before(days: Sequence[date]) -> date | None:
    """The day of the programme before the last of these."""
    return days[-2] if len(days) > 1 else None
