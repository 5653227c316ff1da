"""Fitting a linear model to labelled lines, the same way every time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from juluo.text.grams import Floats, cleaned, grams
from juluo.text.linear import Linear, chances
from juluo.text.signs import signs

# How freely weights may grow.
_FREEDOM = 8.0
# A sign is worth more than a piece: its weight may grow this much more freely.
_SIGN = 2.0
_ROUNDS = 200


@dataclass(frozen=True, slots=True)
class Labelled:
    """One text with its classes: 1 yes, 0 no, and how much it weighs."""

    texts: list[str]
    truth: Floats
    weight: Floats


def pieces(lines: Sequence[str], bits: int) -> Any:  # noqa: ANN401 - a matrix of scipy, which is loaded only here
    """What Linear.odds sums, as a matrix with one row a text."""
    from scipy.sparse import csr_matrix, vstack  # noqa: PLC0415 - only where weights are made

    rows = []
    for part in grams(lines, bits):
        sizes = np.diff(part.starts)
        values = np.repeat(1 / np.sqrt(sizes), sizes).astype(np.float32)
        rows.append(csr_matrix((values, part.buckets, part.starts), shape=(part.texts, 1 << bits)))
    whole = vstack(rows).tocsr()
    whole.sum_duplicates()
    return whole


def fitted(labelled: Labelled, bits: int, language: str = "") -> Linear:
    """One column a class, each fitted alone; with the signs of a language where one is named."""
    from scipy.sparse import csr_matrix, hstack  # noqa: PLC0415 - only where weights are made

    lines = cleaned(labelled.texts)
    matrix = pieces(lines, bits)
    if language:
        matrix = hstack([matrix, csr_matrix(_SIGN * signs(lines, language))]).tocsr()
    columns = [_column(matrix, labelled.truth[:, at] > 0, labelled.weight) for at in range(labelled.truth.shape[1])]
    weights = np.stack([weights for weights, _ in columns], axis=1).astype(np.float32)
    constant = np.array([constant for _, constant in columns], np.float32)
    return Linear(weights[: 1 << bits], constant, _SIGN * weights[1 << bits :] if language else None, language)


def _column(matrix: Any, truth: Any, weight: Any) -> tuple[Any, float]:  # noqa: ANN401 - of scipy
    """Logistic regression with a ridge on all but the constant, by L-BFGS (Liu and Nocedal 1989)."""
    from scipy.optimize import minimize  # noqa: PLC0415 - only where weights are made

    side = np.where(truth, 1.0, -1.0)
    across = matrix.T.tocsr()

    def loss(point: Any) -> tuple[float, Any]:  # noqa: ANN401 - of scipy
        growth, constant = point[:-1], point[-1]
        margins = side * (matrix @ growth + constant)
        pull = -weight * side * chances(-margins)
        total = float(weight @ np.logaddexp(0, -margins) + growth @ growth / (2 * _FREEDOM))
        return total, np.concatenate([across @ pull + growth / _FREEDOM, [pull.sum()]])

    start = np.zeros(matrix.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS, "gtol": 1e-3})
    return found.x[:-1], float(found.x[-1])
