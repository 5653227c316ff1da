"""The list itself: the best of a blend, with a share of places kept to try out what nobody can know yet."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]
    Flags = np.ndarray[Any, np.dtype[np.bool_]]

SHOWN = 10
# One place in ten is for a young thread of few people, drawn by chance: else what is small stays small.
EXPLORING = 0.1
YOUNG, FEW = 7, 2


def listed(scores: "Numbers", young: "Flags", seed: Sequence[int], most: int = SHOWN) -> tuple[list[int], list[int]]:
    """Places of the items shown: those with the best scores, and those drawn of the `young` to try out."""
    import numpy as np  # noqa: PLC0415 - only where something is recommended

    shown = np.isfinite(scores)
    order = [int(at) for at in np.argsort(-scores, kind="stable")[: int(shown.sum())]]
    tried_out = int(np.ceil(most * EXPLORING)) if len(order) > most else 0
    best = order[: most - tried_out]
    rest = sorted(set(np.flatnonzero(shown & young).tolist()) - set(best))
    random = np.random.default_rng(tuple(abs(one) for one in seed))
    drawn = sorted(random.permutation(rest)[:tried_out].tolist()) if rest else []
    return order[: most - len(drawn)], [int(at) for at in drawn if at not in order[: most - len(drawn)]]
