"""More than usual? How many speak of something now, against the periods before, of as many as spoke at all.

Counts of people who take up a word come in bursts: their variance is more than a Poisson's. The dispersion is that of
the word's own past, drawn towards what words as frequent have (Pearson's χ² over its degrees of freedom; Wedderburn
1974). Given the past, a count now is negative binomial: the Poisson whose rate is only known to a Gamma (Jeffreys'
prior), widened by the dispersion. The factor's interval is Clopper and Pearson's of now's part of both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from juluo.insights.needs.need import Course
from juluo.insights.needs.reading import FEWEST_PAST
from juluo.metrics.intervals import Interval
from juluo.metrics.verdict import Verdict, worded

# The pooled dispersion counts as much as so many periods of a word's own.
_POOLED = 8
# Words so rare in all the past share one dispersion, and so on.
_BANDS = (0, 5, 15, 50, 200)
_HIGHEST = 6.0


@dataclass(frozen=True, slots=True)
class Counts:
    """How many spoke of each thing: `past` one row a thing and one column a period; `spoke`, `spoke_now`: at all."""

    now: Any
    past: Any
    spoke: Any
    spoke_now: float

    @property
    def share(self) -> float:
        """Now's people to all of the past's."""
        return float(self.spoke_now / max(1.0, self.spoke.sum()))

    @property
    def expected(self) -> Any:  # noqa: ANN401 - a NumPy array
        return self.past.sum(axis=1) * self.share


def dispersions(counts: Counts) -> Any:  # noqa: ANN401 - a NumPy array
    """Variance over mean of each row's past, at least 1: its own, drawn towards that of rows as frequent."""
    import numpy as np  # noqa: PLC0415 - only where needs are looked for

    totals = counts.past.sum(axis=1)
    fitted = np.outer(totals, counts.spoke / max(1.0, counts.spoke.sum()))
    free = max(1, counts.past.shape[1] - 1)
    squares = (np.divide((counts.past - fitted) ** 2, fitted, out=np.zeros(fitted.shape), where=fitted > 0)).sum(
        axis=1
    )
    band = np.digitize(totals, _BANDS)
    pooled = np.ones(len(totals))
    for number in np.unique(band):
        here = (band == number) & (totals > 0)
        if here.any():
            pooled[band == number] = np.clip(squares[here].sum() / (free * here.sum()), 1, _HIGHEST)
    return np.clip((_POOLED * pooled + squares) / (_POOLED + free), 1, _HIGHEST)


def at_least(counts: Counts, spread: Any) -> Any:  # noqa: ANN401 - NumPy arrays
    """The chance that as many or more speak of each now, if nothing had changed."""
    import numpy as np  # noqa: PLC0415 - only where needs are looked for
    from scipy import special  # noqa: PLC0415 - the same; scipy.stats takes half a second to load

    size, odds = _negative_binomial(counts, spread)
    return np.where(counts.now > 0, special.betainc(np.maximum(counts.now, 1), size, 1 - odds), 1.0)


def at_most(counts: Counts, spread: Any) -> Any:  # noqa: ANN401 - NumPy arrays
    from scipy import special  # noqa: PLC0415 - only where needs are looked for

    size, odds = _negative_binomial(counts, spread)
    return special.betainc(size, counts.now + 1, odds)


def _negative_binomial(counts: Counts, spread: Any) -> tuple[Any, Any]:  # noqa: ANN401 - NumPy arrays
    shape = counts.past.sum(axis=1) / spread + 0.5
    mean = shape * spread * counts.share
    # Of the Poisson, of the bursts, of the rate that isn't known.
    variance = mean * spread + mean**2 / shape
    return mean**2 / (variance - mean), mean / variance


def courses(counts: Counts, spread: Any, q: Sequence[float], p: Sequence[float]) -> list[Course]:  # noqa: ANN401 - a NumPy array
    """What can be said of each row. `q` are the p after correction."""
    periods, expected = counts.past.shape[1], counts.expected
    return [
        _course(counts, row, (periods, float(expected[row])), float(spread[row]), (float(p[row]), float(q[row])))
        for row in range(len(counts.now))
    ]


def _course(counts: Counts, row: int, before: tuple[int, float], spread: float, tried: tuple[float, float]) -> Course:
    now, (periods, expected) = int(counts.now[row]), before
    if periods < FEWEST_PAST:
        return Course(now, None, periods, None, None, Verdict.UNKNOWN)
    ever = float(counts.past[row].sum())
    factor = _factor(now / spread, ever / spread, counts.share)
    few = now + ever < FEWEST_TOLD and tried[1] >= CLEAR
    verdict = Verdict.TOO_FEW if few else worded(now - expected, tried[1])
    return Course(now, ever / periods, periods, expected, factor, verdict, *tried)


# Of fewer in all nothing can be said, unless it is clear all the same.
FEWEST_TOLD, CLEAR = 6, 0.05


def _factor(now: float, past: float, share: float) -> Interval:
    """How many times as many as before, at 95 %: open upwards where there were none."""
    from scipy import special  # noqa: PLC0415 - only where needs are looked for

    low = float(special.betaincinv(now, past + 1, 0.025)) if now else 0.0
    high = float(special.betaincinv(now + 1, past, 0.975)) if past else 1.0
    return Interval(low / (1 - low) / share, high / (1 - high) / share if high < 1 else float("inf"))
