"""How much there is of something, counted by a test that errs (Rogan and Gladen 1978)."""

from dataclasses import dataclass


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
