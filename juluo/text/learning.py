"""Learning from an operator's clicks: “this is a question”, “this is none”, in one community.

The shipped weights stay the prior: each click pulls the weights of its own pieces, a ridge holds them where they were
(logistic regression with the shipped log-odds as its offset). As there are few clicks and many pieces, it is solved
over the clicks: the pull on each is one number (Jaakkola and Haussler 1999: the dual of kernel logistic regression).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from juluo.text.cues import Act
from juluo.text.grams import Floats, grams
from juluo.text.linear import Linear, Odds, chances
from juluo.text.signs import signs

# How far a click moves its own kind: one rejection takes a line shown at .999 down to about .55.
_REACH = 8.0
# How far it moves every text of the community.
_SHIFT = 0.1
_STEPS = 200
# How far it moves texts that share a sign (juluo.text.signs).
_SIGNS = 0.5


@dataclass(frozen=True, slots=True)
class Click:
    """An operator's word on one judgement: the act is right for this text, or it is not."""

    text: str
    act: Act
    right: bool


def learned(model: Linear, clicks: Sequence[Click]) -> Linear:
    """The model moved by clicks on cleaned texts."""
    pieces, constant = model.weights.copy(), model.constant.copy()
    marks = None if model.signs is None else model.signs.copy()
    for column, act in enumerate(Act):
        of = [click for click in clicks if click.act == act]
        if of:
            seen, told = _seen(model, [click.text for click in of])
            alike = _REACH * (seen @ seen.T).toarray() + _SIGNS * (told @ told.T) + _SHIFT
            before = model.odds([click.text for click in of])[:, column]
            pulls = pulled(alike, before, [click.right for click in of])
            pieces[:, column] += _REACH * (seen.T @ pulls)
            constant[column] += _SHIFT * pulls.sum()
            if marks is not None:
                marks[:, column] += _SIGNS * (told.T @ pulls)
    return replace(model, weights=pieces, constant=constant, signs=marks)


def _seen(model: Linear, lines: list[str]) -> tuple[Any, Floats]:
    """The pieces of the lines, and their signs."""
    none = np.zeros((len(lines), 0), np.float32)
    return pieces_of(lines, model.bits), none if model.signs is None else signs(lines, model.language)


def pieces_of(lines: Sequence[str], bits: int) -> Any:  # noqa: ANN401 - of scipy
    """The pieces of cleaned lines, a sparse row each."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - only where there are clicks

    parts = list(grams(lines, bits))
    sizes = np.concatenate([np.diff(part.starts) for part in parts])
    buckets = np.concatenate([part.buckets for part in parts])
    values = np.repeat(1 / np.sqrt(sizes), sizes)
    ends = np.concatenate([[0], np.cumsum(sizes)])
    return csr_matrix((values, buckets, ends), shape=(len(lines), 1 << bits))


def pulled(alike: Odds, before: Odds, told: Sequence[bool]) -> Odds:
    """How hard each click pulls: `alike` says how far a pull on one moves another, `before` are the odds so far."""
    from scipy.optimize import minimize  # noqa: PLC0415 - only where there are clicks

    right = np.array(told, float)

    def lack(pulls: Odds) -> tuple[float, Odds]:
        moved = alike @ pulls
        odds = before + moved
        wrong = np.logaddexp(0, np.where(right > 0, -odds, odds)).sum()
        return float(wrong + pulls @ moved / 2), alike @ (pulls - right + chances(odds))

    found: Odds = minimize(lack, np.zeros(len(right)), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}).x
    return found
