"""Whether anybody else took up a line: from the probabilities of links, for questions where no platform says it."""

from collections.abc import Sequence

import numpy as np

from juluo.text.links.features import REACH
from juluo.text.links.net import Floats

# So many lines after a question an answer is looked for.
FOLLOWING = 200
# From this probability on a question is called unanswered where nobody names anybody: at most one in four is not,
# in annotated talk. Below it nothing is claimed. Where people name each other, half is enough.
LIKELY, NAMED = 0.65, 0.5


def taken_up(asked: int, authors: Sequence[int], chances: Floats) -> list[float]:
    """How likely each later line by another answers a line or what its author added to it.

    `chances` are the probabilities [line, candidate] of the whole stretch; `asked` is the line's place in it.
    """
    until = min(len(authors), asked + FOLLOWING)
    own = np.zeros(until - asked, dtype=np.float32)
    own[0] = 1
    found: list[float] = []
    for place in range(asked + 1, until):
        back = min(place - asked, REACH)
        before = own[place - asked - back : place - asked][::-1]
        likely = float(chances[place, :back] @ before)
        if authors[place] == authors[asked]:
            own[place - asked] = likely
        else:
            found.append(likely)
    return found


def unanswered(likely: Sequence[float]) -> float:
    """The probability that none of the later lines answers, as if they were independent."""
    return float(np.prod(1 - np.minimum(np.array(likely, dtype=np.float64), 1.0))) if likely else 1.0
