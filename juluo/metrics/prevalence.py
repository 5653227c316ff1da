"""How much there is of something, counted by a test that errs (Rogan and Gladen 1978)."""

import math
from dataclasses import dataclass

from juluo.metrics.intervals import Z95, Interval


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How well a classifier does on labelled cases: the share of positives it finds, of negatives it lets pass.

    Raises ValueError where it does no better than chance: then nothing can be corrected.
    """

    sensitivity: float
    specificity: float

    def __post_init__(self) -> None:
        if not (0 <= self.sensitivity <= 1 and 0 <= self.specificity <= 1):
            raise ValueError("sensitivity and specificity are shares")
        if self.sensitivity + self.specificity <= 1:
            raise ValueError("a classifier no better than chance tells nothing")

    @property
    def edge(self) -> float:
        """How much better than chance it is: Youden's index."""
        return self.sensitivity + self.specificity - 1


def corrected(found: float, accuracy: Accuracy) -> float:
    """The true share behind a share that was found, never below 0 or above 1."""
    return min(1.0, max(0.0, (found + accuracy.specificity - 1) / accuracy.edge))


def corrected_interval(hits: int, n: int, accuracy: Accuracy, z: float = Z95) -> Interval:
    """The interval of the true share, the classifier's accuracy taken as known. Raises ValueError for n = 0."""
    if n <= 0:
        raise ValueError("a proportion of nothing has no interval")
    found = hits / n
    middle = (found + accuracy.specificity - 1) / accuracy.edge
    half = z * math.sqrt(found * (1 - found) / n) / accuracy.edge
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


def net_share(positive: float, negative: float, of_positive: Accuracy, of_negative: Accuracy) -> float:
    """The share of positive less that of negative, both corrected."""
    return corrected(positive, of_positive) - corrected(negative, of_negative)
