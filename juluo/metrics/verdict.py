"""Is a change real? The test of two counts or two shares, and the word for it.

Two counts of equal exposure: the exact conditional test (binomial, 1/2), or the score test where the counts are
large or come in bursts. Two shares: Newcombe's interval. 明显 at 95 %, 可能 at 80 %.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist, fmean, variance

from juluo.metrics.intervals import Z80, Z95, Interval, bisected, newcombe

# With five events in all not even 5 against 0 is significant at 5 %.
FEWEST_EVENTS = 6
FEWEST_HITS, FEWEST_CASES = 5, 20
# Up to this many events the test and its interval are exact, beyond it both are the score's: they never disagree.
_EXACT = 2_000


class Verdict(StrEnum):
    """The word for a change. UNTESTED: no test stands for this metric yet. INCOMPLETE: the period is not over."""

    CLEARLY_UP = "明显上升"
    CLEARLY_DOWN = "明显下降"
    MAYBE = "可能"
    NO_CHANGE = "看不出变化"
    TOO_FEW = "数据太少"
    UNTESTED = "未检验"
    UNKNOWN = "未知"
    INCOMPLETE = "不完整"


@dataclass(frozen=True, slots=True)
class Change:
    """A change with its 95 % interval, where one was computed, and its verdict."""

    amount: float | None
    interval: Interval | None
    verdict: Verdict
    p: float | None = None

    @property
    def direction(self) -> str:
        if not self.amount:
            return ""
        return "up" if self.amount > 0 else "down"


def exact_p(now: int, before: int) -> float:
    """Two-sided p of the conditional test that two counts come from one rate."""
    return min(1.0, 2 * _upper_tail(max(now, before), now + before, 0.5))


def score_p(now: float, before: float, dispersion: float = 1.0) -> float:
    """Two-sided p of the score test; `dispersion` is variance over mean."""
    if now + before == 0:
        return 1.0
    z = abs(now - before) / math.sqrt(dispersion * (now + before))
    return 2 * (1 - NormalDist().cdf(z))


def dispersion(history: Sequence[float]) -> float:
    """Variance over mean of earlier comparable counts, at least 1; 1 where there are fewer than four."""
    if len(history) < 4 or not fmean(history):
        return 1.0
    return max(1.0, variance(history) / fmean(history))


def count_change(now: int, before: int, history: Sequence[float] = ()) -> Change:
    """Two counts of equal exposure; `history` (earlier comparable counts) for those that come in bursts."""
    spread = dispersion(history)
    amount = float(now - before)
    interval = _difference(now, before, spread)
    if now + before < FEWEST_EVENTS:
        return Change(amount, interval, Verdict.TOO_FEW)
    plain = spread == 1.0 and now + before <= _EXACT
    p = exact_p(now, before) if plain else score_p(now, before, spread)
    return Change(amount, interval, worded(amount, p), p)


def _difference(now: int, before: int, spread: float) -> Interval:
    """The interval of the change, given the sum: Clopper and Pearson's where the test is exact, else the score's."""
    n = now + before
    if n > _EXACT or spread > 1.0:
        half = Z95 * math.sqrt(spread * n)
        return Interval(now - before - half, now - before + half)
    low = 0.0 if not now else bisected(lambda p: _upper_tail(now, n, p) - 0.025, 0.0, 1.0)
    high = 1.0 if not before else bisected(lambda p: 0.025 - _upper_tail(before, n, 1 - p), 0.0, 1.0)
    return Interval(n * (2 * low - 1), n * (2 * high - 1))


def _upper_tail(k: int, n: int, p: float) -> float:
    """P(X ≥ k) of a binomial: the first term, and each next one from it until they no longer count."""
    if k <= 0 or p >= 1:
        return 1.0
    if p <= 0 or k > n:
        return 0.0
    if k < n * p:
        return 1 - _upper_tail(n - k + 1, n, 1 - p)
    ways = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
    term = math.exp(ways + k * math.log(p) + (n - k) * math.log1p(-p))
    total, odds = term, p / (1 - p)
    for i in range(k, n):
        term *= (n - i) / (i + 1) * odds
        total += term
        if term < total * 1e-17:
            break
    return total


def share_change(hits: int, n: int, hits_before: int, n_before: int) -> Change:
    """Two shares of different people."""
    if not n or not n_before:
        return Change(None, None, Verdict.TOO_FEW)
    amount = hits / n - hits_before / n_before
    interval = newcombe(hits, n, hits_before, n_before)
    if min(n, n_before) < FEWEST_CASES or max(hits, hits_before) < FEWEST_HITS:
        return Change(amount, interval, Verdict.TOO_FEW)
    if interval.excludes_zero():
        return Change(amount, interval, Verdict.CLEARLY_UP if amount > 0 else Verdict.CLEARLY_DOWN)
    likely = newcombe(hits, n, hits_before, n_before, Z80).excludes_zero()
    return Change(amount, interval, Verdict.MAYBE if likely else Verdict.NO_CHANGE)


def worded(amount: float, p: float) -> Verdict:
    """The word for a two-sided p."""
    if p < 0.05:
        return Verdict.CLEARLY_UP if amount > 0 else Verdict.CLEARLY_DOWN
    return Verdict.MAYBE if p < 0.2 else Verdict.NO_CHANGE
