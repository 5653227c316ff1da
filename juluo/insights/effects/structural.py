"""What days would have been, by a Bayesian structural time series: a level that drifts, weekdays, and controls.

The model of CausalImpact (Brodersen, Gallusser, Koehler, Remy and Scott 2015; Scott and Varian 2014), without its
sampler: given how strong noise and drift are, everything is normal and is integrated in closed form, and those two
are summed over a grid, each set of controls by itself (spike and slab). So the same days give the same answer always,
in milliseconds. In the coordinates of the drift's own covariance every day is independent, for any strength of either.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from juluo.insights.effects.panel import Numbers

# Strengths of noise and of drift are tried between these shares of the series' own spread.
_NOISE, _DRIFT = (0.1, 1.2), (0.001, 1.0)
_WEEKDAYS = 6


@dataclass(frozen=True, slots=True)
class Prior:
    """What is believed of noise and drift before looking, as shares of the series' spread; it weighs so many days.

    Of the controls `expected` are thought to matter; `slab` says how many days' worth of weight their coefficients
    have at 0. So many strengths of noise and of drift are tried: the firmer a belief, the finer they must lie.
    """

    noise: float
    noise_days: float
    drift: float
    drift_days: float
    expected: float = 3.0
    slab: float = 0.01
    tried: int = 12


# What the R package CausalImpact believes: nearly no drift, and controls that explain four fifths.
CAUSAL_IMPACT = Prior(math.sqrt(0.2), 50, 0.01, 32, tried=30)
# What we believe of counts of people: mostly noise, some drift, and that the series itself knows better than we do.
PEOPLE = Prior(0.8, 2, 0.05, 2)


@dataclass(frozen=True, slots=True)
class Forecast:
    """The mean over some of the days ahead, and its standard deviation."""

    mean: float
    sd: float


@dataclass(frozen=True, slots=True)
class Known:
    """A series and its controls (days × controls); the days after the series' end are those ahead.

    `weekday` is that of its first day, where the days of a week differ.
    """

    series: "Numbers"
    controls: "Numbers"
    weekday: int | None = None

    @property
    def length(self) -> int:
        return len(self.series)

    def ahead(self) -> int:
        return len(self.controls) - len(self.series)


@dataclass(frozen=True, slots=True)
class _Grid:
    """What days look like under each strength of noise and drift, rotated so that they are independent."""

    noise: "Numbers"
    drift: "Numbers"
    spread: "Numbers"
    rotation: "Numbers"
    believed: "Numbers"


def forecasts(known: Known, spans: Sequence[slice], prior: Prior = PEOPLE) -> list[Forecast]:
    """The mean over each span of the days ahead, by all that is known before them."""
    import numpy as np  # noqa: PLC0415 - loaded where an effect is measured

    series = known.series
    middle, scale = float(series.mean()), float(series.std(ddof=1))
    # Days that were all alike leave no spread, but for what rounding leaves of it.
    scale = scale if scale > _ALMOST else 1.0
    scaled = (series - middle) / scale
    grid = _grid(known.length, prior)
    weights, means, variances = (
        np.concatenate(parts, axis=-1) for parts in zip(*_by_controls(known, scaled, grid, spans, prior), strict=True)
    )
    chance = np.exp(weights - weights.max())
    chance /= chance.sum()
    mean = means @ chance
    spread = np.sqrt((variances + means**2) @ chance - mean**2)
    return [Forecast(float(m) * scale + middle, float(s) * scale) for m, s in zip(mean, spread, strict=True)]


def _by_controls(
    known: Known, scaled: "Numbers", grid: _Grid, spans: Sequence[slice], prior: Prior
) -> Iterator[tuple["Numbers", "Numbers", "Numbers"]]:
    """For each set of controls: log weights over the grid, and of each span its means and variances there."""
    import numpy as np  # noqa: PLC0415 - the same

    columns, slab, fixed = _columns(known, prior)
    several = columns.shape[1] - fixed
    chance = min(1.0, prior.expected / (several + 1))
    model = _Model(columns[: known.length], columns[known.length :], scaled, grid)
    for taken in product((False, True), repeat=several):
        if chance == 1.0 and not all(taken):
            continue
        kept = np.array([*[True] * fixed, *taken])
        odds = 0.0 if chance == 1.0 else math.log(chance) * sum(taken) + math.log(1 - chance) * taken.count(False)
        weights, means, variances = model.answers(kept, slab, fixed, spans)
        yield weights + odds + grid.believed, means, variances


class _Model:
    """The rotated days and columns, and what follows from them under each strength of noise and drift."""

    def __init__(self, columns: "Numbers", ahead: "Numbers", scaled: "Numbers", grid: _Grid) -> None:
        import numpy as np  # noqa: PLC0415 - the same

        days, turned = np.arange(len(scaled)), grid.rotation.T
        self.grid, self.ahead, self.start, self.length = grid, ahead, float(scaled[0]), len(scaled)
        series, across, drifted = turned @ (scaled - scaled[0]), turned @ columns, turned @ days
        sharp = 1 / grid.spread
        # Not by matrix products: on matrices this small a BLAS of several threads burns ten times the time it saves.
        pairs = across[:, :, None] * across[:, None, :]
        self.square = np.einsum("gi,iab->gab", sharp, pairs)
        self.slope = (sharp * series) @ across
        # How the level ahead goes with each day before: with as much of the drift as lies behind both.
        self.going = (sharp * drifted) @ across * grid.drift[:, None] ** 2
        self.own = sharp @ series**2
        self.size = np.log(grid.spread).sum(axis=1)
        self.follows = (sharp @ (drifted * series)) * grid.drift**2
        self.explained = (sharp @ drifted**2) * grid.drift**4

    def answers(
        self, kept: "Numbers", slab: "Numbers", fixed: int, spans: Sequence[slice]
    ) -> tuple["Numbers", "Numbers", "Numbers"]:
        """Log weights, and each span's means and variances, with these columns alone."""
        import numpy as np  # noqa: PLC0415 - the same

        grid = self.grid
        prior = np.repeat(slab[np.ix_(kept, kept)][None], len(grid.noise), axis=0)
        prior[:, fixed:, fixed:] /= grid.noise[:, None, None] ** 2
        square, slope = self.square[:, kept][:, :, kept] + prior, self.slope[:, kept]
        reach = np.stack([self.ahead[span][:, kept].mean(axis=0) - self.going[:, kept] for span in spans], axis=2)
        solved = np.linalg.solve(square, np.concatenate([slope[:, :, None], reach], axis=2))
        found, across = solved[:, :, 0], solved[:, :, 1:]
        lack = self.size + np.linalg.slogdet(square)[1] - np.linalg.slogdet(prior)[1] + self.own
        weights = -0.5 * (lack - (slope * found).sum(axis=1))
        means = [self.follows + (reach[:, :, n] * found).sum(axis=1) + self.start for n in range(len(spans))]
        variances = [
            self._level(span) - self.explained + (reach[:, :, n] * across[:, :, n]).sum(axis=1) + self._noise(span)
            for n, span in enumerate(spans)
        ]
        return weights, np.array(means), np.array(variances)

    def _level(self, span: slice) -> "Numbers":
        """The variance of the mean level over a span, by the drift since the first day."""
        import numpy as np  # noqa: PLC0415 - the same

        days = np.arange(self.length, self.length + len(self.ahead))[span]
        shared = float(np.minimum.outer(days, days).mean())
        return self.grid.drift**2 * shared

    def _noise(self, span: slice) -> "Numbers":
        return self.grid.noise**2 / len(range(*span.indices(len(self.ahead))))


def _columns(known: Known, prior: Prior) -> tuple["Numbers", "Numbers", int]:
    """The columns of all days, those ahead as well; the precision of their coefficients; how many are always there.

    First the level of the first day, then six weekdays against the seventh, then the controls in their own spread.
    """
    import numpy as np  # noqa: PLC0415 - the same

    n, controls = known.length, known.controls
    always = [np.ones((len(controls), 1))]
    if known.weekday is not None:
        day = (known.weekday + np.arange(len(controls))) % 7
        always.append((day[:, None] == np.arange(_WEEKDAYS)) * 1.0 - (day == _WEEKDAYS)[:, None])
    fixed = sum(part.shape[1] for part in always)
    early = controls[:n]
    spread = early.std(axis=0, ddof=1)
    scaled = (controls - early.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    slab = np.eye(fixed + controls.shape[1])
    # Zellner's g-prior, half of it on the diagonal (Scott and Varian 2014).
    square = scaled[:n].T @ scaled[:n] / n
    slab[fixed:, fixed:] = prior.slab * (square + np.diag(np.diag(square))) / 2 + _ALMOST * np.eye(len(square))
    return np.hstack([*always, scaled]), slab, fixed


# A control that never varied says nothing, and must not stop the others.
_ALMOST = 1e-9


@lru_cache(maxsize=64)
def _grid(length: int, prior: Prior) -> _Grid:
    import numpy as np  # noqa: PLC0415 - the same

    noise, drift = (
        axis.ravel()
        for axis in np.meshgrid(np.geomspace(*_NOISE, prior.tried), np.geomspace(*_DRIFT, prior.tried), indexing="ij")
    )
    days = np.arange(length)
    sizes, rotation = np.linalg.eigh(np.minimum.outer(days, days).astype(float))
    spread = noise[:, None] ** 2 + drift[:, None] ** 2 * sizes[None, :]
    believed = _inverse_gamma(noise, prior.noise, prior.noise_days)
    believed = believed + _inverse_gamma(drift, prior.drift, prior.drift_days)
    return _Grid(noise, drift, spread, rotation, believed)


def _inverse_gamma(sd: "Numbers", guess: float, days: float) -> "Numbers":
    """The log density of a standard deviation's logarithm, its variance being inverse gamma around a guess."""
    import numpy as np  # noqa: PLC0415 - the same

    density: Numbers = -days * np.log(sd) - days * guess**2 / 2 / sd**2
    return density
