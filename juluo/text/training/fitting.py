"""Fitting a linear model to labelled lines, the same way every time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from juluo.text.grams import Floats, cleaned, grams
from juluo.text.linear import Linear

# How freely weights may grow; and in how many pieces lines are held out to find how sure the model may be.
_FREEDOM = 8.0
_PARTS = 5
_ROUNDS = 200


@dataclass(frozen=True, slots=True)
class Labelled:
    """One text with its classes: 1 yes, 0 no, and how much it weighs in each (0: nobody said)."""

    texts: list[str]
    truth: Floats
    weight: Floats
    kin: list[str]


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


def fitted(labelled: Labelled, bits: int) -> Linear:
    """One column a class, each fitted alone."""
    matrix = pieces(cleaned(labelled.texts), bits)
    columns = [
        _column(matrix, labelled.truth[:, at] > 0, labelled.weight[:, at]) for at in range(labelled.truth.shape[1])
    ]
    weights = np.stack([weights for weights, _ in columns], axis=1).astype(np.float32)
    return Linear(weights, np.array([constant for _, constant in columns], np.float32))


def _column(matrix: Any, truth: Any, weight: Any) -> tuple[Any, float]:  # noqa: ANN401 - of scipy
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - only where weights are made

    said = np.flatnonzero(weight > 0)
    model = LogisticRegression(C=_FREEDOM, max_iter=_ROUNDS, tol=1e-4)
    model.fit(matrix[said], truth[said], sample_weight=weight[said])
    return model.coef_[0], float(model.intercept_[0])
