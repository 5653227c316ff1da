"""What events of one kind did, taken together: the evidence behind proposing another.

Effects differ from event to event beyond chance, so each is a draw from what such events do: the spread between them
by DerSimonian and Laird 1986, the mean's interval by Hartung and Knapp 2001, which is honest with few of them, and
each event's own effect drawn towards the mean as far as it is unsure (Efron and Morris 1975). In logarithms, for what
events do is a share of who would have been there.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from juluo.insights.effects.effect import Effect
from juluo.metrics.intervals import Z95
from juluo.metrics.student import critical, two_sided
from juluo.metrics.verdict import Verdict, worded

# With two, how much they differ is anybody's guess.
FEWEST_EVENTS = 3
# Nobody has no logarithm: half a person a day stands for it.
SOMEBODY = 0.5


@dataclass(frozen=True, slots=True)
class Logged:
    """One effect as a logarithm, and its standard error."""

    effect: float
    error: float


@dataclass(frozen=True, slots=True)
class Pooled:
    """The mean of effects, its interval, how much they differ (a standard deviation), and each drawn towards it.

    As logarithms; `share` and `shares` say the same as a share of who would have been there.
    """

    events: int
    mean: float
    low: float
    high: float
    between: float
    p: float
    each: tuple[float, ...]

    @property
    def share(self) -> float:
        return math.expm1(self.mean)

    @property
    def shares(self) -> tuple[float, float]:
        return math.expm1(self.low), math.expm1(self.high)

    @property
    def verdict(self) -> Verdict:
        return worded(self.mean, self.p)


def measured(effect: Effect) -> Logged | None:
    """An effect to be pooled; None where there is none, or surely nobody would have been there.

    Its error is that of who would have been there. An event of which this reaches down to nobody says little, but not
    nothing: left out, those with few people would be heard only when it went well.
    """
    gain = effect.during
    interval = gain.change.interval if gain is not None else None
    if gain is None or interval is None or gain.seen - interval.low <= SOMEBODY:
        return None
    most, least = gain.seen - interval.low, max(gain.seen - interval.high, SOMEBODY)
    logged = math.log(max(gain.seen, SOMEBODY) / max(gain.expected, SOMEBODY))
    return Logged(logged, math.log(most / least) / 2 / Z95)


def pooled(effects: Sequence[Logged]) -> Pooled | None:
    """All together; None with fewer than three."""
    if len(effects) < FEWEST_EVENTS:
        return None
    between = _between(effects)
    weights = [1 / (one.error**2 + between) for one in effects]
    total = sum(weights)
    mean = sum(weight * one.effect for weight, one in zip(weights, effects, strict=True)) / total
    df = len(effects) - 1
    scatter = sum(weight * (one.effect - mean) ** 2 for weight, one in zip(weights, effects, strict=True)) / df
    # Effects that happen to agree don't make the mean surer than their own errors do.
    error = math.sqrt(max(1.0, scatter) / total)
    half = critical(df) * error
    each = tuple(
        (one.effect * between + mean * one.error**2) / (between + one.error**2) if between else mean for one in effects
    )
    return Pooled(len(effects), mean, mean - half, mean + half, math.sqrt(between), two_sided(mean / error, df), each)


def _between(effects: Sequence[Logged]) -> float:
    """The variance of effects beyond chance, by their moments (DerSimonian and Laird 1986)."""
    weights = [1 / one.error**2 for one in effects]
    total = sum(weights)
    mean = sum(weight * one.effect for weight, one in zip(weights, effects, strict=True)) / total
    scatter = sum(weight * (one.effect - mean) ** 2 for weight, one in zip(weights, effects, strict=True))
    return max(0.0, (scatter - len(effects) + 1) / (total - sum(weight**2 for weight in weights) / total))
