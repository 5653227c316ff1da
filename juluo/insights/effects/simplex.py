"""Weights that are no less than 0 and add up to 1, such that a mixture of columns comes nearest to a target.

A convex quadratic problem: an active set walks to its one optimum in finitely many steps (Lawson and Hanson 1974,
chapter 23, with the sum as a constraint). Nested searches for weights of predictors stop at wrong optima; here there
are no others.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from juluo.insights.effects.panel import Numbers

_NOTHING, _FLAT = 1e-13, 1e-10


def nearest_mixture(columns: "Numbers", target: "Numbers", ridge: float = 0.0, *, shifted: bool = False) -> "Numbers":
    """The weights w that make |columns·w − target|² + ridge·|w|² least; `shifted` lets a constant be added freely."""
    import numpy as np  # noqa: PLC0415 - loaded where an effect is measured

    if shifted:
        columns, target = columns - columns.mean(axis=0), target - target.mean()
    square, slope = columns.T @ columns + ridge * np.eye(columns.shape[1]), columns.T @ target
    weights = np.zeros(len(slope))
    held = [int(np.argmin(np.diag(square) - 2 * slope))]
    weights[held] = 1.0
    flat = _FLAT * max(1.0, float(np.abs(slope).max()))
    for _ in range(50 * len(slope)):
        held, price = _settled(square, slope, weights, held)
        lack = square @ weights - slope + price
        lack[held] = 0.0
        worst = int(np.argmin(lack))
        if lack[worst] > -flat:
            return weights
        held = [*held, worst]
    raise ArithmeticError("the weights of a convex problem were not found")


def _settled(square: "Numbers", slope: "Numbers", weights: "Numbers", held: list[int]) -> tuple[list[int], float]:
    """Move `weights` to the optimum over the held ones, letting go of those that would fall below 0."""
    import numpy as np  # noqa: PLC0415 - the same

    while True:
        wanted, price = _summing_to_one(square[np.ix_(held, held)], slope[held])
        now = weights[held]
        if wanted.min() >= -_NOTHING:
            weights[:] = 0.0
            weights[held] = np.maximum(wanted, 0.0)
            return held, price
        falling = wanted < 0
        step = float((now[falling] / (now[falling] - wanted[falling])).min())
        moved = now + step * (wanted - now)
        held = [one for one, weight in zip(held, moved, strict=True) if weight > _NOTHING]
        weights[:] = 0.0
        weights[held] = moved[moved > _NOTHING]


def _summing_to_one(square: "Numbers", slope: "Numbers") -> tuple["Numbers", float]:
    """The optimum whose parts add up to 1, of any sign, and the price of that sum."""
    import numpy as np  # noqa: PLC0415 - the same

    bordered = np.ones((len(slope) + 1, len(slope) + 1))
    bordered[:-1, :-1], bordered[-1, -1] = square, 0.0
    found = np.linalg.lstsq(bordered, np.append(slope, 1.0), rcond=None)[0]
    return found[:-1], float(found[-1])
