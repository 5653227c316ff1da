"""Words set in lines by our own measure, for pictures: a page's browser does this, a picture has none.

Chinese breaks between any two characters but before 。 and after （; other words break at their blanks.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from juluo.chart.svg.element import element, spoken
from juluo.report.daily import Line, Span

_BOLD = 1.06
_LATIN, _DIGIT, _THIN, _BLANK = 0.575, 0.58, 0.35, 0.27
# What may not begin a line, and what may not end one (W3C, Requirements for Chinese Text Layout, 3.1.3).
_CLOSING = frozenset("，。、；：？！）》」』】”’…～％%,.;:?!)]}°")
_OPENING = frozenset("（《「『【“‘([{")
_PIECES = re.compile(r"\s+|[^\s\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]+|.", re.DOTALL)


def measured(words: str, size: float, *, strong: bool = False) -> float:
    """About how wide words are, rather too wide than too narrow."""
    return sum(_wide(char) for char in words) * size * (_BOLD if strong else 1)


def _wide(char: str) -> float:
    if unicodedata.east_asian_width(char) in "WFA":
        return 1.0
    if unicodedata.combining(char):
        return 0.0
    if char.isupper() or char in "mw@&":
        return 0.74
    if char.isspace() or char in "iljftI.,;:!'|()[]":
        return _BLANK if char.isspace() else _THIN
    return _DIGIT if char.isdigit() else _LATIN


def broken(line: Line, room: float, size: float) -> list[Line]:
    """A line of spans as the lines it takes."""
    lines: list[list[Span]] = [[]]
    used = 0.0
    for span in _bound(_pieces(line, room, size)):
        needs = measured(span.words, size, strong=span.strong)
        if used and used + needs > room:
            lines.append([])
            used = 0.0
        if not used and not span.words.strip():
            continue
        lines[-1].append(span)
        used += needs
    return [_joined(one) for one in lines if one]


def _pieces(line: Line, room: float, size: float) -> Iterator[Span]:
    """The parts between which a line may break; what is wider than a whole line breaks anywhere."""
    for span in line:
        for found in _PIECES.findall(spoken(span.words)):
            piece = " " if found.isspace() else found
            if measured(piece, size, strong=span.strong) > room:
                yield from (replace(span, words=char) for char in piece)
            else:
                yield replace(span, words=piece)


def _bound(pieces: Iterator[Span]) -> Iterator[Span]:
    """Signs that may not begin or end a line, tied to their neighbours where those are of the same kind."""
    held: Span | None = None
    for piece in pieces:
        if held is None:
            held = piece
        elif _alike(held, piece) and (piece.words[0] in _CLOSING or held.words[-1] in _OPENING):
            held = replace(held, words=held.words + piece.words)
        else:
            yield held
            held = piece
    if held is not None:
        yield held


def _alike(one: Span, other: Span) -> bool:
    return (one.tone, one.strong) == (other.tone, other.strong)


def _joined(spans: list[Span]) -> Line:
    """Neighbours of one kind as one span."""
    joined: list[Span] = []
    for span in spans:
        if joined and _alike(joined[-1], span):
            joined[-1] = replace(span, words=joined[-1].words + span.words)
        else:
            joined.append(span)
    return tuple(joined)


def text_line(line: Line, x: float, y: float, cls: str) -> str:
    """A line of spans as SVG; runs follow one another however wide they turn out."""
    runs = "".join(
        element("tspan", _escaped(span.words), cls=f"tone {span.tone}{' strong' if span.strong else ''}")
        for span in line
    )
    return element("text", runs, cls=cls, x=x, y=y) if runs else ""


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
