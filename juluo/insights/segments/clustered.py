"""Shares of what people write or do, a group against the rest, with people drawn and not what they wrote.

Whoever says much doesn't count as many. The ratio's interval is on logarithms, its variance by leaving out one person
after another (the jackknife: Tukey 1958; Efron and Stein 1981): the usual formula for clusters (Cochran 1977, §6.4)
is far too sure where one person said most of it. Among many things tried Benjamini and Hochberg (1995) at one in
twenty.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import NormalDist, fmean
from typing import Generic, TypeVar

from juluo.insights.segments.apart import ALLOWED
from juluo.metrics.discovery import benjamini_hochberg
from juluo.metrics.intervals import Z95, Interval

Key = TypeVar("Key")


@dataclass(slots=True)
class Side(Generic[Key]):
    """How much each person did, and in how much of it each thing stands."""

    done: Counter[int] = field(default_factory=Counter)
    of: dict[Key, Counter[int]] = field(default_factory=dict)

    def add(self, who: int, things: Iterable[Key]) -> None:
        """One more by somebody, in which these stand."""
        self.done[who] += 1
        for thing in things:
            self.of.setdefault(thing, Counter())[who] += 1

    def share(self, thing: Key) -> tuple[float, float]:
        """In which share of all it stands, and the variance of that share's logarithm; of none, half of one."""
        whole, used = self.done.total(), self.of.get(thing, Counter())
        hits = used.total() or 0.5
        if not used:
            return hits / whole, 1 / hits
        without = [math.log(max(hits - used[who], 0.5) / max(whole - n, 1)) for who, n in self.done.items()]
        people, mean = len(without), fmean(without)
        spread = sum((one - mean) ** 2 for one in without) * (people - 1) / people
        return hits / whole, max(spread, 1 / hits)


@dataclass(frozen=True, slots=True)
class Compared(Generic[Key]):
    """One thing: by how many people of the group, in which share of what they did, and of the rest's.

    `lift` with its interval is the ratio of the shares; `found` where it stands after the correction for all tried.
    """

    thing: Key
    people: int
    share: float
    share_rest: float
    lift: float
    interval: Interval
    found: bool


def compared(group: Side[Key], others: Side[Key], things: Iterable[Key]) -> list[Compared[Key]]:
    """Each thing, in the order given; nothing where one side did nothing."""
    if not group.done or not others.done:
        return []
    told = [(thing, *_ratio(group, others, thing)) for thing in things]
    q = benjamini_hochberg([p for _, _, p in told])
    return [
        Compared(
            thing,
            len(group.of.get(thing, ())),
            group.share(thing)[0] if group.of.get(thing) else 0.0,
            others.share(thing)[0] if others.of.get(thing) else 0.0,
            lift.lift,
            lift.interval,
            at <= ALLOWED and not lift.interval.low <= 1 <= lift.interval.high,
        )
        for (thing, lift, _), at in zip(told, q, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Lift:
    lift: float
    interval: Interval


def _ratio(group: Side[Key], others: Side[Key], thing: Key) -> tuple[_Lift, float]:
    """How many times as much of it, and how likely chance alone makes such a ratio."""
    (share, error), (share_rest, error_rest) = group.share(thing), others.share(thing)
    spread = math.sqrt(error + error_rest)
    lift = share / share_rest
    interval = Interval(lift * math.exp(-Z95 * spread), lift * math.exp(Z95 * spread))
    return _Lift(lift, interval), 2 * NormalDist().cdf(-abs(math.log(lift)) / spread)
