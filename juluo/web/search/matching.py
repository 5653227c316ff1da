"""Whether what was typed means a name: its start, a word of it, a piece, or the first letters of its sounds."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache

# GB 2312 (1980) orders its first level by pinyin; with these characters a new first letter begins.
_BEGINNINGS = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
_LETTERS = "abcdefghjklmnopqrstwxyz"
_STARTS = [character.encode("gb2312") for character in _BEGINNINGS]
_LAST = "座".encode("gb2312")
_WORD = re.compile(r"[\s\-_/.·（）()]+")

WHOLE, START, WORD, PIECE, SOUNDS = range(5)


@lru_cache(maxsize=16384)
def folded(words: str) -> str:
    """As it is compared: wide and narrow, large and small letters are one."""
    return unicodedata.normalize("NFKC", words).casefold().strip()


@lru_cache(maxsize=16384)
def initials(words: str) -> str:
    """The first letters of the sounds: 数据 is sj. Rarer characters, which that standard doesn't order, have none."""
    return "".join(_initial(character) for character in folded(words))


def _initial(character: str) -> str:
    if character.isascii():
        return character if character.isalnum() else ""
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    inside = _STARTS[0] <= code <= _LAST
    return _LETTERS[bisect_right(_STARTS, code) - 1] if inside else ""


def rank(typed: str, names: Iterable[str]) -> int | None:
    """How well the best of some names is meant, the less the better; None if none of them is.

    Several words must all be found, each in whichever name has it.
    """
    told = [folded(name) for name in names if name]
    whole = folded(typed)
    if whole in told:
        return WHOLE
    ranks = [_word_rank(word, told) for word in whole.split()]
    known = [one for one in ranks if one is not None]
    return sum(known) if ranks and len(known) == len(ranks) else None


def _word_rank(word: str, names: list[str]) -> int | None:
    if any(name.startswith(word) for name in names):
        return START
    if any(piece.startswith(word) for name in names for piece in _WORD.split(name)):
        return WORD
    if word.isascii() and len(word) == 1:
        # One letter is somewhere in nearly everything.
        return None
    if any(word in name for name in names):
        return PIECE
    if word.isascii() and word.isalpha() and any(word in initials(name) for name in names):
        return SOUNDS
    return None
