"""Round numbers for an axis: at most five lines, at 1, 2 or 5 of a power of ten."""

import math
from collections.abc import Sequence
from itertools import pairwise

from juluo.chart.spec import Course

_STEPS = 4


def ticks(low: float, high: float) -> tuple[float, ...]:
    """Evenly spaced round numbers from at or below `low` to at or above `high`."""
    if high <= low:
        low, high = low - 0.5, low + 0.5
    step = _round_up((high - low) / _STEPS)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(round(nth * step, 10) for nth in range(first, last + 1))


def _round_up(step: float) -> float:
    power = 10.0 ** math.floor(math.log10(step))
    return next(times * power for times in (1, 2, 5, 10) if times * power >= step * (1 - 1e-9))


def course_ticks(spec: Course) -> tuple[float, ...]:
    """The axis of a course. It begins at zero where that takes no more than half of the height."""
    known = [value for value in (*spec.values, *spec.before) if value is not None]
    known += [limit for band in spec.band if band is not None for limit in band]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    return ticks(0.0 if 0 <= low <= high / 2 else low, high)


def tick_words(marks: Sequence[float], *, share: bool) -> tuple[str, ...]:
    """The numbers at an axis, each with as many decimals as the steps need."""
    shown = [mark * 100 for mark in marks] if share else list(marks)
    step = min((after - before for before, after in pairwise(shown)), default=1.0)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9)) if step > 0 else 0
    return tuple(f"{mark:,.{decimals}f}{'%' if share else ''}".replace("-", "−") for mark in shown)
