"""What a group is called: a phrase that stands in at least two of what is shown of it, as people write it."""

from collections import Counter
from collections.abc import Iterable, Sequence

from juluo.insights.needs.terms import literally, phrases, words

# A longer phrase is the name where it stands in so many of those that have the short one.
_MOST = 0.6


def longest(phrase: str, texts: Sequence[str]) -> str:
    """The longest phrase around a phrase that stands in most of the texts that have it, and in two at least."""
    having = [list(words(text)) for text in texts]
    around = [{longer for longer in phrases(found) if _inside(phrase, longer)} for found in having]
    around = [found for found in around if found]
    counted = Counter(longer for found in around for longer in found)
    enough = [one for one, n in counted.items() if n >= max(2, _MOST * len(around))]
    return max(enough, key=lambda one: (one.count(" "), counted[one], one), default=phrase)


def _inside(phrase: str, longer: str) -> bool:
    return f" {phrase} " in f" {longer} "


def written(phrase: str, texts: Iterable[str]) -> str:
    """The phrase as most of the texts write it, line breaks out; as it is counted where it stands in none."""
    pattern = literally(phrase)
    spelled = Counter(" ".join(match.group().split()) for text in texts for match in pattern.finditer(text))
    if not spelled:
        return phrase.replace(" ", "") if not phrase.isascii() else phrase
    return min(spelled, key=lambda one: (-spelled[one], one))


def stands_in(phrase: str, text: str) -> bool:
    return literally(phrase).search(text) is not None
