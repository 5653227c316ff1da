"""Waiting times, some of them not over: Kaplan and Meier 1958; the median's interval: Brookmeyer and Crowley 1982.

Two groups of them: the log-rank test (Mantel 1966).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from juluo.metrics.intervals import Z95, Interval


@dataclass(frozen=True, slots=True)
class LogRank:
    """`excess`: how many more of the first group were served than if both were served alike."""

    excess: float
    variance: float

    @property
    def chi2(self) -> float:
        return self.excess**2 / self.variance if self.variance else 0.0

    @property
    def p(self) -> float:
        """Two-sided, by chi² with one degree of freedom."""
        return math.erfc(math.sqrt(self.chi2 / 2))


@dataclass(frozen=True, slots=True)
class Curve:
    """The share still waiting after each time at which somebody's waiting ended, with Greenwood's sum.

    `until` is how long the longest case was watched.
    """

    times: tuple[float, ...]
    waiting: tuple[float, ...]
    greenwood: tuple[float, ...]
    until: float

    def at(self, time: float) -> float | None:
        """The share still waiting at a time; None if some wait still and nobody was watched so long."""
        if time > self.until and not self._all_served:
            return None
        share = 1.0
        for moment, waiting in zip(self.times, self.waiting, strict=True):
            if moment > time:
                break
            share = waiting
        return share

    @property
    def _all_served(self) -> bool:
        return bool(self.waiting) and self.waiting[-1] == 0.0

    @property
    def median(self) -> float | None:
        """The time by which half have been served; None if that was never reached."""
        return next((t for t, share in zip(self.times, self.waiting, strict=True) if share <= 0.5 + 1e-12), None)

    def median_interval(self, z: float = Z95) -> Interval | None:
        """Times at which half may have been served, as far as the curve's log-log limits tell; the end may be open."""
        limits = [_limits(share, spread, z) for share, spread in zip(self.waiting, self.greenwood, strict=True)]
        low = next((t for t, (lower, _) in zip(self.times, limits, strict=True) if lower <= 0.5), None)
        high = next((t for t, (_, upper) in zip(self.times, limits, strict=True) if upper < 0.5), math.inf)
        return None if low is None else Interval(low, high)


def kaplan_meier(durations: Sequence[float], ended: Sequence[bool]) -> Curve:
    """The curve of durations, of which those not `ended` are only known to be longer."""
    groups: dict[float, list[bool]] = {}
    for duration, end in sorted(zip(durations, ended, strict=True)):
        groups.setdefault(duration, []).append(end)
    at_risk, share, spread = len(durations), 1.0, 0.0
    times, waiting, greenwood = [], [], []
    for time, group in groups.items():
        served = sum(group)
        if served:
            share *= 1 - served / at_risk
            spread += served / (at_risk * (at_risk - served)) if at_risk > served else math.inf
            times.append(time)
            waiting.append(share)
            greenwood.append(spread)
        at_risk -= len(group)
    return Curve(tuple(times), tuple(waiting), tuple(greenwood), max(durations, default=-math.inf))


def log_rank(
    first: Sequence[float], first_ended: Sequence[bool], second: Sequence[float], second_ended: Sequence[bool]
) -> LogRank:
    """Whether two groups are served alike: at each moment at which somebody is, how many of whom."""
    cases = [(time, ended, True) for time, ended in zip(first, first_ended, strict=True)]
    cases += [(time, ended, False) for time, ended in zip(second, second_ended, strict=True)]
    at_risk, at_risk_first = len(cases), len(first)
    excess = variance = 0.0
    for _, group in groupby(sorted(cases), key=itemgetter(0)):
        here = list(group)
        served = sum(ended for _, ended, _ in here)
        share = at_risk_first / at_risk
        excess += sum(ended and is_first for _, ended, is_first in here) - served * share
        if at_risk > 1:
            variance += served * share * (1 - share) * (at_risk - served) / (at_risk - 1)
        at_risk -= len(here)
        at_risk_first -= sum(is_first for _, _, is_first in here)
    return LogRank(excess, variance)


def served_and_expected(groups: Sequence[tuple[Sequence[float], Sequence[bool]]]) -> list[tuple[int, float]]:
    """Of each group how many were served, and how many would have been, were all groups served alike."""
    cases = sorted(
        (time, ended, group)
        for group, (lasted, ends) in enumerate(groups)
        for time, ended in zip(lasted, ends, strict=True)
    )
    at_risk, expected = [len(lasted) for lasted, _ in groups], [0.0] * len(groups)
    for _, tied in groupby(cases, key=itemgetter(0)):
        here = list(tied)
        hazard = sum(ended for _, ended, _ in here) / sum(at_risk)
        expected = [sum_ + hazard * n for sum_, n in zip(expected, at_risk, strict=True)]
        for _, _, group in here:
            at_risk[group] -= 1
    return [(sum(ends), found) for (_, ends), found in zip(groups, expected, strict=True)]


def _limits(share: float, spread: float, z: float) -> tuple[float, float]:
    """The log-log limits of a share still waiting; once nobody waits, Greenwood's sum says nothing."""
    if share <= 0.0:
        return 0.0, 1.0
    stretch = math.exp(z * math.sqrt(spread) / abs(math.log(share)))
    return share**stretch, share ** (1 / stretch)
