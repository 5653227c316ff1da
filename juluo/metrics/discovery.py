"""Many tests on one page: what may be called found when chance has had many tries (Benjamini and Hochberg 1995)."""

from collections.abc import Sequence


def benjamini_hochberg(values: Sequence[float]) -> tuple[float, ...]:
    """The q of each p, in their order: called found at q < .05, at most 5 % of what is found is found by chance."""
    order = sorted(range(len(values)), key=lambda place: values[place], reverse=True)
    found, least = [1.0] * len(values), 1.0
    for rank, place in zip(range(len(values), 0, -1), order, strict=True):
        least = min(least, values[place] * (len(values) / rank))
        found[place] = least
    return tuple(found)
