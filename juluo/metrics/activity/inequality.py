"""How unequally members speak, of their counts of messages; each also for many draws of members at once.

Gini: mean difference over twice the mean (Gini 1912), by ranks; below 30 members it comes out too small by about
1/n, and is multiplied by n/(n−1) (Deltas 2003).
"""

from collections.abc import Sequence
from itertools import accumulate
from math import ceil
from typing import Any

from juluo.metrics.sample import ByMember, Statistic

WINDOW = 28
SMALL = 30


def gini(counts: Sequence[float]) -> float | None:
    """0: all the same, 1: one has all. None where nobody has anything, or there is only one."""
    n, total = len(counts), sum(counts)
    if n < 2 or not total:
        return None
    ranked = sum(rank * count for rank, count in enumerate(sorted(counts), 1))
    return max(0.0, (2 * ranked / (n * total) - (n + 1) / n) * _unbiased(n))


def ginis(did: Any) -> Any:  # noqa: ANN401 - a numpy array, loaded only where a test is made
    """Gini of every draw of members; 0 where nobody drawn has anything."""
    import numpy as np  # noqa: PLC0415 - loaded only where a test is made

    # Whole numbers of 32 bits sort several times as fast as floats.
    counts = np.sort(did[:, :, 0].astype(np.int32), axis=1)
    n = counts.shape[1]
    ranked, total = counts @ np.arange(1.0, n + 1), counts.sum(axis=1, dtype=np.float64)
    found = 2 * ranked / (n * np.maximum(total, 1)) - (n + 1) / n
    return np.where(total > 0, np.maximum(found, 0.0) * _unbiased(n), 0.0)


def top_share(part: int) -> Statistic:
    """The statistic “share of the most talkative 1/part of members (at least one)”, of every draw."""

    def shares(did: Any) -> Any:  # noqa: ANN401 - as above
        import numpy as np  # noqa: PLC0415 - loaded only where a test is made

        counts = did[:, :, 0]
        top = ceil(counts.shape[1] / part)
        largest = np.partition(counts, counts.shape[1] - top, axis=1)[:, -top:]
        return largest.sum(axis=1) / np.maximum(counts.sum(axis=1), 1)

    return shares


def fewest_for_half(counts: Sequence[int]) -> int:
    """How few people it takes to make at least half of everything; 0 where there is nothing."""
    half = sum(counts) / 2
    if not half:
        return 0
    return next(few for few, made in enumerate(accumulate(sorted(counts, reverse=True)), 1) if made >= half)


def by_member(counts: Sequence[int], statistic: Statistic) -> ByMember:
    return ByMember(tuple((float(count),) for count in sorted(counts)), statistic)


def _unbiased(n: int) -> float:
    return n / (n - 1) if 1 < n < SMALL else 1.0
