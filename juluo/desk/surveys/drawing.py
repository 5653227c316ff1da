"""Who is asked: how many of each stratum, and which of its members, as pure functions of a frame and a seed."""

import hashlib
import hmac
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from juluo.desk.surveys.values import Allocation

# Sums of shares that are whole numbers, and not quite so to a machine.
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member who could be asked: their accounts, their guests on the portal, how active and how long here they are.

    `may_be_asked` is False for who is on the portal and didn't agree to be asked.
    """

    person: int
    codes: tuple[int, ...] = ()
    guests: tuple[int, ...] = ()
    stratum: str = ""
    may_be_asked: bool = True
    tenure: str = ""

    @property
    def all_codes(self) -> frozenset[int]:
        return frozenset({self.person, *self.codes})


def draw(
    free: Sequence[Candidate], size: int | None, seed: str, allocation: Allocation = Allocation.PROPORTIONAL
) -> list[Candidate]:
    """So many of each stratum at random: everybody's number is sealed with the seed, the smallest seals are drawn."""
    if size is None or size >= len(free):
        return sorted(free, key=lambda one: one.person)
    shares = allocated(Counter(one.stratum for one in free), size, allocation, seed)
    sealed = sorted(free, key=lambda one: (_sealed(seed, str(one.person)), one.person))
    return [one for name, n in shares.items() for one in [each for each in sealed if each.stratum == name][:n]]


def allocated(counts: Mapping[str, int], size: int, allocation: Allocation, seed: str) -> dict[str, int]:
    """How many of each stratum, in all so many as are wanted or there are.

    Shares are seldom whole. They are rounded together from one start that the seed gives (systematic sampling, Madow
    1949), so that over all seeds each stratum gets its share exactly, and no small one is always rounded away.
    """
    names = sorted(counts)
    size = min(size, sum(counts.values()))
    if allocation is Allocation.EQUAL:
        shares = _equal(counts, size)
    else:
        total = sum(counts.values())
        shares = {name: size * counts[name] / total for name in names} if total else {}
    start = int.from_bytes(_sealed(seed, "start")[:6], "big") / 2**48
    ends = [int(end + start + _ROUNDING) for end in accumulate(shares.get(name, 0.0) for name in names)][:-1]
    whole = [0, *ends, size if names else 0]
    return {name: whole[at + 1] - whole[at] for at, name in enumerate(names)}


def _equal(counts: Mapping[str, int], size: int) -> dict[str, float]:
    """The same of each; what a small stratum hasn't got is shared out among the others."""
    shares: dict[str, float] = {}
    left = float(size)
    for at, name in enumerate(sorted(counts, key=lambda one: (counts[one], one))):
        shares[name] = min(float(counts[name]), left / (len(counts) - at))
        left -= shares[name]
    return shares


def _sealed(seed: str, words: str) -> bytes:
    return hmac.new(seed.encode(), words.encode(), hashlib.sha256).digest()
