"""Threads as directions in the space of their phrases: how much alike they are."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from juluo.insights.needs.portraits import Gallery


class Space:
    """The portraits as unit vectors over the phrases that stand in more than one of them."""

    def __init__(self, gallery: Gallery) -> None:
        import numpy as np  # noqa: PLC0415 - only where needs are looked for
        from scipy import sparse  # noqa: PLC0415 - the same

        known = sorted(phrase for phrase, n in gallery.among.items() if n > 1 and phrase.count(" ") < 2)
        self.columns = {phrase: column for column, phrase in enumerate(known)}
        weights = {phrase: gallery.weight(phrase) for phrase in known}
        indices: list[int] = []
        data: list[float] = []
        ends = [0]
        for one in gallery.portraits:
            here = [(self.columns[p], n * weights[p]) for p, n in one.counts.items() if p in self.columns]
            indices += [column for column, _ in here]
            data += [weight for _, weight in here]
            ends.append(len(indices))
        shape = (len(gallery.portraits), max(1, len(known)))
        self.rows = unit(sparse.csr_matrix((data, indices, ends), shape=shape, dtype=np.float64))

    @cached_property
    def _with_word(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for phrase, column in self.columns.items():
            for word in set(phrase.split(" ")):
                found[word].append(column)
        return found

    def without(self, phrase: str) -> list[int]:
        """The columns of a phrase's own words, alone and in other phrases."""
        return sorted({column for word in phrase.split(" ") for column in self._with_word[word]})

    def to_others(self, places: Sequence[int], phrase: str = "") -> list[float]:
        """How much each of these threads is like the others of them, the phrase's own words left out."""
        import numpy as np  # noqa: PLC0415 - only where needs are looked for

        rows = self.rows[list(places)]
        if phrase:
            keep = np.ones(rows.shape[1])
            keep[self.without(phrase)] = 0
            rows = unit(rows.multiply(keep).tocsr())
        total = np.asarray(rows.sum(axis=0)).ravel()
        own = np.asarray(rows.multiply(rows).sum(axis=1)).ravel()
        likeness = (rows @ total - own) / max(1, len(places) - 1)
        return [float(one) for one in np.maximum(likeness, 0).round(9)]

    def middle(self, places: Sequence[int]) -> Any:  # noqa: ANN401 - a NumPy array
        """Where the middle of some threads points."""
        import numpy as np  # noqa: PLC0415 - only where needs are looked for

        total = np.asarray(self.rows[list(places)].sum(axis=0)).ravel()
        length = float(np.sqrt(total @ total))
        return total / length if length else total

    def likeness(self, places: Sequence[int], middles: Sequence[Any]) -> Any:  # noqa: ANN401 - a NumPy array
        """How much each thread is like each of the middles: a row a thread, a column a middle."""
        import numpy as np  # noqa: PLC0415 - only where needs are looked for

        return np.asarray(self.rows[list(places)] @ np.stack(list(middles), axis=1))


def unit(rows: Any) -> Any:  # noqa: ANN401 - a SciPy matrix
    """The same rows, each of length 1."""
    import numpy as np  # noqa: PLC0415 - only where needs are looked for
    from scipy import sparse  # noqa: PLC0415 - the same

    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1
    return sparse.csr_matrix(sparse.diags(1 / lengths) @ rows)
