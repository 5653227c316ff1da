"""EASE: which items go with which, in closed form (Steck 2019, "Embarrassingly shallow autoencoders").

B = I - P / diag(P) with P = (X'X + λI)^-1 predicts each item of a person from their other items, never from itself.
Where there are fewer people than items, P comes from the people's side (Woodbury), so that 20,000 items cost no more
than the people they have.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]


class Ease:
    """Fitted on a matrix of people by items, in plain numbers or sparse."""

    def __init__(self, taken: Any, regular: float) -> None:  # noqa: ANN401 - a sparse matrix
        import numpy as np  # noqa: PLC0415 - only where something is recommended
        from scipy.sparse import csr_array  # noqa: PLC0415 - the same

        self._taken = csr_array(taken, dtype=float)
        self._regular = float(regular)
        people, items = self._taken.shape
        # Both sides' inverses are symmetric, and small on the smaller side.
        self._by_people = people < items
        gram = self._taken @ self._taken.T if self._by_people else self._taken.T @ self._taken
        self._inverse = np.linalg.inv(gram.toarray() + self._regular * np.eye(gram.shape[0]))
        self._diagonal = self._of_items()

    def _of_items(self) -> "Numbers":
        """P's diagonal."""
        import numpy as np  # noqa: PLC0415 - only where something is recommended

        if not self._by_people:
            return np.asarray(np.diag(self._inverse))
        shrunk = self._inverse @ self._taken
        return np.asarray((1 - np.asarray(self._taken.multiply(shrunk).sum(axis=0)).ravel()) / self._regular)

    def _times_inverse(self, rows: "Numbers") -> "Numbers":
        """Rows times P."""
        import numpy as np  # noqa: PLC0415 - only where something is recommended

        if not self._by_people:
            return np.asarray(rows @ self._inverse)
        shrunk = (self._inverse @ (self._taken @ rows.T)).T
        return np.asarray((rows - (self._taken.T @ shrunk.T).T) / self._regular)

    def scores(self, rows: "Numbers") -> "Numbers":
        """How well each item goes with what people took: a row a person."""
        return rows - self._times_inverse(rows) / self._diagonal

    def towards(self, item: int) -> "Numbers":
        """B's column of an item: what each other one adds to it."""
        import numpy as np  # noqa: PLC0415 - only where something is recommended

        picked = np.zeros((1, self._taken.shape[1]))
        picked[0, item] = 1.0
        # P is symmetric: its row is its column.
        column = -self._times_inverse(picked)[0] / self._diagonal[item]
        column[item] = 0.0
        return np.asarray(column)
