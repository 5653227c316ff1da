"""What ails those who have a problem: the word for it that most of them use, to stand before the need's name."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

# So many of the openings say it, and two at least.
_MOST, _FEWEST, _LOOKED_AT = 0.5, 2, 30


@cache
def _words() -> Mapping[str, re.Pattern[str]]:
    """What a name says for it, and how people say it, the more telling first."""
    listed = tomllib.loads((files(__package__) / "ailments.toml").read_text(encoding="utf-8"))
    return {word: re.compile(pattern, re.IGNORECASE) for word, pattern in listed.items()}


def ailment(name: str, titles: Sequence[str], texts: Sequence[str]) -> str:
    """The word, or nothing where they don't agree on one or the name says it already."""
    said = [f"{title}\n{text}" for title, text in zip(titles[:_LOOKED_AT], texts[:_LOOKED_AT], strict=True)]
    for word, pattern in _words().items():
        n = sum(pattern.search(one) is not None for one in said)
        if n >= max(_FEWEST, _MOST * len(said)):
            return "" if pattern.search(name) else word
    return ""


def with_ailment(name: str, titles: Sequence[str], texts: Sequence[str]) -> str:
    """报错：类型不匹配. A name in which it stands already is left as it is."""
    word = ailment(name, titles, texts)
    return f"{word}{_mark(word)}{name}" if word else name


def parted(name: str) -> tuple[str, str]:
    """What stands before a name for what ails people, with its mark, and the name itself."""
    for word in _words():
        before = word + _mark(word)
        if name.startswith(before):
            return before, name.removeprefix(before)
    return "", name


def _mark(word: str) -> str:
    return ": " if word.isascii() else "："
