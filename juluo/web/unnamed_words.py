"""Members' words as they may leave the house: without names, and without numbers of phones and papers.

    unnamed(text, standing(names, text))

Cut afterwards: what is cut first leaves half a number behind, which nothing knows for one.
"""

import re
from collections.abc import Iterable

from juluo.text.redaction import redact

_SOMEBODY = "某人"
_CALLED = re.compile(r"@(?:\*\*[^*\n]{1,80}\*\*|[^\s@，。！？、：；,!?:;]{1,40})")
_LATIN = re.compile(r"[0-9A-Za-z_]")


def standing(names: Iterable[str], text: str) -> list[str]:
    """Those of the names that stand in a text, the longest first; a name of one letter is a word."""
    small = text.casefold()
    found = {name for name in names if len(name) > 1 and name.casefold() in small}
    return sorted(found, key=lambda one: (-len(one), one))


def unnamed(text: str, names: Iterable[str]) -> str:
    """The text with every one of the names, and whoever else is called with @, as somebody."""
    said = redact(text).text
    for name in names:
        said = _whole(name).sub(_SOMEBODY, said)
    return _CALLED.sub(f"@{_SOMEBODY}", said)


def _whole(name: str) -> re.Pattern[str]:
    """The name where it is no part of a longer word, in whatever case."""
    before = r"(?<![0-9A-Za-z_])" if _LATIN.match(name[0]) else ""
    after = r"(?![0-9A-Za-z_])" if _LATIN.match(name[-1]) else ""
    return re.compile(before + re.escape(name) + after, re.IGNORECASE)
