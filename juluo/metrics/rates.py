"""Two counts over stretches of time that need not be equally long: is it one rate?

Given the sum of both, the count now is binomial with the share of the time that is now's: exactly (Przyborowski and
Wilenski 1940) or, where counts are large or come in bursts, by the score (Gu et al. 2008).
"""

import math
from dataclasses import dataclass

from juluo.metrics.intervals import Interval, bisected
from juluo.metrics.student import critical, two_sided

# Up to this many events the test and its interval are exact, beyond it both are the score's: they never disagree.
EXACT = 2_000


@dataclass(frozen=True, slots=True)
class Rates:
    """`now` events in `time`, `before` events in `time_before`. Raises ValueError for no time or fewer than none."""

    now: float
    before: float
    time: float = 1.0
    time_before: float = 1.0

    def __post_init__(self) -> None:
        if min(self.now, self.before) < 0 or min(self.time, self.time_before) <= 0:
            raise ValueError("events are at least none, and the time in which they happen is more than none")

    @property
    def total(self) -> float:
        return self.now + self.before

    @property
    def share(self) -> float:
        """The part of all events that would be now's, were it one rate."""
        return self.time / (self.time + self.time_before)

    @property
    def amount(self) -> float:
        """How many more than the rate before would have given in now's time."""
        return self.now - self.before * self.time / self.time_before

    def doubled_p(self) -> float:
        """Exact two-sided p, twice the smaller tail: the one that agrees with the exact interval."""
        n, k = round(self.total), round(self.now)
        return min(1.0, 2 * min(upper_tail(k, n, self.share), lower_tail(k, n, self.share)))

    def exact_p(self) -> float:
        """Exact two-sided p: all that is no likelier than what was seen. With equal times the doubled one."""
        n, k = round(self.total), round(self.now)
        seen = chance(k, n, self.share) * (1 + 1e-7)
        return min(1.0, sum(p for p in (chance(i, n, self.share) for i in range(n + 1)) if p <= seen))

    def mid_p(self) -> float:
        """The exact p with only half of the chance of what was seen: not as slow to speak as the exact one."""
        return self.exact_p() - 0.5 * chance(round(self.now), round(self.total), self.share)

    def z(self, dispersion: float = 1.0) -> float:
        """The score statistic; `dispersion` is variance over mean."""
        if not self.total:
            return 0.0
        spread = math.sqrt(dispersion * self.total * self.share * (1 - self.share))
        return (self.now - self.total * self.share) / spread

    def score_p(self, dispersion: float = 1.0, df: float = math.inf) -> float:
        """Two-sided p of the score test; `df`: from how many values the dispersion was taken, less one."""
        return two_sided(self.z(dispersion), df)

    def score_interval(self, dispersion: float = 1.0, df: float = math.inf) -> Interval:
        half = critical(df) * math.sqrt(dispersion * self.total * self.share / (1 - self.share))
        return Interval(self.amount - half, self.amount + half)

    def exact_interval(self) -> Interval:
        """The interval of the amount, given the sum, by Clopper and Pearson's limits of now's share."""
        n, k = round(self.total), round(self.now)
        low = 0.0 if not k else bisected(lambda p: upper_tail(k, n, p) - 0.025, 0.0, 1.0)
        high = 1.0 if k == n else bisected(lambda p: 0.025 - lower_tail(k, n, p), 0.0, 1.0)
        ratio = self.time / self.time_before
        return Interval(*(n * (p - (1 - p) * ratio) for p in (low, high)))


def lower_tail(k: int, n: int, p: float) -> float:
    """P(X ≤ k) of a binomial."""
    return upper_tail(n - k, n, 1 - p)


def upper_tail(k: int, n: int, p: float) -> float:
    """P(X ≥ k) of a binomial: the first term, and each next one from it until they no longer count."""
    if k <= 0 or p >= 1:
        return 1.0
    if p <= 0 or k > n:
        return 0.0
    if k < n * p:
        return 1 - upper_tail(n - k + 1, n, 1 - p)
    term = chance(k, n, p)
    total, odds = term, p / (1 - p)
    for i in range(k, n):
        term *= (n - i) / (i + 1) * odds
        total += term
        if term < total * 1e-17:
            break
    return total


def chance(k: int, n: int, p: float) -> float:
    """P(X = k) of a binomial whose p is neither 0 nor 1."""
    ways = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
    return math.exp(ways + k * math.log(p) + (n - k) * math.log1p(-p))
