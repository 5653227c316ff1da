"""A change of waiting times: the log-rank test, and how much waiting goes up and down by itself."""

import math
from collections.abc import Sequence

from juluo.metrics.intervals import Interval
from juluo.metrics.sample import Waits
from juluo.metrics.shares import Spread
from juluo.metrics.student import critical, two_sided
from juluo.metrics.survival import Curve, kaplan_meier, log_rank, served_and_expected
from juluo.metrics.verdict import FEWEST_HITS, FEWEST_VALUES, Change, Verdict, worded


def waits_change(now: Waits, before: Waits, history: Sequence[Waits] = ()) -> Change:
    """Waits against those before; `history`: earlier ones, those before among them.

    The interval of the medians' difference is put together from theirs (Zou and Donner 2008). The test is of the whole
    curves: where the halves say otherwise, the verdict stands without an interval that would contradict it.
    """
    here, there = (kaplan_meier(waits.lasted, waits.ended) for waits in (now, before))
    amount = None if here.median is None or there.median is None else here.median - there.median
    if min(sum(now.ended), sum(before.ended)) < FEWEST_HITS:
        return Change(amount, None, Verdict.TOO_FEW)
    spread = waits_spread(history)
    test = log_rank(now.lasted, now.ended, before.lasted, before.ended)
    p = two_sided(math.sqrt(test.chi2 / spread.dispersion), spread.df)
    rises = test.excess < 0
    verdict = worded(-test.excess, p)
    if verdict.is_clear and amount is not None and amount * (1 if rises else -1) < 0:
        # The curves cross: their halves say one thing and the whole another.
        verdict = Verdict.MAYBE
    z = critical(spread.df) * math.sqrt(spread.dispersion)
    interval = _medians(here, there, z)
    if interval is not None and interval.excludes_zero() != (p < 0.05):
        interval = None
    return Change(amount, interval, verdict, p, "log-rank", rises=rises)


def waits_spread(history: Sequence[Waits]) -> Spread:
    """How much weeks differ, as a multiple of chance: the log-rank χ² of all of them by its degrees of freedom."""
    known = [waits for waits in history if any(waits.ended)]
    if len(known) < FEWEST_VALUES:
        return Spread()
    found = served_and_expected([(waits.lasted, waits.ended) for waits in known])
    chi2 = sum((served - expected) ** 2 / expected for served, expected in found if expected)
    return Spread.of(chi2 / (len(known) - 1), len(known))


def _medians(now: Curve, before: Curve, z: float) -> Interval | None:
    limits, limits_before = now.median_interval(z), before.median_interval(z)
    if now.median is None or before.median is None or limits is None or limits_before is None:
        return None
    low = math.hypot(now.median - limits.low, limits_before.high - before.median)
    high = math.hypot(limits.high - now.median, before.median - limits_before.low)
    amount = now.median - before.median
    return Interval(amount - low, amount + high)
