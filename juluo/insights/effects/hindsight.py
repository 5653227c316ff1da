"""How far a method strays where nothing happened: it is asked for windows before the event, as it will be for it.

Models say how sure they are, and of real communities they say too much: releases, holidays and moods are in none. So
their errors in earlier windows of the same length, each guessed from what lay before it, set the width of the
interval: errors over what the model said they would be, pooled with a few that are worth what it said, as a t with as
many degrees of freedom. The days that are judged take no part in it.
"""

import math
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from juluo.insights.effects.structural import Forecast
from juluo.metrics.student import critical, two_sided

# The model's own word counts as so many windows.
TRUSTED = 4
# What is called large enough to be seen is missed so often.
MISSED = 0.2
# How far back windows are looked for.
PAST_DAYS = 182
WEEK = 7

# The days before `begin` are known; each span is guessed, counted from `begin`.
Guess = Callable[[int, Sequence[slice]], Sequence[Forecast]]


@dataclass(frozen=True, slots=True)
class Strayed:
    """An effect on the scale: how far the days lie from their guess, the error of that by hindsight, and its df.

    `now` and `past` are its error and those of earlier windows in units of what the model said of each.
    """

    shift: float
    error: float
    df: float
    now: float
    past: tuple[float, ...]

    @property
    def half(self) -> float:
        """Half of the 95 % interval."""
        return critical(self.df) * self.error

    @property
    def p(self) -> float:
        return two_sided(self.shift / self.error, self.df)

    def seeable(self, usual: float) -> float:
        """The least rise of days that are usually this, such that it is seen four times of five.

        It clears 0 by as much as errors seldom take from it, and errors grow as the days do.
        """
        seldom = critical(self.df, 2 * MISSED) * self.error
        return (self.half + seldom) / (1 - seldom / usual) if seldom < usual else math.inf


def strayed(
    guess: Guess, series: Sequence[float], begin: int, spans: Sequence[slice], fewest: int, others: Collection[int]
) -> list[Strayed]:
    """The effect in each span. A guess needs `fewest` days before; `others` are days of other events."""
    now = _errors(guess, series, begin, spans)
    past: list[list[float]] = [[] for _ in spans]
    for earlier in _beginnings(begin, spans[0], fewest):
        free = [n for n, span in enumerate(spans) if _is_free(earlier, span, begin, others)]
        if free:
            found = _errors(guess, series, earlier, [spans[n] for n in free])
            for n, (error, sd) in zip(free, found, strict=True):
                past[n].append(error / sd)
    return [_pooled(error, sd, errors) for (error, sd), errors in zip(now, past, strict=True)]


def _beginnings(begin: int, span: slice, fewest: int) -> Iterator[int]:
    """Earlier beginnings on the same weekday, so far apart that their first spans don't overlap."""
    step = stride(span.stop - span.start)
    return iter(range(begin - step, max(fewest, begin - PAST_DAYS) - 1, -step))


def stride(days: int) -> int:
    """Whole weeks that so many days fit into."""
    return WEEK * math.ceil(days / WEEK)


def _is_free(earlier: int, span: slice, begin: int, others: Collection[int]) -> bool:
    return earlier + span.stop <= begin and not any(earlier <= day < earlier + span.stop for day in others)


def _errors(guess: Guess, series: Sequence[float], begin: int, spans: Sequence[slice]) -> list[tuple[float, float]]:
    found = guess(begin, spans)
    return [
        (sum(series[begin + span.start : begin + span.stop]) / (span.stop - span.start) - one.mean, one.sd)
        for span, one in zip(spans, found, strict=True)
    ]


def _pooled(error: float, sd: float, past: Sequence[float]) -> Strayed:
    df = TRUSTED + len(past)
    wider = math.sqrt((TRUSTED + sum(one * one for one in past)) / df)
    return Strayed(error, sd * wider, df, error / sd, tuple(past))
