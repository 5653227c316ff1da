"""What speaks for and against two accounts being one person's, each sign with its weight.

The sum of weights is a log odds, as in record linkage (Fellegi and Sunter 1969): each sign adds the logarithm of how
much more often it is seen of one person's accounts than of two people's. The weights are rounded to halves; they were
set on split accounts of two real communities and tried on others (`bench/merges.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Sign(StrEnum):
    """One thing that can be said of two accounts."""

    SAME_ID = "same_id"
    SAME_NAME = "same_name"
    SHORT_NAME = "short_name"
    FORMER_NAME = "former_name"
    SECOND_NAME = "second_name"
    LIKE_NAME = "like_name"
    OTHER_PLATFORM = "other_platform"
    TOOK_OVER = "took_over"
    CAME_LATER = "came_later"
    SAME_PLACES = "same_places"
    OTHER_PLACES = "other_places"
    TAKES_TURNS = "takes_turns"
    AT_ONCE = "at_once"
    BOTH_HERE = "both_here"
    TALKED = "talked"
    MANY_SO_CALLED = "many_so_called"


WEIGHTS: Mapping[Sign, float] = MappingProxyType(
    {
        Sign.SAME_ID: 6.0,
        Sign.SAME_NAME: 3.0,
        Sign.SHORT_NAME: 1.5,
        Sign.FORMER_NAME: 2.0,
        Sign.SECOND_NAME: 2.0,
        Sign.LIKE_NAME: 0.5,
        Sign.OTHER_PLATFORM: 2.0,
        Sign.TOOK_OVER: 2.5,
        Sign.CAME_LATER: 0.5,
        Sign.SAME_PLACES: 1.0,
        Sign.OTHER_PLACES: -1.5,
        Sign.TAKES_TURNS: 1.0,
        Sign.AT_ONCE: -3.0,
        Sign.BOTH_HERE: -1.5,
        Sign.TALKED: -3.0,
        Sign.MANY_SO_CALLED: -2.5,
    }
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sign with what it is about: a number of days, minutes or people, a name."""

    sign: Sign
    n: int = 0
    name: str = ""
    other: str = ""

    @property
    def weight(self) -> float:
        return WEIGHTS[self.sign]


class Sure(StrEnum):
    """How sure a suggestion is; it never says more than 很可能."""

    LIKELY = "likely"
    MAYBE = "maybe"


LIKELY, MAYBE = 5.0, 3.0


def sure(weight: float) -> Sure | None:
    """How sure the sum of the evidence is; None: too little to ask anybody about."""
    return Sure.LIKELY if weight >= LIKELY else Sure.MAYBE if weight >= MAYBE else None
