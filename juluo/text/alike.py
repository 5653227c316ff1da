"""Texts that speak of the same thing in other words: what two share of their telling words.

Cosine of word counts weighted by how few of the texts hold a word (Salton and Buckley 1988), the weights smoothed, for
lists here are short. Copies with small changes are told by `juluo.text.near` and count as the same.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log, sqrt

from juluo.text.near import Nearby
from juluo.text.normal import bare
from juluo.text.words import words

# Below this, what two texts share is how people talk.
ALIKE = 0.3
# Parts of speech that say nothing of what a text is about: particles, pronouns, prepositions, adverbs, numbers …
_EMPTY = ("u", "r", "p", "c", "d", "m", "q", "y", "e", "o", "x", "w")


def alike(text: str, others: Sequence[str], most: int = 5) -> list[tuple[int, float]]:
    """The places of the likest texts and how like they are, from `ALIKE` to 1, the likest first."""
    (same,) = Nearby(others).like([text]) if others else [[]]
    bags = [_bag(one) for one in (text, *others)]
    held = Counter(word for bag in bags for word in bag)
    weight = {word: log((1 + len(bags)) / (1 + many)) + 1 for word, many in held.items()}
    found = {place: _cosine(bags[0], bag, weight) for place, bag in enumerate(bags[1:])}
    found |= dict.fromkeys(same, 1.0)
    likest = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return [(place, share) for place, share in likest[:most] if share >= ALIKE]


def _bag(text: str) -> Counter[str]:
    return Counter(one.text for one in words(bare(text)) if not one.tag.startswith(_EMPTY))


def _cosine(one: Counter[str], other: Counter[str], weight: Mapping[str, float]) -> float:
    def length(bag: Counter[str]) -> float:
        return sqrt(sum((many * weight[word]) ** 2 for word, many in bag.items()))

    shared = sum(many * other[word] * weight[word] ** 2 for word, many in one.items() if word in other)
    return shared / (length(one) * length(other)) if shared else 0.0
