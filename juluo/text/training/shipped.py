"""Which lines each model that ships is fitted to: our own, and nobody else's."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from juluo.text.grams import cleaned
from juluo.text.linear import Linear
from juluo.text.training.fitting import Labelled, fitted
from juluo.text.training.lines import FILLINGS, Line, digest_of_lines, of_moods, own
from juluo.text.weights import save

ACTS, MOODS = "qpsk", "+-"
BITS = 17
# Moods are told by more words.
MOOD_BITS = 18
# A line written one by one weighs more than one filling of a pattern.
_WRITTEN = 2.0
# The word lists of moods are longer than those of acts.
_MORE = 5
_MARKS = "?？"


def make(where: Path) -> None:
    """Write the weights of all models into a folder."""
    save(where / "acts.npz", {language: acts(language) for language in ("zh", "en")}, digest_of_lines())
    save(where / "moods.npz", {"zh": moods()}, digest_of_lines())


def acts(language: str, fillings: int = FILLINGS, bits: int = BITS) -> Linear:
    """Asks, tells of a problem, suggests, praises."""
    lines = [copy for line in own(language, fillings) for copy in _with_and_without_mark(line)]
    return fitted(labelled(lines, ACTS), bits, language)


def moods(fillings: int = FILLINGS, bits: int = MOOD_BITS) -> Linear:
    """Chinese: good and bad moods."""
    lines = own("zh", fillings)
    model = fitted(labelled([*lines, *of_moods(_MORE * fillings)], MOODS), bits)
    # What says nothing of a mood leans to neither side.
    plain = model.odds(cleaned([line.text for line in lines if not set(line.labels) & set(MOODS)])).mean(axis=0)
    lean = np.array([-1, 1], np.float32) * np.float32(plain[0] - plain[1]) / 2
    return replace(model, constant=np.asarray(model.constant + lean, np.float32))


def labelled(lines: list[Line], labels: str) -> Labelled:
    """Lines of our own; each class is said of each."""
    truth = np.array([[line.has(label) for label in labels] for line in lines], np.float32)
    weight = np.array([_WRITTEN if line.kin == line.text else 1.0 for line in lines], np.float32)
    return Labelled([line.text for line in lines], truth, weight)


def _with_and_without_mark(line: Line) -> list[Line]:
    """What asks does so whether or not the mark was typed."""
    if not line.has("q"):
        return [line]
    bare = line.text.rstrip(_MARKS)
    return [Line(text, line.labels, line.kin) for text in (bare, f"{bare}？")]
