"""Two shares of different people (Newcombe 1998), and how much such shares go up and down by themselves.

Those who ask in one week are not as many independent tosses: one evening's outage leaves ten questions open. So the
counts are taken for as many fewer as the shares of the last eight periods vary more than tosses would.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from juluo.metrics.intervals import newcombe, newcombe_z
from juluo.metrics.student import critical, two_sided
from juluo.metrics.verdict import FEWEST_CASES, FEWEST_HITS, FEWEST_VALUES, Change, Verdict, worded


@dataclass(frozen=True, slots=True)
class Share:
    hits: int
    n: int

    @property
    def value(self) -> float:
        return self.hits / self.n


@dataclass(frozen=True, slots=True)
class Spread:
    """Variance over what chance alone would make, at least 1, and from how many values it is known, less one."""

    dispersion: float = 1.0
    df: float = math.inf

    @classmethod
    def of(cls, dispersion: float, values: int) -> "Spread":
        return cls(dispersion, values - 1) if dispersion > 1 else cls()


def share_change(now: Share, before: Share, history: Sequence[Share] = ()) -> Change:
    """A share against the one before; `history`: earlier ones, that one among them."""
    if not now.n or not before.n:
        return Change(None, None, Verdict.TOO_FEW)
    spread = share_spread(history)
    phi = spread.dispersion
    fewer = (now.hits / phi, now.n / phi, before.hits / phi, before.n / phi)
    amount = now.value - before.value
    interval = newcombe(*fewer, z=critical(spread.df))
    if min(now.n, before.n) < FEWEST_CASES or max(now.hits, before.hits) < FEWEST_HITS:
        return Change(amount, interval, Verdict.TOO_FEW)
    p = two_sided(newcombe_z(*fewer), spread.df)
    return Change(amount, interval, worded(amount, p), p, "newcombe")


def share_spread(history: Sequence[Share]) -> Spread:
    """How much shares vary, as a multiple of tosses: Pearson's χ² of theirs by its degrees of freedom."""
    known = [share for share in history if share.n]
    if len(known) < FEWEST_VALUES:
        return Spread()
    level = sum(share.hits for share in known) / sum(share.n for share in known)
    if not 0 < level < 1:
        return Spread()
    chi2 = sum(share.n * (share.value - level) ** 2 for share in known) / (level * (1 - level))
    return Spread.of(chi2 / (len(known) - 1), len(known))
