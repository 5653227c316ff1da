"""Level shifts: since when a series has run on another level.

The break is where the cumulative sum of deviations from the mean is largest against its own spread; whether it is one,
a permutation test says (Pettitt 1979; Taylor 2000). What comes in runs is permuted in blocks, so that a busy week is
not taken for a new level.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

# Below this statistic no permutation test ever finds a break at the levels in use here.
_HOPELESS = 2.5


@dataclass(frozen=True, slots=True)
class Shift:
    """`last` is the place of the last value before the break; the means before and after it, and p."""

    last: int
    before: float
    after: float
    p: float


def shift(values: Sequence[float], *, edge: int = 5, block: int = 1, draws: int = 999) -> Shift | None:
    """The likeliest break with at least `edge` values on either side; None where there is nothing like one."""
    import numpy as np  # noqa: PLC0415 - a report without a break needs none of it

    array = np.asarray(values, dtype=np.float64)
    if len(array) < 2 * edge or not array.std():
        return None
    found = _statistics(array[None, :], edge)[0]
    last, height = edge - 1 + int(found.argmax()), float(found.max())
    if height < _HOPELESS:
        return None
    drawn = _statistics(_permuted(array, block, draws), edge).max(axis=1)
    p = (1 + int((drawn >= height - 1e-12).sum())) / (draws + 1)
    return Shift(last, float(array[: last + 1].mean()), float(array[last + 1 :].mean()), p)


def _statistics(rows: Any, edge: int) -> Any:  # noqa: ANN401 - arrays
    """For each row and each place that may be the last before a break, the standardised cumulative sum."""
    import numpy as np  # noqa: PLC0415 - as above

    n = rows.shape[1]
    sizes = np.arange(edge, n - edge + 1)
    sums = np.cumsum(rows - rows.mean(axis=1, keepdims=True), axis=1)[:, edge - 1 : n - edge]
    return np.abs(sums) / (np.sqrt(sizes * (n - sizes) / n) * rows.std(axis=1, keepdims=True))


def _permuted(array: Any, block: int, draws: int) -> Any:  # noqa: ANN401 - arrays
    """The values with their blocks in other orders; the same every time."""
    import numpy as np  # noqa: PLC0415 - as above

    generator = np.random.default_rng(1871)
    blocks = [array[start : start + block] for start in range(0, len(array), block)]
    if block == 1:
        return generator.permuted(np.tile(array, (draws, 1)), axis=1)
    return np.stack([np.concatenate([blocks[i] for i in generator.permutation(len(blocks))]) for _ in range(draws)])


@dataclass(frozen=True, slots=True)
class NewLevel:
    """A metric's day has another mean from `since` on: `after`, where it was `before`."""

    metric: str
    since: date
    before: float
    after: float
