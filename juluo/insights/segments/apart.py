"""What sets a group apart: how many of it have a trait, against how many of the rest.

The difference has Newcombe's interval (1998), the ratio Katz's (1978, on logarithms, with half a person more where
one side has nobody). Of many traits tried, those are named that stand after Benjamini and Hochberg (1995) at one in
twenty, and whose interval agrees.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import TypeVar

from pyroaring import BitMap

from juluo.metrics.discovery import benjamini_hochberg
from juluo.metrics.intervals import Z95, Interval, newcombe

ALLOWED = 0.05
FEWEST = 3
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Apart:
    """`hits` of `n` in the group against `hits_rest` of `n_rest`; `difference` in shares, `lift` as a ratio."""

    hits: int
    n: int
    hits_rest: int
    n_rest: int
    difference: Interval
    lift: float
    lift_interval: Interval
    found: bool

    @property
    def share(self) -> float:
        return self.hits / self.n

    @property
    def share_rest(self) -> float:
        return self.hits_rest / self.n_rest


def compared(hits: int, n: int, hits_rest: int, n_rest: int, *, found: bool = False) -> Apart:
    """One trait by itself; n and n_rest are positive."""
    more = 0.5 if 0 in {hits, hits_rest} else 0.0
    a, b, c, d = hits + more, n + more, hits_rest + more, n_rest + more
    lift = (a / b) / (c / d)
    spread = Z95 * math.sqrt(max(0.0, 1 / a - 1 / b + 1 / c - 1 / d))
    interval = Interval(lift * math.exp(-spread), lift * math.exp(spread))
    return Apart(hits, n, hits_rest, n_rest, newcombe(hits, n, hits_rest, n_rest), lift, interval, found)


def set_apart(group: BitMap, rest: BitMap, traits: Mapping[Key, BitMap]) -> dict[Key, Apart]:
    """Each trait compared, those first that surely stand out most; none where one side is empty."""
    counts = {key: (len(people & group), len(people & rest)) for key, people in traits.items()}
    return of_counts(counts, len(group), len(rest))


def of_counts(counts: Mapping[Key, tuple[int, int]], n: int, n_rest: int) -> dict[Key, Apart]:
    """The same of counts; traits that hardly anybody has aren't tried."""
    if not n or not n_rest:
        return {}
    tried = {key: (here, there) for key, (here, there) in counts.items() if here + there >= FEWEST}
    q = benjamini_hochberg([_p(here, n, there, n_rest) for here, there in tried.values()])
    told = {
        key: compared(here, n, there, n_rest, found=at <= ALLOWED)
        for (key, (here, there)), at in zip(tried.items(), q, strict=True)
    }
    sure = {key: _agreed(one) for key, one in told.items()}
    return dict(sorted(sure.items(), key=lambda item: (not item[1].found, -item[1].lift_interval.low)))


def _agreed(one: Apart) -> Apart:
    if one.found and not one.difference.excludes_zero():
        return compared(one.hits, one.n, one.hits_rest, one.n_rest)
    return one


def _p(hits: int, n: int, hits_rest: int, n_rest: int) -> float:
    """The two-sided score test of two shares."""
    pooled = (hits + hits_rest) / (n + n_rest)
    spread = math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / n_rest))
    return 1.0 if not spread else 2 * NormalDist().cdf(-abs(hits / n - hits_rest / n_rest) / spread)
