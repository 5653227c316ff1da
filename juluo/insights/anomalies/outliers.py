"""The generalised extreme Studentized deviate: which of many values don't belong (Rosner 1983, Technometrics 25)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from statistics import fmean, stdev

# Rosner's critical values are accurate from so many values on.
FEWEST = 25


@dataclass(frozen=True, slots=True)
class Esd:
    """The places of the values that were taken out one after another, each with its deviate and its critical value.

    `found` of them are outliers: the last deviate above its critical value decides, whatever stands before it.
    """

    taken: tuple[int, ...]
    deviates: tuple[float, ...]
    critical: tuple[float, ...]

    @property
    def found(self) -> int:
        above = [r > limit for r, limit in zip(self.deviates, self.critical, strict=True)]
        return max((nth for nth, is_above in enumerate(above, 1) if is_above), default=0)

    @property
    def outliers(self) -> frozenset[int]:
        return frozenset(self.taken[: self.found])


def esd(values: Sequence[float], most: int, alpha: float = 0.05) -> Esd:
    """Up to `most` outliers among values that otherwise are near normal."""
    left = list(enumerate(values))
    taken: list[tuple[int, float, float]] = []
    for nth in range(1, most + 1):
        left_values = [value for _, value in left]
        if len(left_values) < 3 or not (spread := stdev(left_values)):
            break
        middle = fmean(left_values)
        furthest = max(range(len(left)), key=lambda place: abs(left_values[place] - middle))
        place, value = left.pop(furthest)
        taken.append((place, abs(value - middle) / spread, critical_value(len(values), nth, alpha)))
    places, deviates, critical = zip(*taken, strict=True) if taken else ((), (), ())
    return Esd(places, deviates, critical)


@cache
def critical_value(n: int, nth: int, alpha: float) -> float:
    """Rosner's λ for the nth value taken out of n, at a two-sided level."""
    from scipy.special import stdtrit  # noqa: PLC0415 - its import costs more than a day's other alarms together

    freedom = n - nth - 1
    t = float(stdtrit(freedom, 1 - alpha / (2 * (n - nth + 1))))
    return (n - nth) * t / math.sqrt((freedom + t * t) * (n - nth + 1))
