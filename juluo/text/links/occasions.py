"""When something last happened before a line, and when it first happens after it: for many lines in one step."""

from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


class Occasions:
    """The places at which something happened to each of some things."""

    def __init__(self, things: Ints, places: Ints, length: int) -> None:
        self.length = length
        self.keys = np.sort(things * (length + 1) + places)

    def before(self, things: Ints, places: Ints) -> Ints:
        """The last place before each place at which it happened to each thing; -1 where it never did."""
        return self._at(things, np.searchsorted(self.keys, things * (self.length + 1) + places) - 1, -1)

    def after(self, things: Ints, places: Ints) -> Ints:
        """The first place after; the length of the whole where it never does."""
        found = np.searchsorted(self.keys, things * (self.length + 1) + places, side="right")
        return self._at(things, found, self.length)

    def _at(self, things: Ints, found: Ints, missing: int) -> Ints:
        if not len(self.keys):
            return np.full(np.shape(found), missing, dtype=np.int64)
        key = self.keys[np.clip(found, 0, len(self.keys) - 1)]
        there: npt.NDArray[Any] = (found >= 0) & (found < len(self.keys)) & (key // (self.length + 1) == things)
        return np.where(there, key % (self.length + 1), missing)
