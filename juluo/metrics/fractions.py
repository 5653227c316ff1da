"""A share as what it is made of, and whether it may be told as a percentage at all: of few it would pretend."""

from dataclasses import dataclass

from juluo.metrics.metric import Measured
from juluo.metrics.sample import ByMember
from juluo.metrics.verdict import FEWEST_CASES, FEWEST_HITS

# The parts that shares without hits are made of: messages of messages, people on a day of people in the window.
_MADE_OF = (("theirs", "messages"), ("daily", "people"))


@dataclass(frozen=True, slots=True)
class Fraction:
    hits: float
    n: float


def fraction(measured: Measured) -> Fraction | None:
    """What a share is made of; None where it isn't told."""
    if measured.n is not None and measured.hits is not None:
        return Fraction(measured.hits, measured.n)
    for hits, n in _MADE_OF:
        one, whole = measured.parts.get(hits), measured.parts.get(n)
        if one is not None and whole is not None:
            return Fraction(one, whole)
    return None


def is_few(measured: Measured) -> bool:
    """Whether fewer than 5 of it, or it of fewer than 20 cases or people, stand behind a share."""
    made = fraction(measured)
    of = [n for n in (measured.n, _people(measured)) if n is not None]
    if any(n < FEWEST_CASES for n in of):
        return True
    return made is not None and (made.n < FEWEST_CASES or made.hits < FEWEST_HITS)


def _people(measured: Measured) -> int | None:
    return len(measured.sample.did) if isinstance(measured.sample, ByMember) else None
