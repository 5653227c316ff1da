"""WhatsApp's headings: the phone's own way of writing a date, which no line of the file names.

Day and month are told apart over the whole file: by a field above 12, else by which order makes the dates run on.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache

from juluo.sources.local_time import day_number

# Left-to-right marks and the like, which iOS puts before a heading.
MARKS = "\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
_DAY = r"\d{1,4}(?:[/.\-]|年|년) ?\d{1,2}(?:[/.\-]|月|월) ?\d{1,4}(?:日|일|\.)?"
_SPACE = "[ \u00a0\u202f]"
_HALF = (
    "凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|午夜|午前|午後|오전|오후"
    rf"|[AaPp]\.?{_SPACE}?[Mm]\.?|ÖÖ|ÖS|[صم]|[πμ]\.μ\."
)
_CLOCK = rf"(?:(?:{_HALF}){_SPACE}?)?\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?(?:{_SPACE}?(?:{_HALF}))?"
_STAMP = rf"(({_DAY})[,،]?{_SPACE}(?:klo |um )?({_CLOCK}))"

# A copied message carries a bracketed heading into an Android export, so a file has only one of the two shapes.
BRACKETED = re.compile(rf"\n[{MARKS}]*\[{_STAMP}\] ?")
DASHED = re.compile(rf"\n[{MARKS}]*{_STAMP}{_SPACE}-{_SPACE}")

_CLOCK_PARTS = re.compile(rf"({_HALF})?{_SPACE}?(\d{{1,2}})[:.](\d\d)(?:[:.](\d\d))?{_SPACE}?({_HALF})?")
_NUMBERS = re.compile(r"\d+")
_MORNING = frozenset(("凌晨", "清晨", "早上", "上午", "午夜", "午前", "오전", "ÖÖ", "ص", "π.μ."))
_NOON = "中午"
_FIRST_YEAR = 2009  # WhatsApp's first; an older date is a misread one
_LAST_YEAR = 2099
_ENOUGH = 3


class Order(StrEnum):
    """Which of a date's three numbers is which."""

    DAY_MONTH = "dmy"
    MONTH_DAY = "mdy"
    YEAR_FIRST = "ymd"


@cache
def seconds_of(clock: str) -> int | None:
    """Seconds since midnight of 15:04, 3:04:05 PM or 下午3:04; None if there is no such time."""
    parts = _CLOCK_PARTS.fullmatch(clock)
    if parts is None:
        return None
    before, hour, minute, second, after = parts.groups()
    hours, half = int(hour), before or after
    if half is not None:
        hours = _full_hour(hours, half)
    if hours > 23 or int(minute) > 59 or int(second or 0) > 59:
        return None
    return hours * 3600 + int(minute) * 60 + int(second or 0)


def _full_hour(hour: int, half: str) -> int:
    if half == _NOON:
        return hour if hour >= 10 else hour + 12
    if half in _MORNING or half[0] in "Aa":
        return 0 if hour == 12 else hour
    return hour if hour >= 12 else hour + 12


def is_half_day(clock: str) -> bool:
    """Whether the time is written on a twelve-hour clock."""
    return not clock[0].isdigit() or not clock[-1].isdigit()


def day_of(written: str, order: Order) -> int | None:
    """The day's number since 1970, or None if the date is none in that order."""
    numbers = _NUMBERS.findall(written)
    if len(numbers[0]) == 4:
        order = Order.YEAR_FIRST
    first, middle, last = (int(number) for number in numbers)
    if order is Order.YEAR_FIRST:
        year, month, day = first, middle, last
    elif order is Order.MONTH_DAY:
        month, day, year = first, middle, last
    else:
        day, month, year = first, middle, last
    year += 2000 if year < 100 else 0
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return day_number(date(year, month, day))
    except ValueError:
        return None


@dataclass(slots=True)
class _Candidate:
    order: Order
    impossible: int = 0
    backward: int = 0
    last: int = 0
    days: set[int] = field(default_factory=set)

    def meet(self, written: str) -> None:
        day = day_of(written, self.order)
        if day is None:
            self.impossible += 1
            return
        self.backward += day < self.last
        self.last = day
        self.days.add(day)


class OrderVote:
    """Finds a file's order of day and month from its dates, met in file order."""

    def __init__(self) -> None:
        self._candidates = [_Candidate(order) for order in Order]
        self._previous = ""
        self._half_day = False

    def meet(self, written: Iterable[str], clocks: Iterable[str]) -> bool:
        """Takes in some dates; true once the order is beyond doubt."""
        self._half_day = self._half_day or any(is_half_day(clock) for clock in clocks)
        for day in written:
            if day != self._previous:
                self._previous = day
                if day[:4].isdecimal():
                    return True
                for candidate in self._candidates:
                    candidate.meet(day)
        return sum(candidate.impossible < _ENOUGH for candidate in self._candidates) <= 1

    @property
    def order(self) -> Order:
        return self._ranked()[0].order

    @property
    def is_guess(self) -> bool:
        """Whether day/month and month/day would do equally well and give different days."""
        best, second = (c for c in self._ranked() if c.order is not Order.YEAR_FIRST)
        if self.order is Order.YEAR_FIRST or best.days == second.days:
            return False
        return (best.impossible, best.backward) == (second.impossible, second.backward)

    def _ranked(self) -> list[_Candidate]:
        usual = [Order.MONTH_DAY, Order.DAY_MONTH] if self._half_day else [Order.DAY_MONTH, Order.MONTH_DAY]
        preference = [*usual, Order.YEAR_FIRST]
        return sorted(self._candidates, key=lambda c: (c.impossible, c.backward, preference.index(c.order)))
