"""What is usual, and how far a day may go from it by itself: a count against the last four comparable ones.

One day against one day is a poor test: a day has a shock of its own (weather, holidays, a release), and last week's
day had one too. So a count is held against the mean of the last four same weekdays, and how much it goes up and down
by itself is taken from the last eight. 明显 is said only if it has also moved the same way since last week.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean, median, variance

from juluo.metrics.intervals import Interval
from juluo.metrics.rates import Rates
from juluo.metrics.student import critical, two_sided
from juluo.metrics.verdict import FEWEST_HITS, FEWEST_VALUES, Against, Change, Verdict, count_change, rated, worded

# How many of the last comparable periods are the usual, and how many tell how much it fluctuates.
USUAL = 4
HISTORY = 8
# What all days of the last eight weeks say about the fluctuation counts as much as so many same weekdays.
_PRIOR = 28
# The median absolute deviation of a normal distribution, and what its variance keeps if nothing goes beyond two of it.
_NORMAL, _FAR, _KEPT = 1.4826, 2.0, 0.9205


@dataclass(frozen=True, slots=True)
class Past:
    """A count of an earlier period, and how long that was."""

    count: float
    time: float = 1.0


def usual_count_change(now: Past, past: Sequence[Past | None], *, bursty: bool) -> Change | None:
    """A count against its usual; None without an earlier period. `past`: the last one first, None where unknown."""
    last = past[0] if past else None
    known = [earlier for earlier in past if earlier is not None]
    usual = [earlier for earlier in past[:USUAL] if earlier is not None]
    if len(usual) == USUAL:
        return _against_usual(now, usual, known, last)
    if last is None:
        return None
    if bursty:
        # How bursty they are takes some history to tell; taken for calm, they would cry wolf.
        return Change(Rates(now.count, last.count, now.time, last.time).amount, None, Verdict.TOO_FEW)
    return count_change(now.count, last.count, now.time, last.time)


def _against_usual(now: Past, usual: Sequence[Past], known: Sequence[Past], last: Past | None) -> Change:
    rates = Rates(now.count, sum(p.count for p in usual), now.time, sum(p.time for p in usual))
    per_time = [p.count / p.time * now.time for p in known]
    mean = fmean(per_time)
    spread = max(1.0, variance(per_time) / mean) if mean else 1.0
    change = rated(rates, spread, len(known) - 1 if spread > 1 else math.inf, Against.MEAN4)
    since = None if last is None else now.count - last.count / last.time * now.time
    return agreed(change, since)


def agreed(change: Change, since: float | None) -> Change:
    """The change, called clear only if it went the same way since the last comparable period."""
    if change.verdict.is_clear and since is not None and since * (change.amount or 0) <= 0:
        return replace(change, verdict=Verdict.MAYBE)
    return change


def log(count: float) -> float:
    """A count's logarithm, with Haldane's ½ so that none has one too."""
    return math.log(count + 0.5)


@dataclass(frozen=True, slots=True)
class Fluctuation:
    """The variance of a day's count in logarithms, and from how many independent values it is known."""

    variance: float
    df: float


def fluctuation(own: Sequence[float], around: Sequence[Sequence[float]]) -> Fluctuation:
    """How much a weekday's count goes up and down by itself, in logarithms: days are a third fuller, not ten people.

    Eight values alone are few, so they are drawn towards what all weekdays of these weeks show (`around`: one column
    a weekday), as a moderated t does (Smyth 2004). Each weekday tells how many times a count's own variance it has,
    as quasi-Poisson has it; days of one week resemble one another, so all count for no more than twenty-eight.
    """
    columns = [_residuals(column) for column in around if len(column) >= FEWEST_VALUES]
    df, level = len(own) - 1, fmean(own) + 0.5
    if not columns:
        return Fluctuation(variance([log(count) for count in own]), df)
    # Rousseeuw and Croux 1993: so many median deviations are a standard deviation; the last is that of eight values.
    usual = _NORMAL * math.sqrt(HISTORY / (HISTORY - 1)) * median(abs(r) for column in columns for r in column)
    known = sum(len(column) - 1 for column in columns)
    prior = min(_PRIOR, known)
    pooled = sum(_reined(column, usual) for column in columns) / known
    return Fluctuation((_reined(_residuals(own), usual) + prior * pooled) / (df + prior) / level, df + prior)


def _residuals(counts: Sequence[float]) -> list[float]:
    """How far each count lies from their median, in standard errors of a count that doesn't fluctuate by itself."""
    logs = [log(count) for count in counts]
    middle, scale = median(logs), math.sqrt(fmean(counts) + 0.5)
    return [(value - middle) * scale for value in logs]


def _reined(residuals: Sequence[float], usual: float) -> float:
    """Their squares' sum, none of them further out than two of the usual.

    An event night or a holiday among the last eight doesn't make the next one ordinary (winsorised: Tukey 1962).
    """
    return sum(min(r * r, (_FAR * usual) ** 2) for r in residuals) / _KEPT


def judged(amount: float, error: float, df: float, test: str, *, enough: bool = True) -> Change:
    """The verdict on a difference from the usual with its standard error."""
    half = critical(df) * error
    interval = Interval(amount - half, amount + half)
    if not enough or not error:
        return Change(amount, interval, Verdict.TOO_FEW, against=Against.MEAN4)
    p = two_sided(amount / error, df)
    return Change(amount, interval, worded(amount, p), p, test, Against.MEAN4)


def of_usual(change: Change, usual: float) -> Change:
    """A change of a logarithm as one from its usual."""
    interval = change.interval
    if interval is not None:
        interval = Interval(usual * math.expm1(interval.low), usual * math.expm1(interval.high))
    return replace(change, amount=usual * math.expm1(change.amount or 0.0), interval=interval)


def stated(change: Change, amount: float) -> Change:
    """The change as the amount that the page prints beside value and usual; its interval holds that amount.

    A test in logarithms has another middle: after three quiet weeks and a full one a day may lie above their usual
    and below their mean. Then which way it went can't be told.
    """
    interval, verdict, p = change.interval, change.verdict, change.p
    if verdict in {Verdict.CLEARLY_UP, Verdict.CLEARLY_DOWN, Verdict.MAYBE} and amount * (change.amount or 0.0) <= 0:
        verdict, p = Verdict.NO_CHANGE, 1.0
    if interval is not None:
        interval = Interval(min(interval.low, amount), max(interval.high, amount))
    return replace(change, amount=amount, interval=interval, verdict=verdict, p=p)


def is_enough(now: float, usual: float) -> bool:
    return max(now, usual) >= FEWEST_HITS
