"""Words of a text, Chinese and English, with what kind of word each is and where it stands.

rjieba cuts and tags. A community has words of its own (万一免五, 聚落日): they are joined from its pieces here, in a
vocabulary of theirs, because a word added to the dictionary would be there for every community at once.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, MatchKind

if TYPE_CHECKING:
    from rjieba import Jieba

OWN = "nz"
"""The tag of a community's own word: a name, like those of products and places in the dictionary."""


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    """Latin letters are small, the rest as written."""
    tag: str
    """Part of speech as ICTCLAS has it: n noun, v verb, a adjective, m number, eng Latin letters, x neither."""
    start: int
    """Where in the text it begins."""


@cache
def _cutter() -> "Jieba":
    """The dictionary as it comes, one for all; nobody adds to it."""
    from rjieba import Jieba  # noqa: PLC0415 - only who cuts words pays for the dictionary

    return Jieba()


# What rjieba takes apart: C#, .NET, it's, R&D, a version, an hour. Longest first.
_WHOLE = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Za-z][A-Za-z0-9]*(?:[-_.][A-Za-z0-9]+)*(?:\+\+|#)(?![A-Za-z0-9])"
    r"|\.[A-Z][A-Za-z]{2,}(?![a-z])|[A-Za-z]+['’][a-z]{1,2}(?![A-Za-z])|[A-Z]&[A-Z](?![A-Za-z]))"
)
_MAY_HOLD = re.compile(r"[#+'’&]|\.[A-Z]")
# A letter that is half of a Chinese word: B站, Q群, A股, U盘, P图, K线.
_LETTERED = re.compile(
    r"(?<![A-Za-z0-9])(?:[ABC]站|[ABH]股|U[盘盾]|[QV]群|Q币|P图|K线|K歌|T恤|H5)(?![A-Za-z0-9])", re.IGNORECASE
)


class Vocabulary:
    """A community's own words, joined wherever the dictionary would take them apart."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._words = tuple(sorted({word.strip().lower() for word in words if len(word.strip()) > 1}))
        self._finder = AhoCorasick(self._words, matchkind=MatchKind.LeftmostLongest) if self._words else None

    @property
    def words(self) -> tuple[str, ...]:
        return self._words

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where these words stand, the longest where several could."""
        if self._finder is None:
            return []
        small = text.lower()
        if len(small) != len(text):  # a few letters are two when small (İ): then places would not agree
            small = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
        return [(start, end) for _, start, end in self._finder.find_matches_as_indexes(small)]


def words(text: str, vocabulary: Vocabulary | None = None) -> list[Word]:
    """The words of a text in order; spaces and signs between them are none. Best given `plain` or `bare` text."""
    pieces = _cutter().tag(text)
    if _MAY_HOLD.search(text):
        pieces = _joined(text, pieces, [match.span() for match in _WHOLE.finditer(text)], "eng")
    if lettered := [match.span() for match in _LETTERED.finditer(text)]:
        pieces = _joined(text, pieces, lettered, "n")
    if vocabulary is not None and (own := vocabulary.spans(text)):
        pieces = _joined(text, pieces, own, OWN)
    found, start = [], 0
    for piece, tag in pieces:
        if piece.isalnum() or any(map(str.isalnum, piece)):
            found.append(Word(piece.lower(), tag, start))
        start += len(piece)
    return found


def _joined(text: str, pieces: list[tuple[str, str]], spans: list[tuple[int, int]], tag: str) -> list[tuple[str, str]]:
    """The pieces with each span as one of them, but for spans that would tear a word of the dictionary."""
    ends = list(accumulate(len(piece) for piece, _ in pieces))
    starts = [0, *ends[:-1]]
    tags = {start: kind for start, (_, kind) in zip(starts, pieces, strict=True)}
    for left, right in spans:
        first, last = bisect_right(starts, left) - 1, bisect_left(starts, right) - 1
        tears_first = starts[first] < left and in_dictionary(pieces[first][0])
        if tears_first or (ends[last] > right and in_dictionary(pieces[last][0])):
            continue
        for inside in starts[first : last + 1]:
            if inside >= left:
                tags.pop(inside, None)
        tags[left] = tag
        if right < ends[last]:
            tags[right] = pieces[last][1]
    cuts = sorted(tags)
    return [(text[cut:end], tags[cut]) for cut, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def in_dictionary(piece: str) -> bool:
    """A word of the dictionary of two characters or more, not one that rjieba only guessed."""
    return len(piece) > 1 and _cutter().has_word(piece)


_ENDINGS = (("sses", "ss"), ("ies", "y"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("ss", "ss"), ("us", "us"))


def stem(word: str) -> str:
    """An English word without its plural, -ed or -ing, so that "crashes" and "crashed" meet; others as they are."""
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending):
            return word[: -len(ending)] + instead
    if word.endswith("s") and not word.endswith("is"):
        word = word[:-1]
    for ending in ("ing", "ed"):
        root = word[: -len(ending)]
        if word.endswith(ending) and len(root) > 2 and any(vowel in root for vowel in "aeiouy"):
            return _mended(root)
    return word.removesuffix("e") if len(word) > 4 else word


def _mended(root: str) -> str:
    """A root without the letter that its ending doubled."""
    if root[-1] == root[-2] and root[-1] not in "aeilosz":
        return root[:-1]
    return root.removesuffix("e") if len(root) > 4 else root
