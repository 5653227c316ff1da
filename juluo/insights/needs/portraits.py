"""What each thread is about: its phrases, weighed by where they stand and how rare they are.

A thread's text is its title, its opening line and what the asker says later on; code, addresses, quotes and names cut
out. A phrase of the title weighs as much as three in the text.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from juluo.insights.needs.cleaning import headline, prose
from juluo.insights.needs.reading import Thread
from juluo.insights.needs.terms import phrases, words

_TITLE = 3.0
# So many of the asker's lines, of so many letters each, say what the need is; later ones are about the answer.
_LINES, _LETTERS = 4, 1_200
# A phrase of several words tells more than any of its words.
_LONGER = 1.25
# A thread is about the phrases that weigh most in it.
_ABOUT = 6


@dataclass(frozen=True, slots=True)
class Portrait:
    """A thread and the phrases in it. `titled` are those of its title, or of its first line where it has none."""

    thread: Thread
    counts: Mapping[str, float]
    titled: frozenset[str]


def portrait(thread: Thread) -> Portrait:
    counted: Counter[str] = Counter()
    own = [prose(line.text[: 2 * _LETTERS])[:_LETTERS] for line in thread.own[:_LINES]]
    for text in own:
        counted.update(phrases(words(text)))
    title = headline(thread.title) if thread.title else own[0]
    titled = frozenset(phrases(words(title)))
    weights = {phrase: 1 + math.log(n) for phrase, n in counted.items()}
    if thread.title:
        for phrase in titled:
            weights[phrase] = weights.get(phrase, 0.0) + _TITLE
    return Portrait(thread, weights, titled)


class Gallery:
    """All portraits, and how rare each phrase is among them."""

    def __init__(self, threads: Sequence[Thread]) -> None:
        self.portraits = [portrait(thread) for thread in threads]
        self.among = Counter(phrase for one in self.portraits for phrase in one.counts)

    @cached_property
    def titled(self) -> Mapping[str, list[int]]:
        """The places in whose title, or first line, each phrase stands."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, one in enumerate(self.portraits):
            for phrase in one.titled:
                found[phrase].append(place)
        return found

    def weight(self, phrase: str) -> float:
        """How much a phrase tells: the rarer, the more."""
        rare = math.log((1 + len(self.portraits)) / (1 + self.among[phrase]))
        return rare * (_LONGER if " " in phrase else 1.0)

    def about(self, place: int) -> list[str]:
        """The phrases that weigh most in a thread, of those that stand in others too."""
        known = self.portraits[place].counts
        weighed = [(-n * self.weight(phrase), phrase) for phrase, n in known.items() if self.among[phrase] > 1]
        return [phrase for _, phrase in sorted(weighed)[:_ABOUT]]

    def subjects(self, place: int) -> set[str]:
        """The same and all phrases of its title."""
        return {*self.about(place), *self.portraits[place].titled}
