"""Intervals of a mean (Student 1908) and of a median."""

import math
from collections.abc import Sequence
from statistics import fmean, stdev

from juluo.metrics.intervals import Z95, Interval
from juluo.metrics.student import critical


def mean_interval(values: Sequence[float]) -> Interval | None:
    """Student's 95 % interval of the mean; None for fewer than two values."""
    if len(values) < 2:
        return None
    half = critical(len(values) - 1) * stdev(values) / math.sqrt(len(values))
    middle = fmean(values)
    return Interval(middle - half, middle + half)


def median_interval(values: Sequence[float], z: float = Z95) -> Interval | None:
    """The interval of a median by ranks, whatever the distribution; None for fewer than six values.

    Ranks by the normal approximation (Conover 1999, 3.2), a step wider where they fall between two.
    """
    n = len(values)
    if n < 6:
        return None
    ordered, half = sorted(values), z * math.sqrt(n) / 2
    low, high = math.floor(n / 2 - half), math.ceil(n / 2 + half)
    return Interval(ordered[max(low, 1) - 1], ordered[min(high, n - 1)])
