"""What a text quotes, and which earlier line that is: in chats without reply links a quote is the surest sign.

WeChat puts 「甲：原话」 and a rule of dashes before the answer, others 回复 甲：or > and the words quoted.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from juluo.text.normal import plain

_FRAMED = re.compile(
    r"^[「『\"“]\s*(?P<name>[^\n:]{1,40}?)\s*:\s*(?P<words>.*?)[」』\"”]\s*\n\s*(?:-\s?){3,}\s*", re.DOTALL
)
_BARE = re.compile(r"^[「『](?P<name>[^\n:「」]{1,40}?)\s*:\s*(?P<words>[^「」]*)[」』]\s*", re.DOTALL)
_TO = re.compile(r"^回[复覆]\s*@?(?P<name>[^\s:]{1,40})\s*:\s*")
_ARROWS = re.compile(r"^(?:>[^\n]*(?:\n|$))+")
# A quote of fewer letters may be anybody's.
_TELLING = 2
_CUT = re.compile(r"(?:\.\.\.|…)$")


@dataclass(frozen=True, slots=True)
class Quote:
    """Whom a text quotes ("" if it doesn't say), the words (none if it only says whom it answers), what it adds."""

    name: str
    words: str
    rest: str


def quote(text: str) -> Quote | None:
    """What a text begins by quoting."""
    told = plain(text)
    for form in (_FRAMED, _BARE, _TO):
        found = form.match(told)
        if found:
            words = found.groupdict().get("words") or ""
            return Quote(found["name"].strip().lstrip("@"), words.strip(), told[found.end() :].strip())
    arrows = _ARROWS.match(told)
    if arrows:
        words = "\n".join(line.lstrip("> ").strip() for line in arrows[0].splitlines())
        return Quote("", words.strip(), told[arrows.end() :].strip())
    return None


def quoted_line(found: Quote, names: Sequence[str], texts: Sequence[str]) -> int | None:
    """The place of the latest earlier line that a quote is of; None where none fits, or no words are quoted.

    A line fits if it begins with the quoted words, or holds them, and its author is the one who is named.
    """
    words = _CUT.sub("", found.words).strip()
    if len(words) < _TELLING:
        return None
    for place in range(len(texts) - 1, -1, -1):
        if _is_named(names[place], found.name) and _said(_plain(texts[place]), words, found.name):
            return place
    return None


# Every line is looked at again by each quote that comes soon after it.
_plain = lru_cache(maxsize=2_000)(plain)


def _is_named(name: str, wanted: str) -> bool:
    return not wanted or _plain(name).lower() == wanted.lower()


def _said(text: str, words: str, name: str) -> bool:
    """Whose author is named may be quoted in part; words alone must be all of a line, or many."""
    if words not in text:
        return False
    own = quote(text)
    said = own.rest if own is not None and own.rest else text
    return said.startswith(words) or (words in said and (bool(name) or len(words) >= 4 * _TELLING))
