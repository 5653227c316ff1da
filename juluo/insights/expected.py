"""What a day would ordinarily be like: the expected band of a daily series.

A count's root has nearly the same spread whatever its size (Anscombe 1948), and so has a share's angle: there
everything is weighed. The middle is the median of the same weekdays before, moved by how the last two weeks stand to
all eight, and the spread is that of the last eight weeks' days around their own weekdays' medians, by their median
absolute deviation or, where their tails are longer, by what 17 in 20 of them kept to (a week of holidays is to spoil
neither); a count's is never less than chance alone would make it, and all are widened by how unsure a median of so few
days is itself.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from juluo.metrics.intervals import Z95

WEEKS = 8
# With fewer comparable days nothing is ordinary yet.
FEWEST = 4
# The median absolute deviation of a normal distribution is 1/1.4826 of its standard deviation; 17 in 20 of its values
# lie within 1.44.
_NORMAL, _TAIL, _MOST = 1.4826, 1.44, 0.85
_RECENT = 14
_STEEPEST = 2.0

Series = Mapping[date, float]


@dataclass(frozen=True, slots=True)
class Scale:
    """Where values are weighed: on to it and back, the least spread that chance leaves there, the most there is."""

    onto: Callable[[float], float]
    back: Callable[[float], float]
    least: float
    most: float = math.inf


# Anscombe's constant.
_SHIFT = 3 / 8


def root(count: float) -> float:
    """The root on which a Poisson count's standard deviation is nearly a half."""
    return math.sqrt(count + _SHIFT)


COUNTS = Scale(lambda count: 2 * root(count), lambda on: max(0.0, max(0.0, on / 2) ** 2 - _SHIFT), 1.0)
# How many a share is of varies from day to day, so its least spread isn't known: what it was is all there is.
SHARES = Scale(
    lambda share: 2 * math.asin(math.sqrt(share)), lambda on: math.sin(min(max(on, 0.0), math.pi) / 2) ** 2, 0, 1
)
# Ratios and waits: nothing below 0, longer tails above.
AMOUNTS = Scale(lambda amount: 2 * math.sqrt(amount), lambda on: max(0.0, on / 2) ** 2, 0)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a day would ordinarily be: its middle, and the spread around it on the scale.

    `past` are the last eight weeks' days, each as far off its own weekday's median as `off` tells.
    """

    middle: float
    spread: float
    past: tuple[float, ...]
    scale: Scale = COUNTS

    def band(self, z: float = Z95) -> tuple[float, float]:
        """Where so many spreads to either side end; 95 % of ordinary days lie within by default."""
        middle, half = self.scale.onto(self.middle), z * self.spread
        return self.scale.back(middle - half), self.scale.back(middle + half)

    def off(self, value: float) -> float:
        """How far a value lies from the middle, on the scale of `past`."""
        return self.scale.onto(value) - self.scale.onto(self.middle)

    def surprise(self, value: float) -> float:
        """The same in spreads: beyond ±1.96 lie 5 % of ordinary days."""
        return self.off(value) / self.spread


def expected(series: Series, day: date, scale: Scale = COUNTS) -> Expected | None:
    """What is expected of a day; None where fewer than four of the eight same weekdays before are known.

    Days that the series doesn't hold are unknown, not 0.
    """
    same = _weekday(series, day, 0)
    if len(same) < FEWEST:
        return None
    weekdays = [same, *(_weekday(series, day, back) for back in range(1, 7))]
    past = tuple(off for values in weekdays for off in _offs(values, scale))
    # A median's variance is π/2 times a mean's.
    unsure = math.sqrt(1 + math.pi / 2 / len(same))
    middle = min(scale.most, median(same) * _trend(series, day, weekdays))
    return Expected(middle, unsure * _spread(past, scale), past, scale)


def _weekday(series: Series, day: date, later: int) -> list[float]:
    """What is known of the last eight weeks' days of the weekday that comes so many days later than the day's."""
    days = (day - timedelta(days=7 * week - later) for week in range(1, WEEKS + 1))
    return [series[earlier] for earlier in days if earlier in series]


def _offs(values: list[float], scale: Scale) -> list[float]:
    """How far each lies from their median. That they made it themselves brings them nearer: that is undone."""
    if len(values) < FEWEST:
        return []
    middle, widened = scale.onto(median(values)), math.sqrt(len(values) / (len(values) - 1))
    return [widened * (scale.onto(value) - middle) for value in values]


def _spread(past: tuple[float, ...], scale: Scale) -> float:
    sizes = sorted(abs(off) for off in past)
    tail = sizes[math.ceil(_MOST * len(sizes)) - 1] / _TAIL
    return max(scale.least, _NORMAL * median(sizes), tail)


def _trend(series: Series, day: date, weekdays: Sequence[Sequence[float]]) -> float:
    """How the last two weeks' days stand to their weekdays' medians: slow growth or decline is ordinary."""
    usual = [median(values) if len(values) >= FEWEST else 0.0 for values in weekdays]
    recent = ((day - timedelta(days=back), usual[-back % 7]) for back in range(1, _RECENT + 1))
    ratios = [series[one] / middle for one, middle in recent if one in series and middle]
    if len(ratios) < _RECENT / 2:
        return 1.0
    return min(_STEEPEST, max(1 / _STEEPEST, median(ratios)))
