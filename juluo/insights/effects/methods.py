"""The ways to guess the days of an event from what lay before it, and which of them is taken when."""

import math
from collections.abc import Sequence
from enum import StrEnum
from statistics import fmean
from typing import TYPE_CHECKING

from juluo.insights.effects.hindsight import WEEK, Guess, stride
from juluo.insights.effects.panel import Panel
from juluo.insights.effects.structural import Forecast, Known, forecasts
from juluo.insights.effects.synthetic import noise_of, placebo_error, synthetic_differences

if TYPE_CHECKING:
    from juluo.insights.effects.panel import Numbers


class Method(StrEnum):
    SYNTHETIC = "synthetic_did"
    STRUCTURAL = "structural_time_series"
    WEEKDAYS = "same_weekday"


# Below, no model knows the weekdays; at most so many days are looked back on, for communities change.
FEWEST_DAYS, MOST_DAYS = 28, 84
FEWEST_GROUPS = 5
# Blocks of days, each as long as the event and on the same weekdays, that are periods before it.
FEWEST_BLOCKS, MOST_BLOCKS = 8, 12
# More controls than these would take long to weigh, and add nothing.
MOST_CONTROLS = 4
# Periods are weighed with as firm a hand as groups: see synthetic_differences.
EVEN = 1.0


def method_for(history: int, days: int, untouched: int) -> Method:
    """By how many days are known before, how long the event was, and how many groups it left alone."""
    if history < FEWEST_DAYS:
        return Method.WEEKDAYS
    if untouched >= FEWEST_GROUPS and history >= FEWEST_BLOCKS * stride(days):
        return Method.SYNTHETIC
    return Method.STRUCTURAL


def structural(series: "Numbers", controls: "Numbers", weekday: int) -> Guess:
    """By the structural time series; `controls` is days × groups, `weekday` that of the first day."""
    import numpy as np  # noqa: PLC0415 - loaded where an effect is measured

    def guess(begin: int, spans: Sequence[slice]) -> Sequence[Forecast]:
        start, until = max(0, begin - MOST_DAYS), begin + max(span.stop for span in spans)
        nearest = _nearest(series[start:begin], controls[start:begin])
        known = Known(series[start:begin], controls[start:until][:, nearest], (weekday + start) % WEEK)
        return forecasts(known, spans)

    def _nearest(own: "Numbers", others: "Numbers") -> list[int]:
        """The controls that went most as the series did."""
        alike = np.abs((own - own.mean()) @ (others - others.mean(axis=0)) / (others.std(axis=0) + 1e-9))
        return sorted(np.argsort(-alike, kind="stable")[:MOST_CONTROLS].tolist())

    return guess


def synthetic(series: "Numbers", controls: "Numbers", begin: int) -> Guess:
    """By synthetic difference-in-differences over blocks of the same weekdays; `begin` is where the event begins."""
    import numpy as np  # noqa: PLC0415 - the same

    everyone = np.column_stack([controls, series]).T
    errors: dict[tuple[int, int], float] = {}

    def guess(at: int, spans: Sequence[slice]) -> Sequence[Forecast]:
        return [_guessed(at, span) for span in spans]

    def _guessed(at: int, span: slice) -> Forecast:
        panel = _panel(at, span)
        key = (span.start, span.stop)
        if key not in errors:
            here = panel if at == begin else _panel(begin, span)
            errors[key] = max(placebo_error(here, EVEN), noise_of(here) * _LEAST, _LEAST)
        return Forecast(float(panel.touched[-1]) - synthetic_differences(panel, EVEN).effect, errors[key])

    def _panel(at: int, span: slice) -> Panel:
        blocks = _blocks(everyone, at, span)
        return Panel(blocks[:-1], blocks[-1], blocks.shape[1] - 1)

    return guess


def together(series: "Numbers", controls: "Numbers", weekday: int, begin: int) -> Guess:
    """By both: the mean of what periods and groups say, and of how far the series goes from its groups day by day.

    Periods far back miss how the series itself drifted; the gap to all groups alike misses which of them are like it.
    Where neither makes the other's mistake their mean strays less than either (Bates and Granger 1969), and what all
    groups had, were it never seen before, both take away.
    """
    beside = controls.mean(axis=1)
    by_groups = synthetic(series, controls, begin)
    by_course = structural(series - beside, controls[:, :0], weekday)

    def guess(at: int, spans: Sequence[slice]) -> Sequence[Forecast]:
        return [
            Forecast((one.mean + gap.mean + float(beside[at:][span].mean())) / 2, (one.sd + gap.sd) / 2)
            for one, gap, span in zip(by_groups(at, spans), by_course(at, spans), spans, strict=True)
        ]

    return guess


# Groups that never moved leave no error to speak of; a tenth of a step, or of chance, is the least there is.
_LEAST = 0.1


def _blocks(everyone: "Numbers", at: int, span: slice) -> "Numbers":
    """Groups × blocks: means over the span's days in the weeks before the beginning, then over the span itself."""
    import numpy as np  # noqa: PLC0415 - the same

    days = span.stop - span.start
    step = stride(days)
    nearest = math.ceil(span.stop / step)
    starts = [at + span.start - step * back for back in range(nearest, nearest + MOST_BLOCKS)]
    starts = [start for start in reversed(starts) if start >= 0]
    return np.column_stack([everyone[:, start : start + days].mean(axis=1) for start in (*starts, at + span.start)])


def weekdays(series: "Numbers", begin: int) -> Guess:
    """By the mean of the same weekdays, for histories too short for a model: of all days before the event.

    Earlier spans are guessed from the weeks on both sides of them: there are none to spare.
    """
    import numpy as np  # noqa: PLC0415 - the same

    residuals = [series[day] - series[day % WEEK : begin : WEEK].mean() for day in range(begin)]
    noise = max(_LEAST, float(np.sqrt(np.square(residuals).sum() / (begin - WEEK))))

    def guess(at: int, spans: Sequence[slice]) -> Sequence[Forecast]:
        return [_guessed(at, span) for span in spans]

    def _guessed(at: int, span: slice) -> Forecast:
        days = range(at + span.start, at + span.stop)
        sd = noise * math.sqrt((1 + WEEK / begin) / len(days))
        return Forecast(fmean(_usual(day, at, span) for day in days), sd)

    def _usual(day: int, at: int, span: slice) -> float:
        same = range(day % WEEK, begin, WEEK)
        return fmean(series[one] for one in same if not at + span.start <= one < at + span.stop)

    return guess
