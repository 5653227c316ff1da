"""Waiting times, some of them not over: Kaplan and Meier 1958; the median's interval: Brookmeyer and Crowley 1982."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from juluo.metrics.intervals import Z95, Interval


@dataclass(frozen=True, slots=True)
class Curve:
    """The share still waiting after each time at which somebody's waiting ended, with Greenwood's sum."""

    times: tuple[float, ...]
    waiting: tuple[float, ...]
    greenwood: tuple[float, ...]

    def at(self, time: float) -> float:
        """The share still waiting at a time."""
        share = 1.0
        for moment, waiting in zip(self.times, self.waiting, strict=True):
            if moment > time:
                break
            share = waiting
        return share

    @property
    def median(self) -> float | None:
        """The time by which half have been served; None if that was never reached."""
        return next((t for t, share in zip(self.times, self.waiting, strict=True) if share <= 0.5 + 1e-12), None)

    def median_interval(self, z: float = Z95) -> Interval | None:
        """Times whose share waiting can't be told from one half (log-log); the upper end may be infinite."""
        inside = [
            time
            for time, share, spread in zip(self.times, self.waiting, self.greenwood, strict=True)
            if _near_half(share, spread, z)
        ]
        if self.median is None and not inside:
            return None
        below = [t for t, s in zip(self.times, self.waiting, strict=True) if s < 0.5 and t not in inside]
        low = inside[0] if inside else self.median or math.inf
        high = next((t for t in below if t > (inside[-1] if inside else low)), math.inf)
        return Interval(low, high)


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
    return Curve(tuple(times), tuple(waiting), tuple(greenwood))


def _near_half(share: float, spread: float, z: float) -> bool:
    if share in {0.0, 1.0} or math.isinf(spread):
        return False
    deviation = math.log(-math.log(share)) - math.log(-math.log(0.5))
    return abs(deviation) <= z * math.sqrt(spread) / abs(math.log(share))
