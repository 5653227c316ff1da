"""Each way of testing a change, by the metric's trial: all comparing of two measured values happens here."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean, median, variance

from juluo.metrics.bootstrap import members_change
from juluo.metrics.intervals import Interval
from juluo.metrics.metric import Measured, Trial
from juluo.metrics.paired import people_change
from juluo.metrics.sample import ByMember, Odds, People, Scores, Waits
from juluo.metrics.student import critical, two_sided
from juluo.metrics.survival import kaplan_meier, log_rank
from juluo.metrics.usual import USUAL, Past, agreed, judged, usual_count_change
from juluo.metrics.verdict import FEWEST_CASES, FEWEST_HITS, Change, Verdict, share_change, worded


@dataclass(frozen=True, slots=True)
class Case:
    """What a verdict is made from. `past`: earlier comparable periods, the last one first, None where unknown.

    `time` and `times`: how long the periods are. `around`: the values of all days of these weeks, a column a weekday.
    """

    now: Measured
    past: Sequence[Measured | None]
    time: float = 1.0
    times: Sequence[float] = ()
    around: Sequence[Sequence[float]] = ()

    @property
    def last(self) -> Measured | None:
        return self.past[0] if self.past else None


def tried(trial: Trial, case: Case) -> Change:
    """The change by its trial; TOO_FEW where there is nothing to compare with."""
    nothing = Change(None, None, Verdict.TOO_FEW)
    if trial in {Trial.COUNT, Trial.BURSTY}:
        return _counts(case, bursty=trial is Trial.BURSTY) or nothing
    if trial is Trial.PAIRED:
        return _people(case) or nothing
    if trial is Trial.RATIO:
        return _ratio(case) or nothing
    if case.last is None:
        return nothing
    return _two(trial, case.now, case.last)


def _two(trial: Trial, now: Measured, last: Measured) -> Change:
    """The trials that hold one period against the one before."""
    change = Change(_difference(now, last), None, Verdict.TOO_FEW)
    match trial, now.sample, last.sample:
        case Trial.SHARE, _, _:
            return share_change(now.hits or 0, now.n or 0, last.hits or 0, last.n or 0)
        case Trial.WAITS, Waits() as here, Waits() as there:
            return waits_change(here, there)
        case Trial.MEMBERS, ByMember() as here, ByMember() as there:
            return members_change(here, there)
        case Trial.SCORES, Scores() as here, Scores() as there:
            return scores_change(here, there)
    return change


def _difference(now: Measured, last: Measured) -> float | None:
    return None if now.value is None or last.value is None else now.value - last.value


def _counts(case: Case, *, bursty: bool) -> Change | None:
    times = case.times or [1.0] * len(case.past)
    past = [
        None if earlier is None or earlier.value is None else Past(earlier.value, time)
        for earlier, time in zip(case.past, times, strict=True)
    ]
    if case.now.value is None:
        return None
    return usual_count_change(Past(case.now.value, case.time), past, bursty=bursty)


def _people(case: Case) -> Change | None:
    if not isinstance(case.now.sample, People):
        return _counts(case, bursty=False)
    past = [p.sample.who if p is not None and isinstance(p.sample, People) else None for p in case.past]
    return people_change(case.now.sample.who, past, case.around)


def waits_change(now: Waits, before: Waits) -> Change:
    """The log-rank test; the interval of the medians' difference is put together from theirs (Zou and Donner 2008)."""
    here, there = (kaplan_meier(waits.lasted, waits.ended) for waits in (now, before))
    amount = None if here.median is None or there.median is None else here.median - there.median
    if min(sum(now.ended), sum(before.ended)) < FEWEST_HITS:
        return Change(amount, None, Verdict.TOO_FEW)
    test = log_rank(now.lasted, now.ended, before.lasted, before.ended)
    rises = test.excess < 0
    verdict = worded(-test.excess, test.p)
    if verdict.is_clear and amount is not None and amount * (1 if rises else -1) < 0:
        # The curves cross: their halves say one thing and the whole another.
        verdict = Verdict.MAYBE
    interval = _medians(amount, (here.median, here.median_interval()), (there.median, there.median_interval()))
    return Change(amount, interval, verdict, test.p, "log-rank", rises=rises)


def _medians(
    amount: float | None, now: tuple[float | None, Interval | None], before: tuple[float | None, Interval | None]
) -> Interval | None:
    (middle, limits), (middle_before, limits_before) = now, before
    if amount is None or middle is None or middle_before is None or limits is None or limits_before is None:
        return None
    low = math.hypot(middle - limits.low, limits_before.high - middle_before)
    high = math.hypot(limits.high - middle, middle_before - limits_before.low)
    return Interval(amount - low, amount + high)


def scores_change(now: Scores, before: Scores) -> Change:
    """Two means of scores of different spread (Welch 1947)."""
    if not now.values or not before.values:
        return Change(None, None, Verdict.TOO_FEW)
    amount = fmean(now.values) - fmean(before.values)
    if min(len(now.values), len(before.values)) < FEWEST_HITS:
        return Change(amount, None, Verdict.TOO_FEW)
    here, there = (variance(scores.values) / len(scores.values) for scores in (now, before))
    if not here + there:
        return Change(amount, None, Verdict.TOO_FEW if amount else Verdict.NO_CHANGE, None if amount else 1.0, "welch")
    df = (here + there) ** 2 / (here**2 / (len(now.values) - 1) + there**2 / (len(before.values) - 1))
    half = critical(df) * math.sqrt(here + there)
    p = two_sided(amount / math.sqrt(here + there), df)
    return Change(amount, Interval(amount - half, amount + half), worded(amount, p), p, "welch")


def _ratio(case: Case) -> Change | None:
    if not isinstance(case.now.sample, Odds):
        return None
    past = [p.sample if p is not None and isinstance(p.sample, Odds) else None for p in case.past]
    return ratio_change(case.now.sample, past)


def ratio_change(now: Odds, past: Sequence[Odds | None]) -> Change | None:
    """A ratio against the last four ones, in logarithms (Haldane's ½ in each count); None without four of them.

    Its fluctuation is that of the last eight, at least what the counts alone would make (Woolf 1955).
    """
    known = [odds for odds in past if odds is not None]
    usual = [odds for odds in past[:USUAL] if odds is not None]
    if len(usual) < USUAL:
        return None
    logs = [_log(odds) for odds in known]
    level = fmean(logs[:USUAL])
    spread = max(variance(logs), median(_chance(odds) for odds in [*known, now]), _chance(now))
    enough = now.above + now.below >= FEWEST_CASES and max(now.above, now.below) >= FEWEST_HITS
    found = judged(_log(now) - level, math.sqrt(spread * (1 + 1 / USUAL)), len(known) - 1, "log-ratio", enough=enough)
    change = _as_ratio(found, math.exp(level))
    since = None if past[0] is None else _log(now) - _log(past[0])
    return agreed(change, since)


def _as_ratio(change: Change, usual: float) -> Change:
    """A change of a logarithm as one of the ratio itself."""
    amount, interval = change.amount or 0.0, change.interval
    if interval is not None:
        interval = Interval(usual * math.expm1(interval.low), usual * math.expm1(interval.high))
    return replace(change, amount=usual * math.expm1(amount), interval=interval)


def _log(odds: Odds) -> float:
    return math.log((odds.above + 0.5) / (odds.below + 0.5))


def _chance(odds: Odds) -> float:
    return 1 / (odds.above + 0.5) + 1 / (odds.below + 0.5)
