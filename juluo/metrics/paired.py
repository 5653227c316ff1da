"""How many people, where most of them may be the same on every day: McNemar 1947, and Cochran 1950 for more days.

Who comes every day says nothing about a change, so only those who come on some days and not on others count. On top
of that, days have shocks of their own; what they add is taken from the last eight weeks (see `usual`).
"""

import math
from collections.abc import Sequence
from itertools import combinations
from statistics import fmean

from pyroaring import BitMap

from juluo.metrics.intervals import Interval
from juluo.metrics.rates import EXACT, Rates
from juluo.metrics.usual import USUAL, agreed, fluctuation, is_enough, judged, log, of_usual, stated
from juluo.metrics.verdict import FEWEST_EVENTS, Change, Verdict, worded


def mcnemar_p(only_now: int, only_before: int) -> float:
    """Two-sided p that people leave and come alike: exact for few, the score's for many."""
    rates = Rates(only_now, only_before)
    return rates.doubled_p() if rates.total <= EXACT else rates.score_p()


def mcnemar_interval(only_now: int, only_before: int) -> Interval:
    """The interval of how many more came than left, by the limits that agree with the p."""
    rates = Rates(only_now, only_before)
    return rates.exact_interval() if rates.total <= EXACT else rates.score_interval()


def people_change(now: BitMap, past: Sequence[BitMap | None], around: Sequence[Sequence[float]] = ()) -> Change | None:
    """People against their usual number; None without an earlier period. `past`: the last one first.

    `around`: how many there were on the other days of these weeks, one column a weekday.
    """
    usual = [earlier for earlier in past[:USUAL] if earlier is not None]
    last = past[0] if past else None
    if len(usual) < USUAL:
        return None if last is None else _two_days(now, last)
    known = [earlier for earlier in past if earlier is not None]
    counts = [float(len(earlier)) for earlier in known]
    mean = fmean(counts[:USUAL])
    shocks = fluctuation(counts, around)
    variance = max(shocks.variance, come_and_go([now, *known]) / (mean + 0.5) ** 2)
    times = log(len(now)) - fmean(log(count) for count in counts[:USUAL])
    error = math.sqrt(variance * (1 + 1 / USUAL))
    change = judged(times, error, shocks.df, "paired", enough=is_enough(len(now), mean))
    since = None if last is None else float(len(now) - len(last))
    return stated(agreed(of_usual(change, mean), since), len(now) - mean)


def come_and_go(days: Sequence[BitMap]) -> float:
    """The variance of a day's number if everybody came by their own habit alone: each person's variance, summed.

    Of two days it is half of those who came on one of them only, which is McNemar's.
    """
    n = len(days)
    return sum(one.symmetric_difference_cardinality(other) for one, other in combinations(days, 2)) / (n * (n - 1))


def _two_days(now: BitMap, before: BitMap) -> Change:
    """McNemar's test of two days; that days have shocks of their own can't be told yet, so nothing is clear."""
    gained, lost = len(now - before), len(before - now)
    amount = float(gained - lost)
    limits = mcnemar_interval(gained, lost)
    interval = Interval(max(limits.low, -float(len(before))), limits.high)
    if gained + lost < FEWEST_EVENTS:
        return Change(amount, interval, Verdict.TOO_FEW)
    p = mcnemar_p(gained, lost)
    verdict = worded(amount, p)
    return Change(amount, interval, Verdict.MAYBE if verdict.is_clear else verdict, p, "mcnemar")
