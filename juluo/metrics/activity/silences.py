"""How long silences last, and after which length one is taken for a goodbye."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, pairwise

from juluo.ledger.period import Period
from juluo.store.view import View

# Silences begun in the last year count: how people come and go changes.
LOOK_BACK = 365
# Fewer than one in ten come back within four weeks more. Not "ever": that would grow with the ledger, to 22 months
# where four years are on record.
WITHIN, FEW = 28, 0.1
SHORTEST, LONGEST, DEFAULT = 7, 90, 28
# With fewer silences of a length, the share that ended says nothing.
FEWEST = 20


@dataclass(frozen=True, slots=True)
class Goodbye:
    """After so many silent days somebody is taken to be gone; `learnt` from this community, else the usual 28."""

    days: int
    learnt: bool


class Clock:
    """Counts only days that some export tells of: nobody is silent where nothing was heard."""

    def __init__(self, view: View) -> None:
        told = {day for span in _joined(view.coverage.spans) for day in Period(*span).days}
        self._told = sorted(told)

    def days(self, earlier: date, later: date) -> int:
        """How many told days after one day, up to and with another."""
        return bisect_right(self._told, later) - bisect_right(self._told, earlier)

    def after(self, day: date, days: int) -> date:
        """The first day by which so many told days have passed; all days to come are taken to be told."""
        following = self._told[bisect_right(self._told, day) :]
        if days <= len(following):
            return following[days - 1] if days > 0 else day
        return max([day, *following[-1:]]) + timedelta(days=days - len(following))


@dataclass(frozen=True, slots=True)
class Silence:
    """From somebody's words on a day to their next: so many days; None if they have not come again."""

    since: date
    days: int | None


class Silences:
    """Every silence of more than a few days."""

    def __init__(self, view: View) -> None:
        self.clock = Clock(view)
        said: dict[int, list[date]] = {}
        for day, people in view.presence.spoke_by_day().items():
            for person in people - view.aside:
                said.setdefault(person, []).append(day)
        self.all = tuple(silence for days in said.values() for silence in self._between(days))

    def _between(self, days: list[date]) -> list[Silence]:
        ended = [Silence(day, self.clock.days(day, following)) for day, following in pairwise(days)]
        return [*(one for one in ended if (one.days or 0) > SHORTEST), Silence(days[-1], None)]

    def goodbye(self, last: date) -> Goodbye:
        """The shortest silence after which few come back, by what was known at the end of a day."""
        # Differences: each silence counts for all lengths from one to another.
        reached, back = [0] * (LONGEST + 2), [0] * (LONGEST + 2)
        for silence in self.all:
            age = self.clock.days(silence.since, last) if silence.since <= last else 0
            lasted = age if silence.days is None else silence.days - 1
            longest = min(LONGEST, age - WITHIN, lasted)
            if age > LOOK_BACK or longest < SHORTEST:
                continue
            reached[SHORTEST] += 1
            reached[longest + 1] -= 1
            if silence.days is not None and silence.days - WITHIN <= longest:
                back[max(SHORTEST, silence.days - WITHIN)] += 1
                back[longest + 1] -= 1
        return _shortest(list(accumulate(reached)), list(accumulate(back)))


def _shortest(reached: list[int], back: list[int]) -> Goodbye:
    for days in range(SHORTEST, LONGEST + 1):
        if reached[days] < FEWEST:
            return Goodbye(DEFAULT, learnt=False)
        if back[days] < FEW * reached[days]:
            return Goodbye(days, learnt=True)
    return Goodbye(LONGEST, learnt=False)


def _joined(spans: tuple[tuple[date, date], ...]) -> list[tuple[date, date]]:
    """Spans in order, with those that overlap laid together."""
    whole: list[tuple[date, date]] = []
    for first, last in sorted(spans):
        if whole and first <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], last))
        else:
            whole.append((first, last))
    return whole
