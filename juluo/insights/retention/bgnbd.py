"""Who is still there: the BG/NBD model of Fader, Hardie and Lee 2005 ("Counting your customers" the easy way).

While here, a person comes at their own rate (gamma over people: r, alpha); after each time they come, they leave for
good with their own chance (beta over people: a, b). Of each person it needs three numbers: how often they came again
(`again`), when they came last and how long they have been known, both counted from when they first came.

In plain numpy: Γ(r + x) / Γ(r) is a product over whole numbers, so that scipy, whose import alone costs as much as
all else here, isn't needed.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]

# With fewer who came again, the four parameters are anybody's guess: see tests/insights/retention/test_bgnbd.py.
FEWEST = 40
# Where the search begins (r, alpha in typical silences, a, b) and how far it may go, as logarithms.
_STARTS = ((0.3, 1.0, 0.8, 2.5), (1.0, 1.0, 1.0, 10.0), (0.5, 0.3, 0.3, 1.0))
_FAR = 12.0
_ROUNDS = 100
_FLAT = 1e-6
_STEP = 1e-4


@dataclass(frozen=True, slots=True)
class History:
    """How often each person came again, when they came last, and how long they have been known."""

    again: Sequence[int]
    last: Sequence[float]
    known: Sequence[float]

    def __len__(self) -> int:
        return len(self.again)


@dataclass(frozen=True, slots=True)
class Model:
    """The four parameters, and how well they fit."""

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float

    def alive(self, history: History) -> "Numbers":
        """The chance that each is still here. Who never came again is, in this model, never gone."""
        again, last, known = _arrays(history)
        return 1 / (1 + _gone(self, again, last, known))

    def expected(self, history: History, time: float) -> "Numbers":
        """How often each will come in the time ahead (their equation 10)."""
        again, _, known = _arrays(history)
        a = self.a if abs(self.a - 1) > _STEP else 1 + _STEP  # the formula's limit at 1 is smooth, its terms aren't
        z = time / (self.alpha + known + time)
        not_yet = _weighed_series(self.r + again, self.b + again, a + self.b + again - 1, z)
        here = (a + self.b + again - 1) / (a - 1) * (1 - not_yet)
        result: Numbers = here * self.alive(history)
        return result

    def comes(self, history: History, time: float) -> "Numbers":
        """The chance that each comes at least once in the time ahead: is here, and doesn't just stay silent."""
        again, _, known = _arrays(history)
        still = ((self.alpha + known) / (self.alpha + known + time)) ** (self.r + again)
        result: Numbers = self.alive(history) * (1 - still)
        return result

    def silence(self, history: History, chance: float) -> "Numbers":
        """After how long a silence the chance that each is still here falls to this; infinite for who came once."""
        import numpy as np  # noqa: PLC0415 - loaded where a model is fitted

        again, last, _ = _arrays(history)
        ratio = (1 / chance - 1) * (self.b + again - 1) / self.a
        with np.errstate(invalid="ignore", over="ignore"):
            known = (self.alpha + last) * ratio ** (1 / (self.r + again)) - self.alpha
        return np.where(again > 0, np.maximum(known - last, 0.0), np.inf)


def fitted(history: History) -> Model | None:
    """The model that makes the histories likeliest; None with too few people, or where no top is found."""
    import numpy as np  # noqa: PLC0415 - loaded where a model is fitted

    if sum(again > 0 for again in history.again) < FEWEST or not max(history.known):
        return None
    rows, weights = np.unique(np.column_stack(_arrays(history)), axis=0, return_counts=True)
    scale = float(np.average(rows[:, 2], weights=weights)) / (1 + float(np.average(rows[:, 0], weights=weights)))
    likelihood = _Likelihood(rows, weights.astype(float))
    starts = [np.log([r, alpha * scale, a, b]) for r, alpha, a, b in _STARTS]
    found = [top for start in starts if (top := _climbed(likelihood, start)) is not None]
    if not found:
        return None
    best = max(found, key=lambda top: top.log_likelihood)
    return best if all(np.isfinite(astuple(best))) else None


class _Likelihood:
    """The log-likelihood and its slope, over the logarithms of the parameters."""

    def __init__(self, rows: "Numbers", weights: "Numbers") -> None:
        self.again, self.last, self.known = rows.T
        self.times = self.again.astype(int)
        self.weights = weights

    def __call__(self, logs: "Numbers") -> tuple[float, "Numbers"]:
        import numpy as np  # noqa: PLC0415 - loaded where a model is fitted

        r, alpha, a, b = np.exp(logs)
        x, repeat = self.again, self.again > 0
        (rise_r, slope_r), (rise_b, slope_b), (rise_ab, slope_ab) = (self._rising(start) for start in (r, b, a + b))
        here = -(r + x) * np.log(alpha + self.known)
        left = np.where(repeat, np.log(a) - np.log(np.where(repeat, b + x - 1, 1.0)), -np.inf)
        left = left - (r + x) * np.log(alpha + self.last)
        either = np.logaddexp(here, left)
        gone = np.exp(left - either)
        each = rise_r + r * np.log(alpha) + rise_b - rise_ab + either
        later = (1 - gone) * np.log(alpha + self.known) + gone * np.log(alpha + self.last)
        inverse = (1 - gone) / (alpha + self.known) + gone / (alpha + self.last)
        slopes = (
            r * (slope_r + np.log(alpha) - later),
            alpha * (r / alpha - (r + x) * inverse),
            a * (gone / a - slope_ab),
            b * (slope_b - slope_ab - np.where(repeat, gone / np.where(repeat, b + x - 1, 1.0), 0.0)),
        )
        return float(each @ self.weights), np.array([slope @ self.weights for slope in slopes])

    def curve(self, logs: "Numbers") -> "Numbers":
        """The second derivatives, from the slope on either side."""
        import numpy as np  # noqa: PLC0415 - loaded where a model is fitted

        steps = np.eye(4) * _STEP
        rows = [(self(logs + step)[1] - self(logs - step)[1]) / (2 * _STEP) for step in steps]
        curve = np.array(rows)
        result: Numbers = (curve + curve.T) / 2
        return result

    def _rising(self, start: float) -> tuple["Numbers", "Numbers"]:
        """The logarithm of Γ(start + x) / Γ(start) for each person, and its derivative."""
        import numpy as np  # noqa: PLC0415 - loaded where a model is fitted

        factors = start + np.arange(int(self.times.max(initial=0)))
        logs = np.concatenate([[0.0], np.cumsum(np.log(factors))])
        slopes = np.concatenate([[0.0], np.cumsum(1 / factors)])
        return logs[self.times], slopes[self.times]


def _climbed(likelihood: _Likelihood, start: "Numbers") -> Model | None:
    """The top reached from a start by Newton's steps, damped where they would not climb (Levenberg 1944)."""
    import numpy as np  # noqa: PLC0415 - loaded where a model is fitted

    logs, damping = start, 1.0
    value, slope = likelihood(logs)
    curve = likelihood.curve(logs)
    for _ in range(_ROUNDS):
        if _is_top(logs, slope, likelihood.weights.sum()):
            r, alpha, a, b = (float(part) for part in np.exp(logs))
            return Model(r, alpha, a, b, value)
        lowest = float(np.linalg.eigvalsh(-curve)[0])
        step = np.linalg.solve(-curve + (damping + max(0.0, -lowest)) * np.eye(4), slope)
        ahead = np.clip(logs + np.clip(step, -2, 2), -_FAR, _FAR)
        tried, its_slope = likelihood(ahead)
        if tried > value or np.array_equal(ahead, logs):
            logs, value, slope = ahead, tried, its_slope
            curve, damping = likelihood.curve(logs), damping / 10
        else:
            damping = max(damping * 10, 1e-3)
        if damping > 1e12:
            return None
    return None


def _is_top(logs: "Numbers", slope: "Numbers", people: float) -> bool:
    """Whether it goes up nowhere, or only beyond how far the search may go."""
    import numpy as np  # noqa: PLC0415 - loaded where a model is fitted

    held = (np.abs(logs) >= _FAR) & (np.sign(slope) == np.sign(logs))
    return bool(np.abs(np.where(held, 0.0, slope)).max() < _FLAT * people)


def _arrays(history: History) -> tuple["Numbers", "Numbers", "Numbers"]:
    import numpy as np  # noqa: PLC0415 - loaded where a model is fitted

    return np.asarray(history.again, float), np.asarray(history.last, float), np.asarray(history.known, float)


def _gone(model: Model, again: "Numbers", last: "Numbers", known: "Numbers") -> "Numbers":
    """The odds that each has left: none for who never came again."""
    import numpy as np  # noqa: PLC0415 - loaded where a model is fitted

    with np.errstate(over="ignore"):
        ratio = np.exp((model.r + again) * np.log((model.alpha + known) / (model.alpha + last)))
    repeat = again > 0
    return np.where(repeat, model.a / np.where(repeat, model.b + again - 1, 1.0) * ratio, 0.0)


def _weighed_series(a: "Numbers", b: "Numbers", c: "Numbers", z: "Numbers") -> "Numbers":
    """Gauss's series 2F1(a, b; c; z) times (1 - z)^a, of which no term is ever large."""
    import numpy as np  # noqa: PLC0415 - loaded where a model is fitted

    term = np.exp(a * np.log1p(-z))
    total = term.copy()
    highest = float((a * z / (1 - z)).max(initial=0.0))
    for n in range(100_000):
        term = term * ((a + n) / (n + 1)) * ((b + n) / (c + n)) * z
        total = total + term
        if n > highest and np.abs(term).max(initial=0.0) < 1e-13:
            break
    return total
