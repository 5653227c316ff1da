"""A linear model over hashed pieces of texts: one row of weights a bucket, one column a class.

Models of sentences have signs beside the pieces (juluo.text.signs), each with weights of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from juluo.text.grams import LONGEST, Floats, grams
from juluo.text.signs import signs

Odds = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Linear:
    """Log-odds of each class: the weights of a text's pieces, over the root of how many there are, and a constant."""

    weights: Floats
    constant: Floats
    signs: Floats | None = None
    language: str = ""

    @property
    def bits(self) -> int:
        return int(self.weights.shape[0]).bit_length() - 1

    def odds(self, lines: Sequence[str]) -> Odds:
        """Of cleaned texts, one row each."""
        found = np.empty((len(lines), self.weights.shape[1]))
        for part in grams(lines, self.bits):
            sums = np.add.reduceat(self.weights[part.buckets], part.starts[:-1], axis=0, dtype=np.float32)
            sizes = np.sqrt(np.diff(part.starts))[:, None]
            found[part.first : part.first + part.texts] = sums / sizes + self.constant
        if self.signs is not None:
            found += signs(lines, self.language) @ self.signs
        return found

    def strongest(self, lines: Sequence[str], column: int, longest: int = 8) -> list[str]:
        """The part of each text that speaks most for a class: around the run of characters that weighs most."""
        runs = [line[at : at + LONGEST] for line in lines for at in range(max(1, len(line) - LONGEST + 1))]
        weights = np.concatenate(
            [np.add.reduceat(self.weights[part.buckets, column], part.starts[:-1]) for part in grams(runs, self.bits)]
        )
        found, first = [], 0
        for line in lines:
            many = max(1, len(line) - LONGEST + 1)
            best = int(np.argmax(weights[first : first + many]))
            first += many
            found.append(line[max(0, best - 2) : best + longest - 2].strip() if len(line) > longest else line)
        return found


def chances(odds: Odds) -> Odds:
    """Probabilities of log-odds."""
    return 1.0 / (1.0 + np.exp(-np.clip(odds, -30, 30)))
