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
from juluo.text.grams import grams
from juluo.text.linear import Linear, chances

# How far a click moves its own kind: after one rejection of a line shown at .8, the same line stands near .5.
_REACH = 4.0
# How far it moves every text of the community.
_SHIFT = 0.1
_STEPS = 25


@dataclass(frozen=True, slots=True)
class Click:
    """An operator's word on one judgement: the act is right for this text, or it is not."""

    text: str
    act: Act
    right: bool


def learned(model: Linear, clicks: Sequence[Click]) -> Linear:
    """The model moved by clicks on cleaned texts."""
    weights, constant = model.weights.copy(), model.constant.copy()
    for column, act in enumerate(Act):
        of = [click for click in clicks if click.act == act]
        if of:
            _pull(model, weights, constant, of, column)
    return replace(model, weights=weights, constant=constant)


def _pull(model: Linear, weights: Any, constant: Any, clicks: Sequence[Click], column: int) -> None:  # noqa: ANN401 - arrays changed in place
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - only where there are clicks

    lines = [click.text for click in clicks]
    parts = list(grams(lines, model.bits))
    buckets = np.concatenate([part.buckets for part in parts])
    sizes = np.concatenate([np.diff(part.starts) for part in parts])
    ends = np.concatenate([[0], np.cumsum(sizes)])
    pieces = csr_matrix((np.repeat(1 / np.sqrt(sizes), sizes), buckets, ends), shape=(len(lines), len(weights)))
    alike = _REACH * (pieces @ pieces.T).toarray() + _SHIFT
    before = model.odds(lines)[:, column]
    right = np.array([click.right for click in clicks], float)
    pulls = np.zeros(len(lines))
    for _ in range(_STEPS):
        now = chances(before + alike @ pulls)
        slope = np.maximum(now * (1 - now), 1e-6)
        step = np.linalg.solve(np.eye(len(lines)) + slope[:, None] * alike, right - now - pulls)
        pulls = pulls + step
        if np.abs(step).max() < 1e-8:
            break
    weights[:, column] += _REACH * (pieces.T @ pulls)
    constant[column] += _SHIFT * pulls.sum()
