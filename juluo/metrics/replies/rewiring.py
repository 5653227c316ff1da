"""How many reply pairs are mutual, by how much that may vary, and how many would be by chance.

By chance: replies swap whom they go to, so that everybody still replies to as many and is replied to by as many
(Milo et al. 2003, switching). The interval: people drawn with replacement, a pair counting as often as both of its
people were drawn (Snijders and Borgatti 1999, without pairs of one person with themself).
"""

from collections.abc import Collection
from dataclasses import dataclass
from random import Random
from statistics import fmean

from juluo.metrics.intervals import Interval

SEED = 20210901
DRAWS = 400
SAMPLES = 30
# Tried swaps per reply pair before the first sample, and between two.
BURN_IN, BETWEEN = 10, 1
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class ByChance:
    """The mutual share of rewired replies: its mean, the least and the most of the samples."""

    mean: float | None
    low: float | None = None
    high: float | None = None


def mutual(pairs: Collection[tuple[int, int]]) -> int:
    """How many unordered pairs of people replied both ways."""
    known = frozenset(pairs)
    return sum((to, by) in known for by, to in known if by < to)


def mutual_by_chance(pairs: Collection[tuple[int, int]]) -> ByChance:
    """The mutual share among rewired replies; unknown where too few of them can be swapped."""
    if len(pairs) < _FEWEST:
        return ByChance(None)
    wiring = _Wiring(sorted(pairs))
    wiring.swap(BURN_IN * len(pairs))
    if not wiring.swapped:
        return ByChance(None)
    shares = []
    for _ in range(SAMPLES):
        wiring.swap(BETWEEN * len(pairs))
        both = mutual(wiring.known)
        shares.append(both / (len(wiring.known) - both))
    shares.sort()
    return ByChance(fmean(shares), shares[0], shares[-1])


class _Wiring:
    """Reply pairs under way of being rewired."""

    def __init__(self, pairs: list[tuple[int, int]]) -> None:
        self.random = Random(SEED)  # noqa: S311 - a simulation, and it must come out the same each time
        self.pairs = pairs
        self.known = set(pairs)
        self.swapped = 0

    def swap(self, times: int) -> None:
        """Try to swap the targets of two chosen pairs, so often; nobody replies to themself, or twice to one."""
        pairs, known, chosen, n = self.pairs, self.known, self.random.random, len(self.pairs)
        for _ in range(times):
            one, two = int(chosen() * n), int(chosen() * n)
            (a, b), (c, d) = pairs[one], pairs[two]
            if a in {c, d} or b in {c, d} or (a, d) in known or (c, b) in known:
                continue
            known -= {(a, b), (c, d)}
            known |= {(a, d), (c, b)}
            pairs[one], pairs[two] = (a, d), (c, b)
            self.swapped += 1


def two_way_interval(pairs: Collection[tuple[int, int]]) -> Interval | None:
    """The 95 % interval of the mutual share, by people; None where too few people are there."""
    import numpy as np  # noqa: PLC0415 - only a reading of this metric needs it

    people = sorted({who for pair in pairs for who in pair})
    if len(people) < 2 * _FEWEST:
        return None
    place, known = {who: n for n, who in enumerate(people)}, frozenset(pairs)
    apart = sorted({(min(by, to), max(by, to)) for by, to in known})
    first = np.array([place[one] for one, _ in apart])
    second = np.array([place[two] for _, two in apart])
    both = np.array([(one, two) in known and (two, one) in known for one, two in apart])
    drawn = np.random.default_rng(SEED).multinomial(len(people), np.full(len(people), 1 / len(people)), DRAWS)
    weights = drawn[:, first] * drawn[:, second]
    totals = weights.sum(axis=1)
    shares = weights[:, both].sum(axis=1)[totals > 0] / totals[totals > 0]
    low, high = np.quantile(shares, (0.025, 0.975))
    return Interval(float(low), float(high))
