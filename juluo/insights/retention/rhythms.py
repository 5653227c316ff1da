"""How each member comes: on which days, how long between, how long silent now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from juluo.insights.retention.bgnbd import History
from juluo.ledger.period import Period
from juluo.metrics.activity.silences import LOOK_BACK, Clock
from juluo.store.view import View


@dataclass(frozen=True, slots=True)
class Rhythm:
    """One member's last year: days from one coming to the next, since the first one, and since the last one.

    Days are those that exports tell of.
    """

    account: int
    last: date
    gaps: tuple[int, ...]
    known: int
    silent: int

    @property
    def usual(self) -> float:
        """Every how many days they came."""
        return sum(self.gaps) / len(self.gaps) if self.gaps else float("inf")

    def rarely_silent(self) -> int:
        """How long nine in ten of their own silences were at most."""
        return sorted(self.gaps)[(9 * len(self.gaps) + 9) // 10 - 1]


def rhythms(view: View, day: date, clock: Clock, back: int = LOOK_BACK) -> list[Rhythm]:
    """Everybody who spoke in the year that ends with a day, or in so many days."""
    came: dict[int, list[date]] = {}
    for when, people in view.presence.spoke_by_day(Period.trailing(day, back)).items():
        for account in people - view.aside:
            came.setdefault(account, []).append(when)
    return [_rhythm(account, days, day, clock) for account, days in came.items()]


def _rhythm(account: int, days: Sequence[date], day: date, clock: Clock) -> Rhythm:
    gaps = tuple(clock.days(one, following) for one, following in pairwise(days))
    return Rhythm(account, days[-1], gaps, clock.days(days[0], day), clock.days(days[-1], day))


def history(members: Sequence[Rhythm]) -> History:
    """What the model needs to know of them: each day on which they came again is a coming."""
    return History(
        [len(one.gaps) for one in members], [sum(one.gaps) for one in members], [one.known for one in members]
    )
