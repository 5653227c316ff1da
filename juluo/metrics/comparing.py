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
from juluo.metrics.shares import Share, share_change
from juluo.metrics.student import critical, two_sided
from juluo.metrics.usual import USUAL, Past, agreed, judged, of_usual, stated, usual_count_change
from juluo.metrics.verdict import FEWEST_CASES, FEWEST_HITS, FEWEST_VALUES, Against, Change, Verdict, worded
from juluo.metrics.waits import waits_change


@dataclass(frozen=True, slots=True)
class Case:
    """What a verdict is made from. `past`: earlier comparable periods, the last one first, None where unknown.

    `time` and `times`: how long the periods are. `around`: the values of all days of these weeks, a column a weekday.
    `apart`: periods so long that they hold different cases, as a survey's waves do; one earlier is enough to judge.
    """

    now: Measured
    past: Sequence[Measured | None]
    time: float = 1.0
    times: Sequence[float] = ()
    around: Sequence[Sequence[float]] = ()
    apart: bool = False

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
    return _two(trial, case, case.last)


def _two(trial: Trial, case: Case, last: Measured) -> Change:
    """The trials that hold one period against the one before."""
    now, known = case.now, [p for p in case.past if p is not None]
    change = Change(_difference(now, last), None, Verdict.TOO_FEW)
    match trial, now.sample, last.sample:
        case Trial.SHARE, _, _:
            return _watched(case, share_change(_share(now), _share(last), [_share(p) for p in known]))
        case Trial.WAITS, Waits() as here, Waits() as there:
            history = [p.sample for p in known if isinstance(p.sample, Waits)]
            return _watched(case, waits_change(here, there, history))
        case Trial.MEMBERS, ByMember() as here, ByMember() as there:
            return members_change(here, there)
        case Trial.SCORES, Scores() as here, Scores() as there:
            return scores_change(here, there)
    return change


def _difference(now: Measured, last: Measured) -> float | None:
    return None if now.value is None or last.value is None else now.value - last.value


def _share(measured: Measured) -> Share:
    return Share(measured.hits or 0, measured.n or 0)


def _watched(case: Case, change: Change) -> Change:
    """What is read day after day, and hasn't been for four periods yet, is never called clear."""
    watched = case.apart or sum(p is not None for p in case.past) >= FEWEST_VALUES
    return change if watched or not change.verdict.is_clear else replace(change, verdict=Verdict.MAYBE)


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
    return ratio_change(case.now.sample, past, case.now.value)


def ratio_change(now: Odds, past: Sequence[Odds | None], value: float | None = None) -> Change | None:
    """A ratio against the last four ones, in logarithms (Haldane's ½ in each count); None without four of them.

    Its usual is their geometric mean: of ½ and 2 it is 1. The amount is told from `value`, the ratio as it is printed.

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
    change = replace(of_usual(found, math.exp(level)), against=Against.LEVEL4)
    since = None if past[0] is None else _log(now) - _log(past[0])
    change = agreed(change, since)
    return change if value is None else stated(change, value - math.exp(level))


def _log(odds: Odds) -> float:
    return math.log((odds.above + 0.5) / (odds.below + 0.5))


def _chance(odds: Odds) -> float:
    return 1 / (odds.above + 0.5) + 1 / (odds.below + 0.5)
