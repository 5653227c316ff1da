"""How much could be seen at all: the effect by one who knows what was drawn for a series, which no method is told.

It knows how alike and how unruly days are, how the level drifts and what weekends are, and that chance is Poisson; not
where the level lies, nor the effect, a factor that is the same on every day. Then logarithms of what is to be expected
are normal with a known covariance, and generalised least squares lose nothing (Aitken 1935); counts are brought onto
them by Laplace's approximation. Real methods have to learn from the same days how far days stray, and give an
interval that widens with what they don't know. So what this sees, nobody can be asked to see more often.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from effects_series import PLANTED, Drawn

from juluo.metrics.intervals import Z95
from juluo.metrics.student import two_sided

# The level and the effect may be anything: their logarithms have this variance.
_ANYTHING = 100.0


@dataclass(frozen=True, slots=True)
class Known:
    """The effect as a logarithm, and its standard error."""

    effect: float
    error: float

    @property
    def holds(self) -> bool:
        """Whether the 95 % interval holds 0."""
        return abs(self.effect) <= Z95 * self.error

    @property
    def bound(self) -> float:
        """How often an effect of what is planted would be seen with such an error."""
        distance = np.log1p(PLANTED) / self.error
        return _above(Z95 - distance) + _above(Z95 + distance)


def oracle(people: Sequence[int], made: Drawn, length: int) -> Known:
    """The effect on the last `length` days."""
    counts, usual, days = np.array(people, dtype=float), np.log(made.week), np.arange(len(people))
    apart = np.abs(days[:, None] - days)
    strays = made.unruly**2 * made.alike**apart + made.drift**2 * np.minimum.outer(days, days)
    columns = np.column_stack([np.ones(len(days)), days >= len(days) - length])
    believed = strays + _ANYTHING * columns @ columns.T
    logs = np.full(len(days), np.log(counts.mean()))
    for _ in range(50):
        chance = np.exp(logs + usual)
        near = logs + (counts - chance) / chance
        found = believed @ np.linalg.solve(believed + np.diag(1 / chance), near)
        moved, logs = np.abs(found - logs).max(), found
        if moved < _SETTLED:
            break
    across = np.linalg.solve(strays + np.diag(1 / chance), np.column_stack([columns, near]))
    spread = np.linalg.inv(columns.T @ across[:, :2])
    return Known(float((spread @ (columns.T @ across[:, 2]))[1]), float(np.sqrt(spread[1, 1])))


_SETTLED = 1e-6


def _above(z: float) -> float:
    """How often a normal number lies above z."""
    tail = two_sided(abs(z), float("inf")) / 2
    return tail if z > 0 else 1 - tail
