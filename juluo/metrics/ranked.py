"""A value with its interval, and a rank with its, from draws: what a board says of each person."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from juluo.metrics.intervals import wilson

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]

_TAILS = (0.025, 0.975)


@dataclass(frozen=True, slots=True)
class Score:
    """Between `low` and `high` lie 95 % of the draws, and so do the ranks; equals share the better rank."""

    value: float
    low: float
    high: float
    rank: int
    rank_low: int
    rank_high: int


def scored(values: "Numbers", drawn: "Numbers") -> list[Score]:
    """Everybody's value and rank, by draws in rows (bootstrap: Efron 1979); an interval always holds what was seen."""
    import numpy as np  # noqa: PLC0415 - only where influence is measured

    if not len(values):
        return []
    low, high = np.quantile(drawn, _TAILS, axis=0)
    placed = np.array([_ranks(row) for row in drawn])
    first, last = np.quantile(placed, _TAILS, axis=0, method="nearest")
    ranks = _ranks(values)
    columns = zip(values, low, high, ranks, first, last, strict=True)
    return [
        Score(
            float(value),
            float(min(value, below)),
            float(max(value, above)),
            int(rank),
            int(min(rank, best)),
            int(max(rank, worst)),
        )
        for value, below, above, rank, best, worst in columns
    ]


def levelled(values: "Numbers", drawn: "Numbers") -> "Numbers":
    """Draws of what shrinks when fewer different people are drawn, each brought to the size of what was seen."""
    import numpy as np  # noqa: PLC0415 - only where influence is measured

    sums = drawn.sum(axis=1, keepdims=True)
    return np.asarray(drawn * np.divide(values.sum(), sums, out=np.ones_like(sums), where=sums > 0))


def _ranks(values: "Numbers") -> "Numbers":
    """1 for the highest; equals share the better one."""
    import numpy as np  # noqa: PLC0415 - only where influence is measured

    return np.asarray(np.searchsorted(np.sort(-values), -values) + 1)


def shares(hits: Sequence[int], n: Sequence[int]) -> list[Score]:
    """Shares with Wilson's intervals, ranked by the lower end, so that one lucky case doesn't lead.

    The ranks' intervals hold everybody whose interval overlaps: they err on the safe side.
    """
    intervals = [wilson(one, of) for one, of in zip(hits, n, strict=True)]
    lows, highs = sorted(one.low for one in intervals), sorted(one.high for one in intervals)
    found = []
    for one, of, interval in zip(hits, n, intervals, strict=True):
        surely_better = len(lows) - bisect_right(lows, interval.high)
        surely_worse = bisect_left(highs, interval.low)
        rank = 1 + len(lows) - bisect_right(lows, interval.low)
        found.append(Score(one / of, interval.low, interval.high, rank, 1 + surely_better, len(lows) - surely_worse))
    return found
