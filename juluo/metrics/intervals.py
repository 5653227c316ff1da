"""Intervals of counts and proportions, in plain arithmetic (scipy's import alone would cost a report a third).

Wilson 1927; Newcombe 1998, method 10; Garwood 1936.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

Z95 = NormalDist().inv_cdf(0.975)
Z80 = NormalDist().inv_cdf(0.90)
# Above this the normal approximation is closer than the sums below are exact.
_LARGE = 5_000


@dataclass(frozen=True, slots=True)
class Interval:
    low: float
    high: float

    def excludes_zero(self) -> bool:
        return self.low > 0 or self.high < 0


def wilson(hits: float, n: float, z: float = Z95) -> Interval:
    """The score interval of a proportion. Raises ValueError for n = 0."""
    if n <= 0:
        raise ValueError("a proportion of nothing has no interval")
    p = hits / n
    spread = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    middle = p + z * z / (2 * n)
    scale = 1 + z * z / n
    # None and all have an exact end, which rounding would miss by 1e-17.
    low = (middle - spread) / scale if hits else 0.0
    return Interval(low, (middle + spread) / scale if hits < n else 1.0)


def newcombe(hits: float, n: float, hits_before: float, n_before: float, z: float = Z95) -> Interval:
    """The interval of a difference of two independent proportions, now minus before."""
    now, before = wilson(hits, n, z), wilson(hits_before, n_before, z)
    p, q = hits / n, hits_before / n_before
    low = math.hypot(p - now.low, before.high - q)
    high = math.hypot(now.high - p, q - before.low)
    return Interval(p - q - low, p - q + high)


def newcombe_z(hits: float, n: float, hits_before: float, n_before: float) -> float:
    """At how many standard errors Newcombe's interval touches 0: the z of a test that agrees with it."""
    difference = hits / n - hits_before / n_before
    if not difference:
        return 0.0

    def reached(z: float) -> float:
        found = newcombe(hits, n, hits_before, n_before, z)
        return -found.low if difference > 0 else found.high

    # At forty standard errors p is 0 to the last place a number has.
    return bisected(reached, 0.0, 40.0)


def poisson(count: int, z: float = Z95) -> Interval:
    """The exact interval of a count's expectation."""
    tail = 1 - NormalDist().cdf(z)
    if count > _LARGE:
        spread = z * math.sqrt(count)
        return Interval(count - spread, count + spread)
    # Both bounds lie within ten standard errors; further out the terms vanish and the sum would read 0 for 1.
    far = 10 * z * math.sqrt(count + 4)
    rarer, commoner = max(0.0, count - far), count + far
    low = 0.0 if count == 0 else bisected(lambda mean: 1 - _poisson_cdf(count - 1, mean) - tail, rarer, count)
    return Interval(low, bisected(lambda mean: tail - _poisson_cdf(count, mean), count, commoner))


def _poisson_cdf(k: int, mean: float) -> float:
    if mean <= 0:
        return 1.0
    start = math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) if k else math.exp(-mean)
    total, term = start, start
    for i in range(k, 0, -1):
        term *= i / mean
        total += term
        if term < total * 1e-17:
            break
    return min(1.0, total)


def bisected(rising: Callable[[float], float], low: float, high: float) -> float:
    """Where a rising function crosses zero between two bounds."""
    for _ in range(60):
        middle = (low + high) / 2
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
