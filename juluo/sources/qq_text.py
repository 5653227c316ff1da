"""The layout of QQ's message manager export: blocks of chats, and in them a heading a message."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

import numpy as np

from juluo.sources.dated_text import Block
from juluo.sources.local_time import day_number

_STAMP = r"((\d{4}-\d\d-\d\d) +(\d{1,2}:\d\d:\d\d))"
# A chat's name stands above a rule; without the rule it is someone's words.
HEADING = re.compile(rf"\n(?:{_STAMP} +([^\n]*)|消息(分组|对象)[:：]([^\n]*)\n={{8,}} *(?=\n|\Z))")
FIRST_LINE = "消息记录"
# Whom the text names for certain: someone with a number or an address.
NUMBERED = re.compile(rf"\n{_STAMP} +[^\n]*(?:\(\d{{4,12}}\)|<[^<>\s]+@[^<>\s]+>) *(?=\n|\Z)")
_FIELDS = 7  # stamp, day, clock, sender, 分组 or 对象, its name, body
_RULE_AT_END = re.compile(r"\n={8,}\s*\Z")
_PREAMBLE = re.compile(rf"\s*(?:{FIRST_LINE}[^\n]*|={{8,}}|\s)*")
# The last bracket is the number: a name may hold brackets of its own, or be the number.
_SENDER = re.compile(
    r"(?:【[^】\n]{1,20}】)?(?P<name>.*?)(?:\((?P<number>\d{4,12})\)|<(?P<mail>[^<>\s]+@[^<>\s]+)>)\s*"
)
_TITLE = re.compile(r"【[^】\n]{1,20}】(?=.)")
_SYSTEM_NUMBERS = frozenset({"10000", "1000000"})
_SYSTEM_NAME = "系统消息"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who stands in a heading. Without a number or an address there is only a name."""

    account_id: str
    name: str | None
    is_weak: bool = False
    is_system: bool = False


@dataclass(frozen=True, slots=True)
class Cut:
    """A block's messages in columns. `chats` are the chats that start here, each before the row it names."""

    lines: list[int]
    stamps: list[str]
    days: list[str]
    clocks: list[str]
    senders: list[str]
    bodies: list[str]
    chats: list[tuple[int, str]]
    before: str

    def only(self, rows: list[int] | range) -> "Cut":
        """Some of the rows."""
        columns = (self.stamps, self.days, self.clocks, self.senders, self.bodies)
        stamps, days, clocks, senders, bodies = ([column[row] for row in rows] for column in columns)
        return Cut([self.lines[row] for row in rows], stamps, days, clocks, senders, bodies, [], "")


def cut(block: Block) -> Cut:
    """The block's records; `before` is text that belongs to none of them."""
    parts = HEADING.split(block.text)
    stamps, days, clocks, senders, whats, names, bodies = (parts[part::_FIELDS] for part in range(1, 8))
    headings = [row for row, what in enumerate(whats) if what is not None]
    heights = np.array([body.count("\n") + 1 for body in bodies], np.int64)
    heights[headings] += 1
    lines = block.line + parts[0].count("\n") + np.cumsum(heights) - heights
    before = parts[0][_matched(parts[0]) :].strip()
    whole = Cut(lines.tolist(), stamps, days, clocks, senders, bodies, [], before)
    if not headings:
        return whole
    for row in headings:
        if row:
            bodies[row - 1] = _RULE_AT_END.sub("", bodies[row - 1])
    chats = [(row - above, names[row].strip()) for above, row in enumerate(headings) if whats[row] == "对象"]
    return replace(whole.only([row for row, what in enumerate(whats) if what is None]), chats=chats, before=before)


def _matched(text: str) -> int:
    found = _PREAMBLE.match(text)
    return found.end() if found else 0


@lru_cache(maxsize=100_000)
def sender_in(heading: str) -> Sender | None:
    """Who a heading names, or None if it names nobody."""
    found = _SENDER.fullmatch(heading)
    if found is None:
        name = _TITLE.sub("", heading).strip()
        return Sender(name, name, is_weak=True, is_system=name == _SYSTEM_NAME) if name else None
    account_id = found["number"] or found["mail"]
    name = found["name"].strip()
    is_system = account_id in _SYSTEM_NUMBERS
    return Sender(account_id, None if name in ("", account_id) else name, is_system=is_system)


@cache
def day_of(written: str) -> int | None:
    """The day's number since 1970; None if the calendar has no such day."""
    try:
        return day_number(date.fromisoformat(written))
    except ValueError:
        return None


@cache
def seconds_of(clock: str) -> int | None:
    """Seconds since midnight of 9:58:02; None if there is no such time."""
    hour, minute, second = (int(part) for part in clock.split(":"))
    return None if hour > 23 or minute > 59 or second > 59 else hour * 3600 + minute * 60 + second
