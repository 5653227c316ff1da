"""Words made safe for Markdown: what members wrote stays words, and can be pasted into a group without waking it."""

import re
import unicodedata
from collections.abc import Sequence

from juluo.chart.svg.element import spoken
from juluo.wording.printable import without_sequences

_BLANKS = re.compile(r"[\s\u0085\u2028\u2029]+")
# An underscore inside a word is no markup, and a backslash there looks odd in a group.
_MEANING = re.compile(r"[\\`*\[\]|~]|(?<!\w)_|_(?!\w)")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LINE_START = re.compile(r"^(?=>|#{1,6}(?:\s|$)|[+-](?:\s|$)|[-=\s]+$)|^\d{1,9}(?=[.)](?:\s|$))")
_CALL = re.compile(r"@(?=everyone\b|here\b|channel\b|all\b|所有人|全体成员)", re.IGNORECASE)
_ZERO_WIDTH = "\u200b"


def inline(words: str) -> str:
    """One line in which nothing is markup, whatever stood in the message."""
    flat = _BLANKS.sub(" ", spoken(without_sequences(words)))
    flat = _ENTITY.sub("&amp;", flat)
    flat = _TAG.sub("&lt;", flat)
    flat = _MEANING.sub(lambda found: "\\" + found[0], flat)
    return _CALL.sub("@" + _ZERO_WIDTH, flat)


def opened(markdown: str) -> str:
    """A line whose first sign cannot be taken for a heading, a quote or a list."""
    return _LINE_START.sub(lambda found: found[0] + "\\", markdown.strip())


def item(markdown: str) -> str:
    return f"- {opened(markdown)}"


def bold(words: str) -> str:
    """Strong words. Signs at the ends stay outside: beside Chinese, `**（31）**` would not close."""
    first, last = 0, len(words)
    while first < last and _is_sign(words[first]):
        first += 1
    while last > first and _is_sign(words[last - 1]):
        last -= 1
    if first == last:
        return inline(words)
    return f"{inline(words[:first])}**{inline(words[first:last])}**{inline(words[last:])}"


def _is_sign(char: str) -> bool:
    return char.isspace() or unicodedata.category(char)[0] in "PSCZ"


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]], numeric: frozenset[int]) -> list[str]:
    """A pipe table of cells that are Markdown already."""
    rulers = tuple("---:" if column in numeric else "---" for column in range(len(head)))
    return [_row(head), _row(rulers), *(_row(row) for row in rows)]


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.strip() for cell in cells) + " |"
