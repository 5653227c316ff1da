"""A small feed-forward net that weighs candidates against each other, and several of them that vote.

After Kummerfeld et al. 2019, whose best models of this are feed-forward nets over such features, and a vote of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]
Layer = tuple[Floats, Floats]
# Features further than this many standard deviations off tell no more.
_FURTHEST = 8.0


def scores(layers: Sequence[Layer], rows: Floats) -> Floats:
    """One number a row; only those of one line's candidates may be compared."""
    for weights, bias in layers[:-1]:
        rows = rows @ weights
        rows += bias
        np.maximum(rows, 0, out=rows)
    weights, bias = layers[-1]
    found: Floats = (rows @ weights + bias)[:, 0]
    return found


def chances(found: Floats, real: Bools) -> Floats:
    """Probabilities over each line's candidates from the scores of those that exist."""
    laid = np.full(real.shape, -np.inf, dtype=np.float32)
    laid[real] = found
    laid -= laid.max(axis=1, keepdims=True)
    np.exp(laid, out=laid)
    laid /= laid.sum(axis=1, keepdims=True)
    return laid


@dataclass(frozen=True, slots=True)
class Nets:
    """Nets that were trained on the same features from different beginnings."""

    mean: Floats
    spread: Floats
    voters: tuple[tuple[Layer, ...], ...]

    def standard(self, rows: Floats) -> Floats:
        found = rows - self.mean
        found /= self.spread
        return np.clip(found, -_FURTHEST, _FURTHEST, out=found)

    def weigh(self, features: Floats, real: Bools) -> Floats:
        """The mean of the voters' probabilities."""
        rows = self.standard(features[real])
        votes = [chances(scores(layers, rows), real) for layers in self.voters]
        return np.asarray(sum(votes[1:], votes[0]) / np.float32(len(votes)), dtype=np.float32)
