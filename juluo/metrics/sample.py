"""What a change is tested on, where the values alone don't tell enough."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pyroaring import BitMap

# From arrays of draws × members × columns to one value a draw. Arrays are numpy's, loaded only where a test is made.
Statistic = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class People:
    """Who was counted: most of them may be the same on both days."""

    who: BitMap


@dataclass(frozen=True, slots=True)
class Waits:
    """How long each case waited, in minutes; those not `ended` are only known to have waited longer."""

    lasted: tuple[float, ...]
    ended: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class ByMember:
    """What each member did, one row of columns a member, and the statistic that the value is: drawn by member."""

    did: tuple[tuple[float, ...], ...]
    statistic: Statistic


@dataclass(frozen=True, slots=True)
class Scores:
    """One score a person."""

    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Odds:
    """A ratio of two counts."""

    above: int
    below: int


Sample = People | Waits | ByMember | Scores | Odds
