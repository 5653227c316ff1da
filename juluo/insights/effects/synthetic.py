"""What the touched group would have done, put together from the untouched ones.

Synthetic control: a mixture of groups that ran nearest to the touched one before (Abadie, Diamond and Hainmueller
2010; here from outcomes alone). Synthetic difference-in-differences: a mixture that ran parallel to it, held against a
mixture of the periods before that is most like those after (Arkhangelsky, Athey, Hirshberg, Imbens and Wager 2021,
algorithm 1; errors by their placebo variance, algorithm 4).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from juluo.insights.effects.panel import Panel
from juluo.insights.effects.simplex import nearest_mixture

if TYPE_CHECKING:
    from juluo.insights.effects.panel import Numbers

# With which share of the noise their paper regularises the weights of periods: only enough to make them unique.
UNIQUE = 1e-6


@dataclass(frozen=True, slots=True)
class Synthetic:
    """The effect, the mean of the periods after; how much each untouched group and each period before weighs."""

    effect: float
    groups: "Numbers"
    periods: "Numbers"


def synthetic_control(panel: Panel) -> Synthetic:
    """The touched group against a mixture that ran nearest to it: no constant, all periods before alike."""
    import numpy as np  # noqa: PLC0415 - loaded where an effect is measured

    before = panel.before
    groups = nearest_mixture(panel.untouched[:, :before].T, panel.touched[:before], UNIQUE**2)
    gap = panel.touched - groups @ panel.untouched
    return Synthetic(float(gap[before:].mean()), groups, np.full(before, 1 / before))


def synthetic_differences(panel: Panel, evenness: float = UNIQUE) -> Synthetic:
    """Groups weighed to run parallel before, periods to be like those after.

    `evenness` of 1 regularises periods as much as groups: with few groups and noisy days their weights would otherwise
    rest on chance.
    """
    before, after = panel.before, panel.after
    noise = noise_of(panel)
    ridge = after**0.25 * noise
    early = panel.untouched[:, :before]
    periods = nearest_mixture(
        early, panel.untouched[:, before:].mean(axis=1), (evenness * noise) ** 2 * panel.groups, shifted=True
    )
    groups = nearest_mixture(early.T, panel.touched[:before], ridge**2 * before, shifted=True)
    gap = panel.touched - groups @ panel.untouched
    return Synthetic(float(gap[before:].mean() - periods @ gap[:before]), groups, periods)


def noise_of(panel: Panel) -> float:
    """The spread of the untouched groups' steps from one period to the next, before."""
    import numpy as np  # noqa: PLC0415 - the same

    return float(np.diff(panel.untouched[:, : panel.before], axis=1).std(ddof=1))


def placebo_error(panel: Panel, evenness: float = UNIQUE) -> float:
    """The standard error: how far the effect strays for each of the untouched groups, which had none."""
    import numpy as np  # noqa: PLC0415 - the same

    found = [synthetic_differences(panel.as_if(group), evenness).effect for group in range(panel.groups)]
    return float(np.std(found, ddof=1))
