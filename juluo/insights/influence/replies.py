"""Who replied to whom over half a year, as numbers to reckon with: people from 0, weeks from 0, the last one first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from juluo.insights.influence.graph import Edges
from juluo.metrics.replies.exchanges import Exchange

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]
    Counts = np.ndarray[Any, np.dtype[np.int64]]

WEEK = 7
# After eight weeks a reply counts half: who is listened to changes, but not from one week to the next.
HALF_LIFE = 8


@dataclass(frozen=True, slots=True)
class Replies:
    """One row a replier, a replied-to and a week: how many replies, and how many of them a link tells.

    `people` are account codes in order; `by` and `to` are places in them.
    """

    people: tuple[int, ...]
    weeks: int
    by: "Counts"
    to: "Counts"
    week: "Counts"
    n: "Numbers"
    told: "Numbers"

    @property
    def size(self) -> int:
        return len(self.people)

    def faded(self) -> "Numbers":
        """What each row counts, the older the less."""
        faded: Numbers = self.n * 0.5 ** (self.week / HALF_LIFE)
        return faded

    def edges(self, weight: "Numbers | None" = None) -> Edges:
        """Everybody's replies as edges; `weight` of each row, else how many replies it is."""
        return Edges(self.size, self.by, self.to, self.n if weight is None else weight)

    def pairs(self) -> Any:  # noqa: ANN401 - a sparse matrix
        """1 where one replied to the other at all."""
        found = self.edges().matrix()
        found.data[:] = 1.0
        return found


def gathered(exchanges: Sequence[Exchange], last: date, days: int) -> Replies:
    """The exchanges of so many days up to a day."""
    import numpy as np  # noqa: PLC0415 - only where influence is measured

    people = tuple(sorted({one.by for one in exchanges} | {one.to for one in exchanges}))
    place = {code: at for at, code in enumerate(people)}
    columns = (
        [place[one.by] for one in exchanges],
        [place[one.to] for one in exchanges],
        [(last - one.day).days // WEEK for one in exchanges],
    )
    by, to, week = (np.asarray(column, np.int64) for column in columns)
    n = np.asarray([one.n for one in exchanges], float)
    told = np.asarray([one.n if one.told else 0 for one in exchanges], float)
    return Replies(people, -(-days // WEEK), by, to, week, n, told)
