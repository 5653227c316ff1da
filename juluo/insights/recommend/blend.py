"""What goes into a recommendation, each part from 0 to 1, and how much each counts.

The weights were looked at on one year of one real community alone (Zulip, 2020); figures of other years and of
another platform are in docs/why/recommend.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from juluo.insights.recommend.ease import Ease
from juluo.insights.recommend.taken import LIVELY_DAYS, Taken
from juluo.insights.recommend.titles import Titles

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]

REGULAR = 300.0
LIVELY, FRESH, TOGETHER, PLACE, WORDS = 1.0, 1.0, 0.5, 0.5, 0.25


@dataclass(frozen=True, slots=True)
class Blend:
    """A row a person, a column an item. What may not be shown to somebody has the score -inf."""

    together: "Numbers"
    place: "Numbers"
    words: "Numbers"
    lively: "Numbers"
    fresh: "Numbers"
    score: "Numbers"


class Model:
    """What is learnt of everybody; asked for some people's rows."""

    def __init__(self, found: Taken, titles: Sequence[str]) -> None:
        self.taken = found
        self.binary = found.words.copy()
        self.binary.data[:] = 1.0
        self.ease = Ease(self.binary, REGULAR)
        self.called = tuple(titles)
        self.titles = Titles(titles)

    def blend(self, places: Sequence[int]) -> Blend:
        """Everything about these people; what they took part in already isn't shown to them."""
        import numpy as np  # noqa: PLC0415 - only where something is recommended

        found = self.taken
        rows = self.binary[list(places)].toarray()
        open_ = found.alive[None, :] & (rows == 0)
        together = up_to_one(np.where(open_, self.ease.scores(rows), 0.0))
        place = up_to_one(np.where(open_, self._of_channels(places), 0.0))
        words = up_to_one(np.where(open_, self.titles.like(rows), 0.0))
        lively = up_to_one(np.where(open_, found.lively[None, :], 0.0))
        fresh = np.where(open_, 0.5 ** (found.age / LIVELY_DAYS)[None, :], 0.0)
        score = LIVELY * lively + FRESH * fresh + TOGETHER * together + PLACE * place + WORDS * words
        return Blend(together, place, words, lively, fresh, np.where(open_, score, -np.inf))

    def _of_channels(self, places: Sequence[int]) -> "Numbers":
        """For each item, which share of their words somebody says in its channel."""
        import numpy as np  # noqa: PLC0415 - only where something is recommended
        from scipy.sparse import csr_array  # noqa: PLC0415 - the same

        channels, at = np.unique(self.taken.channel, return_inverse=True)
        size = len(self.taken.items)
        into = csr_array((np.ones(size), (np.arange(size), at)), shape=(size, len(channels)))
        said = (self.taken.words[list(places)] @ into).toarray()
        shares = said / np.maximum(said.sum(axis=1, keepdims=True), 1.0)
        return np.asarray(shares[:, at])


def up_to_one(values: "Numbers") -> "Numbers":
    """Each row so that its highest is 1; what speaks against an item counts as nothing."""
    import numpy as np  # noqa: PLC0415 - only where something is recommended

    values = np.clip(values, 0.0, None)
    most = values.max(axis=1, keepdims=True) if values.shape[1] else values
    return np.divide(values, most, out=np.zeros_like(values), where=most > 0)


_PARTS = ("together", "place", "words", "lively", "fresh")
_AT_ONCE = 64


def alike(model: Model, places: Sequence[int]) -> tuple[Blend, "Numbers"]:
    """The means over people in a row, and to how many each item is new; what all know already is no suggestion.

    People are taken some at a time: a row of everything for each of a thousand would fill the memory.
    """
    import numpy as np  # noqa: PLC0415 - only where something is recommended

    new_to = np.zeros(len(model.taken.items))
    sums = {name: np.zeros((1, len(new_to))) for name in (*_PARTS, "score")}
    for start in range(0, len(places), _AT_ONCE):
        blend = model.blend(places[start : start + _AT_ONCE])
        can = np.isfinite(blend.score)
        new_to += can.sum(axis=0)
        for name in _PARTS:
            sums[name] += getattr(blend, name).sum(axis=0)
        sums["score"] += np.where(can, blend.score, 0.0).sum(axis=0)
    means = {name: told / len(places) for name, told in sums.items()}
    means["score"] = np.where(new_to > 0, means["score"], -np.inf)
    return Blend(**means), new_to
