"""BG/BB, the other model of who comes back: Fader, Hardie and Shang 2010. Only to be compared with; not part of Juluo.

A day is a chance to come, taken or not; after each day a person may leave for good. It fits active days by its
assumptions better than BG/NBD, which takes comings for points in time; but its likelihood is a sum over every silent
day of every person.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.special import betaln

from juluo.insights.retention.bgnbd import History

Numbers = np.ndarray[Any, np.dtype[np.float64]]
_START = np.log([0.5, 5.0, 0.5, 20.0])
_BOUNDS = [(-6.0, 6.0)] * 4


@dataclass(frozen=True, slots=True)
class Chances:
    """Of each person: still here, comes in the days ahead, on how many of them."""

    alive: Numbers
    comes: Numbers
    expected: Numbers


def chances(history: History, ahead: int) -> Chances:
    """Fit to the histories and look ahead."""
    rows = np.column_stack([np.asarray(part, float) for part in (history.again, history.last, history.known)])
    unique, weights = np.unique(rows, axis=0, return_counts=True)

    def lack(logs: Numbers) -> float:
        return float(-(weights * _likelihood(unique, np.exp(logs))[0]).sum())

    found = minimize(lack, _START, method="L-BFGS-B", bounds=_BOUNDS)
    return _ahead(rows, np.exp(found.x), ahead)


def _likelihood(rows: Numbers, parameters: Numbers) -> tuple[Numbers, Numbers]:
    """Log-likelihood of each person, and the chance that they are still here."""
    (alpha, beta, gamma, delta), (x, last, n) = parameters, rows.T
    whole = betaln(alpha, beta) + betaln(gamma, delta)
    here = betaln(alpha + x, beta + n - x) + betaln(gamma, delta + n) - whole
    silent = (n - last).astype(int)
    who = np.repeat(np.arange(len(x)), silent)
    days = last[who] + np.arange(len(who)) - np.repeat(np.cumsum(silent) - silent, silent)
    left = betaln(alpha + x[who], beta + days - x[who]) + betaln(gamma + 1, delta + days) - whole
    highest = here.copy()
    np.maximum.at(highest, who, left)
    total = np.exp(here - highest) + np.bincount(who, np.exp(left - highest[who]), len(x))
    each = highest + np.log(total)
    return each, np.exp(here - each)


def _ahead(rows: Numbers, parameters: Numbers, ahead: int) -> Chances:
    (alpha, beta, gamma, delta), (x, _, n) = parameters, rows.T
    alive = _likelihood(rows, parameters)[1]
    days = np.arange(ahead + 1)
    stay = np.exp(betaln(gamma, (delta + n)[:, None] + days) - betaln(gamma, delta + n)[:, None])
    silent = np.exp(
        betaln((alpha + x)[:, None], (beta + n - x)[:, None] + days) - betaln(alpha + x, beta + n - x)[:, None]
    )
    never = ((stay[:, :-1] - stay[:, 1:]) * silent[:, :-1]).sum(axis=1) + stay[:, -1] * silent[:, -1]
    expected = alive * (alpha + x) / (alpha + beta + n) * stay[:, 1:].sum(axis=1)
    return Chances(alive, alive * (1 - never), expected)
