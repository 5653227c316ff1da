"""Intervals of a mean (Student 1908), and of a median: by ranks, or drawing groups (Davison and Hinkley 1997)."""

import math
from collections.abc import Sequence
from statistics import fmean, stdev

from juluo.metrics.intervals import Z95, Interval
from juluo.metrics.student import critical

_DRAWS, _SEED = 1_000, 1997


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


def grouped_median_interval(values: Sequence[float], groups: Sequence[int]) -> Interval | None:
    """The 95 % interval of a median whose values come in groups that are alike inside: whole groups are drawn.

    None for fewer than six groups. In whatever order the values come, it is the same.
    """
    import numpy as np  # noqa: PLC0415 - only a reading of such a metric needs it

    names = {group: place for place, group in enumerate(sorted(set(groups)))}
    if len(names) < 6:
        return None
    order = np.argsort(values, kind="stable")
    ordered = np.asarray(values, float)[order]
    group = np.array([names[one] for one in groups])[order]
    chance = np.full(len(names), 1 / len(names))
    weights = np.random.default_rng(_SEED).multinomial(len(names), chance, _DRAWS)[:, group]
    reached = weights.cumsum(axis=1)
    drawn = reached[:, -1] > 0
    halfway = (reached[drawn] * 2 >= reached[drawn, -1:]).argmax(axis=1)
    low, high = np.quantile(ordered[halfway], (0.025, 0.975))
    return Interval(float(low), float(high))
