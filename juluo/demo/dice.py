"""Chance that falls the same way on every Python and every machine."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """One stream of chance, named so that a change to one part of the simulation leaves the others alone.

    It uses only `Random.random`, which Python keeps stable, and + − × ÷, which IEEE 754 fixes; logarithms and
    powers differ by a last digit between systems, and `sum` of floats between Python versions.
    """

    def __init__(self, seed: int, stream: str) -> None:
        self.share = Random(f"{seed}/{stream}").random  # noqa: S311 - a simulation, no secret

    def chance(self, probability: float) -> bool:
        return self.share() < probability

    def below(self, limit: int) -> int:
        return int(self.share() * limit)

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def pick(self, items: Sequence[T]) -> T:
        return items[self.below(len(items))]

    def weighted(self, weights: Sequence[int]) -> int:
        """An index, as often as its weight says."""
        steps = list(accumulate(weights))
        return bisect_right(steps, self.below(steps[-1]))

    def shuffled(self, items: Sequence[T]) -> list[T]:
        deck = list(items)
        for last in range(len(deck) - 1, 0, -1):
            other = self.below(last + 1)
            deck[last], deck[other] = deck[other], deck[last]
        return deck

    def heavy(self, middle: float, most: int) -> int:
        """A heavy-tailed amount whose median is `middle` (log-logistic, shape 1), at most `most`."""
        share = self.share()
        return min(most, int(middle * share / (1 - share)))
