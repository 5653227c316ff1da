"""How many people were active on each of many days in a row, on the scale where effects are measured."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean
from typing import TYPE_CHECKING

from juluo.insights.expected import COUNTS

if TYPE_CHECKING:
    from juluo.insights.effects.panel import Numbers


@dataclass(frozen=True, slots=True)
class Daily:
    """People active a day, from `first` on without a gap."""

    first: date
    people: tuple[int, ...]

    @property
    def last(self) -> date:
        return self.first + timedelta(days=len(self.people) - 1)

    def at(self, day: date) -> int:
        """Which of the days it is, the first being 0; beyond both ends, too."""
        return (day - self.first).days

    def scaled(self) -> "Numbers":
        """Twice the root of each count: there chance spreads all alike, whether few come or many (Anscombe 1948)."""
        import numpy as np  # noqa: PLC0415 - loaded where an effect is measured

        return np.array([COUNTS.onto(count) for count in self.people])


def gained(seen: Sequence[int], shift: float) -> float:
    """How many people a day a shift on the scale means, for days of which these were seen; never more than came.

    With z for a day's place on the scale, people are z²/4 less a constant: a shift of all days by the same takes a
    mean z̄ and leaves their spread.
    """
    middle = fmean(COUNTS.onto(count) for count in seen)
    shift = min(shift, middle)
    return min(fmean(seen), shift * (2 * middle - shift) / 4)
