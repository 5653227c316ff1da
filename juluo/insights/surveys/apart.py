"""Which groups of an anonymous survey are too small to be told of, and which others would give them away."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from juluo.insights.surveys.answered import FEWEST_TOLD

Name = TypeVar("Name", bound=Hashable)


def hidden(counts: Mapping[Name, int]) -> frozenset[Name]:
    """Groups of fewer than five; and the next smallest, until those hidden are five at least in all.

    Of all others and the whole anybody reckons what the hidden ones said together. `counts` must be of everybody who
    stands in the whole, each in one group.
    """
    left = sorted((name for name, n in counts.items() if n), key=lambda name: counts[name])
    found = {name for name in left if counts[name] < FEWEST_TOLD}
    rest = iter([name for name in left if name not in found])
    while found and sum(counts[name] for name in found) < FEWEST_TOLD and (name := next(rest, None)) is not None:
        found.add(name)
    return frozenset(found)


def gives_away(left_out: int) -> bool:
    """Whether a number without so many of the others tells what those few said, beside the number with them."""
    return 0 < left_out < FEWEST_TOLD
