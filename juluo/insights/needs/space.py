"""Threads as directions in the space of their phrases: how much alike they are."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from juluo.insights.needs.portraits import Gallery

# Threads of fewer phrases than this are terse.
_FEW = 14
_DIRECTIONS = 60


class Space:
    """The portraits as unit vectors over the phrases that stand in more than one of them."""

    def __init__(self, gallery: Gallery) -> None:
        import numpy as np  # noqa: PLC0415 - only where needs are looked for
        from scipy import sparse  # noqa: PLC0415 - the same

        self._gallery = gallery
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

    @cached_property
    def terse(self) -> bool:
        """Whether most threads are a line or a title: too few words to share any but the one they have in common."""
        sizes = sorted(len(one.counts) for one in self._gallery.portraits)
        return not sizes or sizes[len(sizes) // 2] < _FEW

    @cached_property
    def _hidden(self) -> Any:  # noqa: ANN401 - a NumPy array
        """The directions in which words stand that keep the same company (Deerwester et al. 1990)."""
        import numpy as np  # noqa: PLC0415 - only where needs are looked for
        from scipy.sparse.linalg import svds  # noqa: PLC0415 - the same

        most = min(self.rows.shape) - 1
        if most < 2:
            return np.eye(self.rows.shape[1])
        # A fixed start, or two runs would differ in the last digits.
        _, _, found = svds(self.rows, k=min(_DIRECTIONS, most), v0=np.ones(min(self.rows.shape)))
        return found.T

    def to_others(self, places: Sequence[int], phrase: str = "") -> list[float]:
        """How much each of these threads is like the others of them, the phrase's own words left out."""
        import numpy as np  # noqa: PLC0415 - only where needs are looked for

        rows = self.rows[list(places)]
        if phrase:
            keep = np.ones(rows.shape[1])
            keep[self.without(phrase)] = 0
            rows.data *= keep[rows.indices]
            rows = unit(rows)
        if self.terse:
            rows = _even(np.asarray(rows @ self._hidden))
            total = rows.sum(axis=0)
            likeness = (rows @ total - (rows * rows).sum(axis=1)) / max(1, len(places) - 1)
            return [float(one) for one in np.maximum(likeness, 0).round(9)]
        total = np.bincount(rows.indices, rows.data, rows.shape[1])
        likeness = (rows @ total - _squares(rows)) / max(1, len(places) - 1)
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
    """The same rows, each of length 1: in place, for matrices are made anew a thousand times."""
    import numpy as np  # noqa: PLC0415 - only where needs are looked for

    lengths = np.sqrt(_squares(rows))
    lengths[lengths == 0] = 1
    rows.data /= np.repeat(lengths, np.diff(rows.indptr))
    return rows


def _squares(rows: Any) -> Any:  # noqa: ANN401 - a SciPy matrix
    """The square of each row's length."""
    import numpy as np  # noqa: PLC0415 - only where needs are looked for

    row = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    return np.bincount(row, rows.data**2, rows.shape[0])


def _even(rows: Any) -> Any:  # noqa: ANN401 - NumPy arrays
    import numpy as np  # noqa: PLC0415 - only where needs are looked for

    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(lengths < _NOTHING, 1, lengths) * (lengths >= _NOTHING)


# Shorter is only the rounding of what lies in none of the directions.
_NOTHING = 1e-6
