"""People with hidden tastes, made by chance: to see which way of recommending finds them again. Seeded, invented.

Each belongs to one or two of a few groups; each item belongs to one group; some items are liked by everybody, and
some people take far more than others. Nothing here knows how recommendations are made. Where no item is much more
liked than others, EASE and SAR come out level: what EASE has over SAR is that it isn't led by what everybody likes.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

Numbers = np.ndarray[Any, np.dtype[np.float64]]
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Tastes:
    """What people took (for learning) and what they took besides (to be found): people by items, 0 or 1."""

    known: Numbers
    hidden: Numbers


def tastes(seed: int, people: int = 800, items: int = 400, groups: int = 12) -> Tastes:
    """A quarter of what each took is hidden."""
    dice = np.random.default_rng(seed)
    group_of = dice.integers(0, groups, items)
    fame = dice.pareto(1.2, items) + 0.2
    favourite = dice.integers(0, groups, people)
    second = dice.integers(0, groups, people)
    liking = 1.0 + 20.0 * (group_of == favourite[:, None]) + 10.0 * (group_of == second[:, None])
    weight = liking * fame
    taken = np.zeros((people, items))
    for person in range(people):
        many = int(np.clip(dice.lognormal(3.3, 0.5), 6, items // 4))
        taken[person, dice.choice(items, many, replace=False, p=weight[person] / weight[person].sum())] = 1
    kept = dice.random((people, items)) >= 0.25
    return Tastes(taken * kept, taken * ~kept)


def ndcg_and_recall(scores: Numbers, made: Tastes) -> tuple[float, float]:
    """Of the first ten not known yet (Järvelin and Kekäläinen 2002; recall over what could be found)."""
    order = np.argsort(-np.where(made.known > 0, -np.inf, scores), axis=1, kind="stable")[:, :SHOWN]
    gained = np.take_along_axis(made.hidden, order, axis=1)
    discount = 1 / np.log2(np.arange(2, SHOWN + 2))
    many = made.hidden.sum(axis=1)
    ideal = np.array([discount[: min(SHOWN, int(n))].sum() for n in many])
    some = many > 0
    return (
        float(((gained @ discount)[some] / ideal[some]).mean()),
        float((gained.sum(axis=1)[some] / many[some]).mean()),
    )


def by_popularity(known: Numbers) -> Numbers:
    return np.tile(known.sum(axis=0), (len(known), 1))


def by_sar(known: Numbers) -> Numbers:
    """Jaccard's likeness of items, summed over what each took."""
    together = known.T @ known
    many = np.diag(together)
    likeness = together / np.maximum(many[:, None] + many[None, :] - together, 1.0)
    found: Numbers = known @ likeness
    return found
