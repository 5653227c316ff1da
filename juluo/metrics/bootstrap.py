"""A change of a statistic over members (a share of the busiest, Gini, NPS), by drawing members anew (Efron 1979).

Each member is drawn with all they did, so that one who writes a hundred messages is one piece of luck, not a hundred.
Shares of the busiest lean on few members, so a draw may miss the one that makes them. Two intervals are taken, that
of the differences drawn and the same moved so that its middle is the difference seen, and both must exclude 0.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from statistics import fmean
from typing import Any

from juluo.metrics.intervals import Interval
from juluo.metrics.sample import ByMember
from juluo.metrics.verdict import FEWEST_CASES, Change, Verdict, worded

DRAWS = 2_000
_SEED = 1979
# Numbers held at once: with eight bytes each 16 MB, whatever the size of the community.
_AT_ONCE = 2_000_000
# Numbers drawn in all: beyond, fewer draws are enough, for the statistic of many members hardly varies.
_IN_ALL = 40_000_000
_FEWEST_DRAWS = 400


def members_change(now: ByMember, before: ByMember) -> Change:
    """Two samples of members, drawn independently; where the same members are in both it errs on the safe side."""
    amount = _value(now) - _value(before)
    if not math.isfinite(amount):
        return Change(None, None, Verdict.TOO_FEW)
    if min(len(now.did), len(before.did)) < FEWEST_CASES:
        return Change(amount, None, Verdict.TOO_FEW)
    differences = _differences(now, before)
    if not differences:
        return Change(amount, None, Verdict.TOO_FEW)
    n, bias = len(differences), fmean(differences) - amount
    p = max(_p(differences, 0.0), _p(differences, bias))
    tail = max(0, math.floor(0.025 * (n + 1)) - 1)
    low, high = differences[tail], differences[n - 1 - tail]
    interval = Interval(min(low, low - bias), max(high, high - bias))
    return Change(amount, interval, worded(amount, p), p, "bootstrap")


def _p(differences: Sequence[float], none: float) -> float:
    """Two-sided p that the difference is none; never 0, for as many draws say no more."""
    n = len(differences)
    beyond = min(bisect_right(differences, none), n - bisect_left(differences, none))
    return min(1.0, 2 * (beyond + 1) / (n + 1))


def _value(sample: ByMember) -> float:
    if not sample.did:
        return math.nan
    import numpy as np  # noqa: PLC0415 - only where a bootstrap is made

    return float(sample.statistic(np.asarray(sample.did, dtype=float)[None, :, :])[0])


def _differences(now: ByMember, before: ByMember) -> Sequence[float]:
    """The differences drawn, in order; none where the statistic has no value or never varies."""
    import numpy as np  # noqa: PLC0415 - only where a bootstrap is made

    draws = DRAWS
    size = sum(len(sample.did) * len(sample.did[0]) for sample in (now, before))
    draws = max(_FEWEST_DRAWS, min(DRAWS, _IN_ALL // size))
    first, second = (_drawn(sample, draws, seed) for seed, sample in enumerate((now, before)))
    differences = first - second
    differences = np.sort(differences[np.isfinite(differences)])
    if len(differences) < draws / 2 or differences[0] == differences[-1]:
        return ()
    found: list[float] = differences.tolist()
    return found


def _drawn(sample: ByMember, draws: int, seed: int) -> Any:  # noqa: ANN401 - an array; numpy is loaded only here
    """The statistic of so many draws of the sample's members."""
    import numpy as np  # noqa: PLC0415 - only where a bootstrap is made

    did = np.asarray(sample.did, dtype=float)
    random = np.random.default_rng((_SEED, seed))
    at_once = max(1, _AT_ONCE // did.size)
    values = []
    for start in range(0, draws, at_once):
        picked = random.integers(0, len(did), size=(min(at_once, draws - start), len(did)))
        values.append(np.asarray(sample.statistic(did[picked]), dtype=float))
    return np.concatenate(values)
