"""Words and phrases of a text that may name what it is about: nouns, verbs and names, chat words and marks cut out.

A text is a list of words in its order; "" stands where something was cut, so that no phrase reaches over it.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from juluo.insights.needs.stopwords import chat_words
from juluo.text.words import stem
from juluo.text.words import words as cut

# What of jieba's tags carries meaning: nouns, verbs, idioms, abbreviations and foreign words. Places, numbers, times
# and what holds sentences together don't.
_LOUD = frozenset("nvlijz")
_QUIET_TAGS = frozenset({"vd", "vshi", "vyou", "nr1", "nr2", "ns"})
# Latin names of one or two letters that everybody knows.
_SHORT = frozenset(
    {"ai", "ci", "ui", "ux", "pr", "qq", "vr", "ar", "c#", "c++", "go", "r", "tv", "pc", "os", "vs", "hk"}
)
_HAN = re.compile(r"[㐀-鿿]")
# A word, a path or an identifier in one piece (list.map, data/nat), or what is none of them.
_LATIN = re.compile(r"\w[\w'’-]*(?:[./\\:]+\w+)*(?:\+\+|#)?|[^\s\w]+")
_MOST_KEPT = 200_000
_NAME = re.compile(r"[a-z][a-z0-9'-]*(?:\+\+|#)?")


def words(text: str) -> list[str]:
    """The words of a plain text that may name something."""
    if _HAN.search(text) is None:
        # Without Chinese there is nothing to cut, and this takes a third of the time.
        return list(map(_COUNTED_AS.__getitem__, _LATIN.findall(text.lower())))
    found: list[str] = []
    reached = 0
    for word in cut(text):
        if text[reached : word.start].strip():
            found.append("")
        reached = word.start + len(word.text)
        found.append(_COUNTED_AS[word.text] if word.text.isascii() else _chinese(word.text, word.tag))
    return found


def _chinese(word: str, tag: str) -> str:
    loud = len(word) > 1 and tag[:1] in _LOUD and tag not in _QUIET_TAGS and word not in chat_words()
    return word if loud else ""


class _Latin(dict[str, str]):
    """Latin words and the form in which each is counted; looked up some million times in a quarter of a year."""

    def __missing__(self, word: str) -> str:
        if len(self) == _MOST_KEPT:
            self.clear()
        self[word] = found = _latin(word)
        return found


_COUNTED_AS = _Latin()


def _latin(word: str) -> str:
    """A Latin word without its endings; nothing where it names nothing."""
    plain = word.replace("’", "'").rstrip("-'").removesuffix("'s")
    if _NAME.fullmatch(plain) is None or plain in chat_words() or (len(plain) < 3 and plain not in _SHORT):
        return ""
    one = stem(plain)
    return "" if one in chat_words() else one


def phrases(found: Sequence[str], most: int = 3) -> Iterator[str]:
    """Every word, and every two, and three, that stand together."""
    for place, word in enumerate(found):
        if not word:
            continue
        yield word
        if place + 1 < len(found) and found[place + 1]:
            two = f"{word} {found[place + 1]}"
            yield two
            if most > 2 and place + 2 < len(found) and found[place + 2]:
                yield f"{two} {found[place + 2]}"


@lru_cache(maxsize=10_000)
def literally(phrase: str) -> re.Pattern[str]:
    """Finds a phrase as it stands in a text: its words beside one another, in any letters, with their endings."""
    parts = [_endings(part) if part.isascii() else re.escape(part) for part in phrase.split(" ")]
    return re.compile(r"[\s\-·]?".join(parts), re.IGNORECASE)


def _endings(part: str) -> str:
    if len(part) < 3 or not part.isalpha():
        return rf"(?<![A-Za-z0-9]){re.escape(part)}(?![A-Za-z0-9])"
    last = part[-1]
    doubled = rf"{last}{last}?" if last != "y" else "(?:y|i)"
    return rf"(?<![A-Za-z0-9]){part[:-1]}{doubled}(?:'s|e|es|s|ed|d|ing)?(?![A-Za-z0-9])"
