"""Which lines each model that ships is fitted to."""

import numpy as np

from juluo.text.linear import Linear
from juluo.text.training.fitting import Labelled, fitted
from juluo.text.training.lines import FILLINGS, Line, own

ACTS, MOODS = "qpsk", "+-"
BITS = 17


def acts(language: str, fillings: int = FILLINGS, bits: int = BITS) -> Linear:
    """Asks, tells of a problem, suggests, praises."""
    return fitted(_labelled(own(language, fillings), ACTS), bits)


def moods(fillings: int = FILLINGS, bits: int = BITS) -> Linear:
    """Chinese: good and bad moods."""
    return fitted(_labelled(own("zh", fillings), MOODS), bits)


def _labelled(lines: list[Line], labels: str) -> Labelled:
    truth = np.array([[line.has(label) for label in labels] for line in lines], np.float32)
    return Labelled([line.text for line in lines], truth, np.ones_like(truth), [line.kin for line in lines])
