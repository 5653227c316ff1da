"""SVG elements as strings: escaped by construction, numbers short, text measured well enough to cut it in time."""

import re
import unicodedata
from html import escape
from itertools import accumulate

FONT_SIZE = 12
_LARGER = {"c-name": 13, "c-num": 13, "away-title": 20}  # as the sheet of charts sets them

# XML 1.0 cannot hold these even as references, and a lone surrogate cannot be written as UTF-8.
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def spoken(words: str) -> str:
    """The words without the characters no document can hold."""
    return _UNSPEAKABLE.sub("", words)


def short(number: float) -> str:
    """A coordinate with one decimal at most."""
    written = f"{number:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written


def element(tag: str, inner: str = "", /, **attributes: str | float) -> str:
    """One element. `cls` is the class; an underscore in a name is a hyphen; `inner` is markup already."""
    written = "".join(f' {_name(name)}="{_value(value)}"' for name, value in attributes.items())
    return f"<{tag}{written}>{inner}</{tag}>" if inner else f"<{tag}{written}/>"


def _name(name: str) -> str:
    return "class" if name == "cls" else name.replace("_", "-")


def _value(value: str | float) -> str:
    return escape(spoken(value)) if isinstance(value, str) else short(value)


def text(words: str, x: float, y: float, *, cls: str = "c-lab", anchor: str = "", room: float = 0) -> str:
    """A line of text, cut to `room` pixels; what was cut off can still be read as a tooltip."""
    cut = fitted(words, room, _LARGER.get(cls, FONT_SIZE)) if room else words
    inner = escape(spoken(cut), quote=False)
    if cut != words:
        inner += tooltip(words)
    if anchor:
        return element("text", inner, cls=cls, x=x, y=y, text_anchor=anchor)
    return element("text", inner, cls=cls, x=x, y=y)


def tooltip(words: str) -> str:
    return element("title", escape(spoken(words), quote=False))


def width_of(words: str, size: float = FONT_SIZE) -> float:
    """About how wide a line is: Chinese characters are square, the others a little over half."""
    return sum(_char_width(char, size) for char in words)


def _char_width(char: str, size: float) -> float:
    return size if unicodedata.east_asian_width(char) in "WF" else size * 0.58


def fitted(words: str, room: float, size: float = FONT_SIZE) -> str:
    """The words, or as many of them as fit, with … at the end."""
    if width_of(words, size) <= room:
        return words
    edges = accumulate((_char_width(char, size) for char in words), initial=_char_width("…", size))
    kept = sum(edge <= room for edge in edges) - 1
    return words[: max(kept, 0)].rstrip() + "…"


def picture(kind: str, label: str, width: float, height: float, inner: str) -> str:
    """The SVG around its elements: an image whose label is a whole sentence."""
    box = f"0 0 {short(width)} {short(height)}"
    named = escape(spoken(label))
    return (
        f'<svg class="{kind}" xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{named}" '
        f'viewBox="{box}" width="{short(width)}" height="{short(height)}">{inner}</svg>'
    )
