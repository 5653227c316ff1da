"""In which order questions stand, and which of them ask what was asked before.

The order: most votes first. With as many votes, the larger share of those who could have voted, by the lower end of
its interval (Wilson 1927), so that a question of five minutes ago isn't behind one of an hour ago; then who asked
first. Every third place is for who asks here for the first time.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt

from juluo.desk.qa.values import QuestionFacts
from juluo.insights.questions.alike import SAME, telling
from juluo.metrics.intervals import wilson
from juluo.text.near import Likeness, key

EVERY = 3
# Two telling words in common, or one may be any.
_LEAST = 2
_MOST_ALIKE = 3


def ordered(questions: Iterable[QuestionFacts]) -> tuple[QuestionFacts, ...]:
    """The questions as members and hosts see them."""
    left = sorted(questions, key=lambda one: (-one.votes, -share(one), one.at, one.id))
    found: list[QuestionFacts] = []
    while left:
        fresh = next((one for one in left if one.first), None) if (len(found) + 1) % EVERY == 0 else None
        found.append(fresh or left[0])
        left.remove(found[-1])
    return tuple(found)


def share(one: QuestionFacts) -> float:
    """At least this share of those who could have voted for it did."""
    chances = max(one.chances, one.votes)
    return wilson(one.votes, chances).low if chances else 0.0


def alike(words: str, others: Mapping[int, str]) -> tuple[int, ...]:
    """Which of the others ask the same, the likest first: few characters differ, or the telling words agree.

    Telling words are weighed by how rare they are among all of them (Spärck Jones 1972).
    """
    texts = [words, *others.values()]
    keys = [key(text) for text in texts]
    likeness = Likeness(keys)
    told = [telling(text) for text in texts]
    rarity = _rarity(told)
    found = []
    for (number, _), theirs, their_words in zip(others.items(), keys[1:], told[1:], strict=True):
        near = 1.0 if likeness.near(keys[0], theirs) else _cosine(told[0], their_words, rarity)
        if near >= SAME:
            found.append((near, number))
    return tuple(number for _, number in sorted(found, key=lambda pair: (-pair[0], pair[1]))[:_MOST_ALIKE])


def _rarity(told: Sequence[tuple[str, ...]]) -> Mapping[str, float]:
    counts = Counter(word for words in told for word in words)
    return {word: log((1 + len(told)) / (1 + n)) + 1 for word, n in counts.items()}


def _cosine(mine: tuple[str, ...], theirs: tuple[str, ...], rarity: Mapping[str, float]) -> float:
    shared = {*mine} & {*theirs}
    if len(shared) < _LEAST:
        return 0.0
    lengths = (sqrt(sum(rarity[word] ** 2 for word in words)) for words in (mine, theirs))
    product = 1.0
    for length in lengths:
        product *= length
    return sum(rarity[word] ** 2 for word in shared) / product
