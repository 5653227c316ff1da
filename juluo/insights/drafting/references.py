"""The places in a draft where our renderer puts figures, quotes and names: `{{F12}}`, `{{M34:0-18}}`, `{{P2}}`."""

import re
import unicodedata
from dataclasses import dataclass

_REFERENCE = re.compile(r"\{\{\s*([FMP])([0-9]{1,6})(?::([0-9]{1,6})-([0-9]{1,6}))?\s*\}\}")
_FIRST = 0xE000
_LAST = 0xF8FF
_ENDS = re.compile(r"[，。！？；：、,.!?;:…\n]+\s*")
# Invisible characters, and those that only join or direct what stands beside them.
_INVISIBLE = {"Cf", "Cc", "Mn", "Me"}


@dataclass(frozen=True, slots=True)
class Reference:
    """One place: the kind and key, and for a quote from which character to which."""

    key: str
    start: int | None = None
    end: int | None = None

    @property
    def kind(self) -> str:
        return self.key[0]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with every reference as one character of the private area: `at` says which stands where.

    `raw` is as the model wrote it, `flat` is brought to one form (NFKC, nothing invisible, no accents).
    """

    raw: str
    flat: str
    references: tuple[Reference, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(one.key for one in self.references if one.kind == "F")

    @property
    def people(self) -> tuple[str, ...]:
        return tuple(one.key for one in self.references if one.kind == "P")

    @property
    def quotes(self) -> tuple[Reference, ...]:
        return tuple(one for one in self.references if one.kind == "M")

    def cited(self, part: str) -> list[Reference]:
        """The references that stand in a part of the flat text, in their order."""
        return [self.references[ord(sign) - _FIRST] for sign in part if is_place(sign)]


def is_place(sign: str) -> bool:
    return _FIRST <= ord(sign) <= _LAST


PLACE = f"[{chr(_FIRST)}-{chr(_LAST)}]"


def line_of(text: str) -> Line | None:
    """The sentence taken apart; None where it holds characters that we use ourselves."""
    if any(is_place(sign) for sign in text):
        return None
    found: list[Reference] = []

    def placed(match: re.Match[str]) -> str:
        kind, number, start, end = match.groups()
        found.append(Reference(kind + number, int(start) if start else None, int(end) if end else None))
        return chr(_FIRST + len(found) - 1)

    raw = _REFERENCE.sub(placed, text.strip())
    if len(found) > _LAST - _FIRST:
        return None
    return Line(raw, flat(raw), tuple(found))


def flat(text: str) -> str:
    """One form of a text: full-width to half, nothing invisible, no accents, one space for many."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text))
    seen = "".join(sign for sign in apart if unicodedata.category(sign) not in _INVISIBLE)
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", seen)).strip()


def normal(text: str) -> str:
    """A member's message as quotes are cut from it: letters and digits in one width, marks as they were written."""
    usual = ((sign, unicodedata.normalize("NFKC", sign)) for sign in text)
    return "".join(one if len(one) == 1 and one.isalnum() else sign for sign, one in usual)


def clauses(text: str) -> list[tuple[int, int]]:
    """Where each clause of a message begins and ends: a quote goes from the beginning of one to the end of one.

    So no quote can leave out the 不 of 不好用.
    """
    found, start = [], 0
    for mark in _ENDS.finditer(text):
        if mark.start() > start:
            found.append((start, mark.start()))
        start = mark.end()
    if start < len(text):
        found.append((start, len(text)))
    return found


def is_quotable(text: str, start: int, end: int) -> bool:
    """Whether a span takes whole clauses, with or without the mark that ends the last."""
    parts = clauses(text)
    starts = {first for first, _ in parts}
    ends = {last for _, last in parts} | {last + 1 for _, last in parts if last < len(text)} | {len(text)}
    return start < end <= len(text) and start in starts and end in ends
