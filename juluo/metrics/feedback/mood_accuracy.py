"""How well the mood models that ship tell a message's mood: counted on chat lines written for the measure.

`python bench/text/polarity.py --chat` prints these counts over bench/text/moods_zh.tsv and moods_en.tsv; a test
counts them anew. They hold for one version of the models, and for chat only as far as the lines are like it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from juluo.metrics.prevalence import Accuracy

# Which version of juluo.text.moods was counted.
COUNTED = "moods-1-c26075a1"


@dataclass(frozen=True, slots=True)
class Counted:
    """Of lines in a mood, how many are told to be; of the others, how many are not."""

    found: int
    of_mood: int
    spared: int
    of_others: int

    @property
    def accuracy(self) -> Accuracy:
        return Accuracy(self.found / self.of_mood, self.spared / self.of_others)

    def doubt(self, share: float) -> float:
        """How much the corrected share varies since so few lines were counted (Rogan and Gladen 1978)."""
        edge = self.accuracy.edge
        return (share / edge) ** 2 * _varies(self.found, self.of_mood) + ((1 - share) / edge) ** 2 * _varies(
            self.spared, self.of_others
        )


def _varies(hits: int, n: int) -> float:
    """The variance of a share; all of few is not taken for always (one case more of each)."""
    share = (hits + 1) / (n + 2)
    return share * (1 - share) / n


@dataclass(frozen=True, slots=True)
class Told:
    """Both moods of one language."""

    glad: Counted
    annoyed: Counted


BY_LANGUAGE: Mapping[str, Told] = {
    "zh": Told(Counted(27, 50, 129, 130), Counted(28, 50, 129, 130)),
    "en": Told(Counted(24, 30, 90, 90), Counted(15, 30, 89, 90)),
}
