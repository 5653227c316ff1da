"""A share, a mean or a net score with its interval, weighted or not; and what those who kept silent could change.

Weighted ones take the interval of as many answers as the weights leave worth (Kish 1965). Bounds assume nothing of who
didn't answer: all of them the one way, all of them the other (Manski 1990).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from juluo.insights.surveys.weights import design_effect
from juluo.metrics.feedback.nps import DETRACTS, PROMOTES, adjusted_wald
from juluo.metrics.intervals import Z95, Interval, wilson
from juluo.metrics.student import critical


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its 95 % interval; `n` is how many answers it is worth, which is fewer where they are weighed."""

    value: float
    interval: Interval | None
    n: float


def share(hits: Sequence[bool], weights: Sequence[float] | None = None, z: float = Z95) -> Estimate:
    """Wilson 1927."""
    worth, total = _worth(len(hits), weights)
    p = sum(weight for hit, weight in zip(hits, total, strict=True) if hit) / sum(total)
    return Estimate(p, wilson(min(p, 1.0) * worth, worth, z), worth)


def mean(values: Sequence[float], weights: Sequence[float] | None = None) -> Estimate:
    """Student 1908; the spread of weighted values with n / (n − 1)."""
    worth, total = _worth(len(values), weights)
    whole = sum(total)
    middle = math.fsum(w * v for w, v in zip(total, values, strict=True)) / whole
    if worth < 2:
        return Estimate(middle, None, worth)
    spread = math.fsum(w * (v - middle) ** 2 for w, v in zip(total, values, strict=True)) / whole
    half = critical(worth - 1) * math.sqrt(spread / (worth - 1))
    return Estimate(middle, Interval(middle - half, middle + half), worth)


def net(scores: Sequence[int], weights: Sequence[float] | None = None) -> Estimate:
    """The net promoter score, adjusted Wald (Rocks 2016)."""
    worth, total = _worth(len(scores), weights)
    whole = sum(total)
    promotes = sum(w for w, score in zip(total, scores, strict=True) if score >= PROMOTES) / whole
    detracts = sum(w for w, score in zip(total, scores, strict=True) if score <= DETRACTS) / whole
    return Estimate(100 * (promotes - detracts), adjusted_wald(promotes * worth, detracts * worth, worth), worth)


def bounds(value: float, n: int, people: int, low: float, high: float) -> Interval:
    """Where a mean of everybody asked must lie, whatever the silent would have said on a scale from low to high."""
    silent = people - n
    return Interval((value * n + low * silent) / people, (value * n + high * silent) / people)


def _worth(n: int, weights: Sequence[float] | None) -> tuple[float, Sequence[float]]:
    if weights is None:
        return float(n), [1.0] * n
    return n / design_effect(weights), weights
