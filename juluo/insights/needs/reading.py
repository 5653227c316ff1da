"""What is read: members' own words in the period and in the comparable ones before it, thread by thread.

A thread is the platform's own; what stands in none is laid to what it answers, as `juluo.insights.threads` tells, else
to what the same person said in the channel without a long pause.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from juluo.insights.threads.finding import answered
from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.store.view import View

# With fewer nothing is usual yet; more would ask of a community that it stays as it was for years.
FEWEST_PAST, MOST_PAST = 4, 12
_MOST_PAST_LONG, _LONG_DAYS = 6, 45
# Who goes on within so many minutes, where no thread is known, is still at the same thing.
_PAUSE = timedelta(minutes=10)
_NO_TITLE = frozenset({"(no topic)", "no topic", "general chat"})
_COLUMNS = ("entry_id", "day", "ts", "account", "channel", "thread", "text", "kind")


@dataclass(frozen=True, slots=True)
class Line:
    """One entry's words. `voice` is the account, or a number below 0 for each thread of which no account is known."""

    entry_id: int
    day: date
    account: int | None
    voice: int
    channel: int
    text: str
    member: bool


@dataclass(slots=True)
class Thread:
    """What was said in one thread in one period. `code` is the ledger's; None where the thread was put together."""

    number: int
    period: int
    code: int | None
    title: str = ""
    lines: list[Line] = field(default_factory=list)

    @property
    def opening(self) -> Line:
        return self.lines[0]

    @property
    def own(self) -> list[Line]:
        """The opening line and what the same person said later on: the need and how it went on."""
        voice = self.opening.voice
        return [line for line in self.lines if line.voice == voice]

    @property
    def voices(self) -> set[int]:
        return {line.voice for line in self.lines if line.member}


@dataclass(frozen=True, slots=True)
class Read:
    """Threads by period: `past` periods in order of time, and then the one that is asked about."""

    period: Period
    past: tuple[Period, ...]
    threads: tuple[Thread, ...]
    by_people: bool

    @property
    def now(self) -> int:
        """The number of the period asked about."""
        return len(self.past)


def comparable(view: View, period: Period) -> tuple[Period, ...]:
    """The whole periods before, the latest last; none of them is skipped."""
    most = _MOST_PAST_LONG if period.length > _LONG_DAYS else MOST_PAST
    found: list[Period] = []
    for back in range(1, most + 1):
        before = _before(period, back)
        if not view.complete(before):
            break
        found.append(before)
    return tuple(reversed(found))


def _before(period: Period, back: int) -> Period:
    return period.shifted(-back) if period.length == 1 else period.before(back)


def read(view: View, period: Period) -> Read:
    """Everything that was written in the period and before it, bots left out."""
    past = comparable(view, period)
    periods = (*past, period)
    starts = [one.first for one in periods]
    span = Period.over(periods)
    source = view.wordless(span, _COLUMNS)
    kinds = ", ".join(f"'{kind}'" for kind in sorted(ORIGINAL))
    rows = view.ask(
        f"SELECT entry_id, day, ts, account, channel, thread, text, member FROM ({source})"
        f" WHERE kind IN ({kinds})"
        " AND text IS NOT NULL AND text <> '' ORDER BY ts, entry_id"
    )
    told = [_Row(*row) for row in rows]
    threads = _Threads(starts, answered(view, span) if any(row.thread is None for row in told) else {})
    for row in told:
        threads.take(row)
    titles = view.register.thread_titles(sorted({thread.code for thread in threads.all if thread.code is not None}))
    for thread in threads.all:
        thread.title = titled(titles.get(thread.code, "") if thread.code is not None else "")
    known = sum(1 for row in told if row.account is not None)
    return Read(period, past, tuple(threads.all), by_people=2 * known >= len(told))


def titled(title: str) -> str:
    """A thread's title; empty where the platform put one in for who gave none."""
    return "" if title.strip().lower() in _NO_TITLE else title


class _Threads:
    """Puts lines in order of time into threads, each period's by themselves."""

    def __init__(self, starts: Sequence[date], answered: Mapping[int, int]) -> None:
        self._starts = starts
        self._answered = answered
        self._to = frozenset(answered.values())
        self.all: list[Thread] = []
        self._by_code: dict[tuple[int, int], Thread] = {}
        self._by_entry: dict[int, Thread] = {}
        self._open: dict[tuple[int, int | None], tuple[datetime, Thread]] = {}

    def take(self, row: "_Row") -> None:
        period = bisect_right(self._starts, row.day) - 1
        thread = self._found(period, row)
        if thread is None:
            thread = Thread(len(self.all), period, row.thread)
            self.all.append(thread)
        if row.thread is not None:
            self._by_code[period, row.thread] = thread
        else:
            self._open[row.channel, row.account] = (row.ts, thread)
        if row.entry_id in self._to:
            self._by_entry[row.entry_id] = thread
        voice = row.account if row.account is not None else -1 - thread.number
        thread.lines.append(Line(row.entry_id, row.day, row.account, voice, row.channel, row.text, bool(row.member)))

    def _found(self, period: int, row: "_Row") -> Thread | None:
        if row.thread is not None:
            return self._by_code.get((period, row.thread))
        to = self._answered.get(row.entry_id)
        found = self._by_entry.get(to) if to is not None else None
        if found is None and row.account is not None:
            last, thread = self._open.get((row.channel, row.account), (row.ts, None))
            found = thread if row.ts - last <= _PAUSE else None
        return found if found is not None and found.period == period else None


class _Row(NamedTuple):
    """One entry as the ledger hands it over."""

    entry_id: int
    day: date
    ts: datetime
    account: int | None
    channel: int
    thread: int | None
    text: str
    member: bool
