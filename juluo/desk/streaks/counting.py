"""How many days in a row: followed from the check-ins every time it is asked, never kept as a number.

A day of the programme counts once, however often and by whichever way somebody checked in. What is heard in the group
later, or taken back, puts every streak right by itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

A_DAY = timedelta(days=1)
# What people like to hear of: a week, a month, a hundred days.
MILESTONES = (7, 30, 100)


class How(StrEnum):
    """By which way somebody checked in."""

    PORTAL = "portal"
    WORDS = "words"
    REPAIR = "repair"
    # By an organiser's hand: on a day that isn't over, and as a repair of one that is.
    DESK = "desk"
    MENDED = "mended"


REPAIRS = frozenset({How.REPAIR, How.MENDED})
ENTERED = frozenset({How.DESK, How.MENDED})


class Mark(StrEnum):
    """What a day is to somebody. `EXTRA` days are outside the programme: kept, in no streak."""

    DONE = "done"
    REPAIRED = "repaired"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class Rules:
    """Which days a programme has, and what may be repaired. `last` of None has no end.

    `weekdays` count from 0, Monday. Somebody repairs `repairs` days a month, each at most `within` days later.
    """

    first: date
    last: date | None = None
    weekdays: frozenset[int] = frozenset(range(7))
    frozen: tuple[tuple[date, date], ...] = ()
    repairs: int = 2
    within: int = 3

    def is_due(self, day: date) -> bool:
        """Whether the programme has that day: none outside it, on another weekday or in a holiday."""
        return (
            self.first <= day <= (self.last or day)
            and day.weekday() in self.weekdays
            and not any(since <= day <= until for since, until in self.frozen)
        )

    def due_days(self, since: date, until: date) -> Iterable[date]:
        """The days of the programme in a stretch, both ends within."""
        day = max(since, self.first)
        last = min(until, self.last) if self.last else until
        while day <= last:
            if self.is_due(day):
                yield day
            day += A_DAY


@dataclass(frozen=True, slots=True)
class Came:
    """One check-in. `early` was said in the hours of grace after its day began; `made_on` is a repair's own day."""

    day: date
    how: How
    early: bool = False
    made_on: date | None = None


@dataclass(frozen=True, slots=True)
class Streak:
    """Where somebody stands. `days` in a row until now, `repaired` of them by repair, from `since`.

    `before` is how long the row was that ended at `broken`, the last day missed; `total` are all days, repairs too.
    """

    days: int = 0
    repaired: int = 0
    since: date | None = None
    best: int = 0
    before: int = 0
    broken: date | None = None
    total: int = 0
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Repairable:
    """What may still be repaired, the latest day first, and how many times this month."""

    days: tuple[date, ...] = ()
    left: int = 0


@dataclass
class _Run:
    days: int = 0
    repaired: int = 0
    since: date | None = None
    best: int = 0
    before: int = 0
    broken: date | None = None


def marked(rules: Rules, came: Iterable[Came]) -> dict[date, Mark]:
    """What each day is to somebody.

    What is said in the hours of grace belongs to the day before, if that one is of the programme and else empty.
    """
    some = [*came]
    done = {one.day for one in some if one.how not in REPAIRS and not one.early}
    for day in sorted({one.day for one in some if one.early}):
        yesterday = day - A_DAY
        done.add(yesterday if rules.is_due(yesterday) and yesterday not in done else day)
    found = {day: Mark.DONE if rules.is_due(day) else Mark.EXTRA for day in done}
    for one in some:
        if one.how in REPAIRS and one.day not in found and rules.is_due(one.day):
            found[one.day] = Mark.REPAIRED
    return found


def streak(rules: Rules, marks: Mapping[date, Mark], open_since: date, today: date) -> Streak:
    """How many in a row. Days from `open_since` on aren't over: whoever has not come yet has broken nothing."""
    counted = [day for day, mark in marks.items() if mark is not Mark.EXTRA]
    if not counted:
        return Streak()
    run = _Run()
    for day in rules.due_days(min(counted), max(today, *counted)):
        if day in marks:
            run.since = run.since if run.days else day
            run.days += 1
            run.repaired += marks[day] is Mark.REPAIRED
            run.best = max(run.best, run.days)
        elif day < open_since:
            if run.days:
                run.before = run.days
            run.days, run.repaired, run.since, run.broken = 0, 0, None, day
    return Streak(run.days, run.repaired, run.since, run.best, run.before, run.broken, len(counted), max(counted))


def repairs_made(marks: Mapping[date, Mark], came: Iterable[Came], month: date) -> int:
    """How many repairs somebody made in a month. One whose day they had come on after all is none."""
    return len(
        {
            one.day
            for one in came
            if one.how in REPAIRS
            and one.made_on is not None
            and (one.made_on.year, one.made_on.month) == (month.year, month.month)
            and marks.get(one.day) is Mark.REPAIRED
        }
    )


def repairable(rules: Rules, came: Sequence[Came], open_since: date, today: date) -> Repairable:
    """What somebody may repair now: days they missed since they began, not too long ago."""
    marks = marked(rules, came)
    left = max(0, rules.repairs - repairs_made(marks, came, today))
    begun = min((day for day, mark in marks.items() if mark is not Mark.EXTRA), default=None)
    if begun is None:
        return Repairable((), left)
    since = max(begun, today - timedelta(days=rules.within))
    missed = [day for day in rules.due_days(since, open_since - A_DAY) if day not in marks]
    return Repairable(tuple(reversed(missed)), left)


def reached(found: Streak) -> int | None:
    """The highest milestone of the row somebody stands in."""
    return max((one for one in MILESTONES if one <= found.days), default=None)


def mends(rules: Rules, marks: Mapping[date, Mark], day: date, open_since: date, today: date) -> int:
    """How long the row would be once a day is repaired."""
    return streak(rules, {**marks, day: Mark.REPAIRED}, open_since, today).days
