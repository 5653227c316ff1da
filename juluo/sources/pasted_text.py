"""The layout of text copied out of a group chat: a line that names who spoke and when, and below it what they said.

Clients leave out what their screen leaves out: the year, the day, even the clock. What a line lacks is taken from the
date line above it; nothing else is filled in.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

_DATE = r"(?P<year>\d{4})[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?"
_YEARLESS = r"(?P<m>\d{1,2})[-/月](?P<d>\d{1,2})日?"
_WEEKDAY = r"(?:[ \u3000]*(?:星期|周|礼拜)[一二三四五六日天])?"
_RELATIVE = r"(?P<relative>今天|昨天|前天|(?:星期|周|礼拜)[一二三四五六日天])"
_DAY = rf"(?:(?:{_DATE}|{_YEARLESS}){_WEEKDAY}|{_RELATIVE})"
_HALF = r"(?P<half>凌晨|早上|上午|中午|下午|傍晚|晚上)"
_CLOCK = rf"(?:{_HALF}[ ]?)?(?<!\d)(?P<hour>\d{{1,2}}):(?P<minute>\d\d)(?::(?P<second>\d\d))?"
_BLANK = r"[ \t\u2002\u2003\u3000]"
_RULE = r"[ \t\u3000—–─=*·-]*"
_TIMED = re.compile(rf"(?P<name>\S.{{0,60}}?)[:：]?{_BLANK}+(?P<stamp>(?:{_DAY}{_BLANK}*)?{_CLOCK})[:：]?")
_BARE = re.compile(r"(?P<name>[^\s:：][^:：]{0,39})[:：]")
_MARK = re.compile(rf"(?P<before>{_RULE})(?P<stamp>(?:{_DAY})?{_BLANK}*(?:{_CLOCK})?){_RULE}")
# Two words that a clock may follow, and that are nobody's name.
_NO_NAME = re.compile(rf"{_RULE}(?:{_DAY})?{_RULE}".replace("?P<", "?P<not_"))
_UNSEEN = "\u200b\u200e\u200f\u2060\u2068\u2069\ufeff"
_AFTERNOON = {"中午": range(1, 11), "下午": range(1, 12), "傍晚": range(1, 12), "晚上": range(1, 12)}
# Where this part of the headings follows an empty line, a line without one above is someone's words.
_SPACED = 0.6


class Style(StrEnum):
    """How a text shows who speaks: with the time, or by the bare name and a colon."""

    TIMED = "timed"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a line says of the time: as much as it shows. `seconds` are those of the day."""

    written: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    relative: str | None = None
    seconds: int | None = None

    @property
    def is_possible(self) -> bool:
        """Whether there is such a time of day."""
        return self.seconds is None or self.seconds >= 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text. A heading has a name, a date line only a stamp, any other line neither."""

    number: int
    text: str
    name: str | None = None
    stamp: Stamp | None = None


@dataclass(slots=True)
class Layout:
    """What a first look over the whole text tells: its style and the names in its headings."""

    style: Style
    is_spaced: bool
    names: set[str] = field(default_factory=set)


def layout_of(lines: Iterable[str]) -> Layout:
    """The text's layout; a text without headings has no names."""
    timed: set[str] = set()
    bare: set[str] = set()
    headings = spaced = 0
    after_blank = True
    for raw in lines:
        line = _clean(raw)
        if (found := _timed(line)) is not None:
            timed.add(_name(found))
            headings, spaced = headings + 1, spaced + after_blank
        elif after_blank and (named := _BARE.fullmatch(line)):
            bare.add(named["name"])
        after_blank = not line or (after_blank and _mark(line) is not None)
    if timed:
        return Layout(Style.TIMED, spaced >= _SPACED * headings and headings > 1, timed)
    return Layout(Style.BARE, is_spaced=True, names=bare)


def understood(lines: Iterable[str], layout: Layout) -> Iterator[Line]:
    """Every line as what it is."""
    after_blank = True
    for number, raw in enumerate(lines, 1):
        text = _clean(raw)
        line = Line(number, text)
        if after_blank or not layout.is_spaced:
            line = _heading(number, text, layout.style)
        if line.name is None and (found := _mark(text)) and (after_blank or found["before"].strip()):
            line = Line(number, text, None, _stamp(found))
        after_blank = not text or (line.name is None and line.stamp is not None)
        yield line


def _heading(number: int, text: str, style: Style) -> Line:
    if style is Style.BARE:
        found = _BARE.fullmatch(text)
        return Line(number, text, found and found["name"])
    found = _timed(text)
    return Line(number, text, _name(found), _stamp(found)) if found else Line(number, text)


def _name(found: re.Match[str]) -> str:
    """The name without the dash that some clients set before the time."""
    whole: str = found["name"]
    return whole.rstrip(" —–-") or whole


def _clean(raw: str) -> str:
    return raw.strip().strip(_UNSEEN).strip()


def _timed(line: str) -> re.Match[str] | None:
    found = _TIMED.fullmatch(line) if line[-1:].isdigit() or line[-1:] in {":", "："} else None
    return None if found is None or _NO_NAME.fullmatch(found["name"]) else found


def _mark(line: str) -> re.Match[str] | None:
    found = _MARK.fullmatch(line) if line else None
    return found if found and found["stamp"].strip() else None


def _stamp(found: re.Match[str]) -> Stamp:
    return Stamp(
        found["stamp"].strip(),
        year=_number(found["year"]),
        month=_number(found["month"] or found["m"]),
        day=_number(found["day"] or found["d"]),
        relative=found["relative"],
        seconds=_seconds(found),
    )


def _number(digits: str | None) -> int | None:
    return None if digits is None else int(digits)


def _seconds(found: re.Match[str]) -> int | None:
    """Seconds of the day; -1 if there is no such time."""
    if found["hour"] is None:
        return None
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    if hour in _AFTERNOON.get(found["half"] or "", ()):
        hour += 12
    elif found["half"] in {"凌晨", "早上", "上午"} and hour == 12:
        hour = 0
    return -1 if hour > 23 or minute > 59 or second > 59 else hour * 3600 + minute * 60 + second
