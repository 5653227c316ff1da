"""Mishaps put into an export: floods, days that were not imported, channels that fall silent.

What is put in is known, so that alarms can be held against it. The export is a table in the columns of real ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from juluo.insights.anomalies.alarm import Alarm, Why
from juluo.store.view import View

Table = Any
Rows = Any
KINDS = ("flood", "missing", "dead")
_SILENT_DAYS = 35
_MISSED_AFTER = 21
_NEW = 6


@dataclass(frozen=True, slots=True)
class Planted:
    """One mishap: its kind, its day, whose it is (accounts of a flood) or where (the channel that died).

    `whole`: nothing at all of a missing day was imported.
    """

    kind: str
    day: date
    accounts: frozenset[str] = frozenset()
    channel: str = ""
    new: bool = False
    whole: bool = False


@dataclass
class Mishaps:
    """Mishaps in turn, one kind after another, `apart` days from one to the next.

    A flood is `size` times what is usual in a day, at least 60 messages.
    """

    table: Table
    seed: int = 1
    apart: int = 15
    size: float = 1.0
    planted: list[Planted] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)  # noqa: S311 - test data
        self.day = np.asarray(self.table["ts"].cast(pa.timestamp("us", tz="UTC")).to_numpy(), "datetime64[D]")
        moments = np.asarray(self.table["ts"].cast(pa.timestamp("us", tz="UTC")).to_numpy(), "datetime64[h]")
        self.hour = moments.astype("int64") % 24
        # Numbers are compared many times faster than words: channels and authors by their places among the names.
        self.channels, self.channel = self._names("channel_id")
        self.authors, self.author = self._names("author")
        spoken = pc.is_in(self.table["kind"], pa.array(["message", "post"])).to_numpy()
        self.words = spoken & ~np.isin(self.author, self._bots())
        self.keep = np.ones(len(self.day), bool)
        self.more: list[dict[str, object]] = []

    def _names(self, column: str) -> tuple[list[str], Rows]:
        """The names in a column in their order, and each row's place among them; nobody's name is empty."""
        found = pc.fill_null(self.table[column], "")
        names = sorted(pc.unique(found).to_pylist())
        return names, pc.index_in(found, pa.array(names)).to_numpy()

    def _bots(self) -> Rows:
        """Accounts that the export calls bots: what they say counts nowhere."""
        named = pc.and_(
            pc.fill_null(self.table["is_bot"], fill_value=False),
            pc.not_equal(pc.fill_null(self.table["author"], ""), ""),
        )
        return np.unique(self.author[named.to_numpy()])

    def put(self, first: date, last: date) -> Table:
        """The table with mishaps from `first` on, up to `last`."""
        makers = {"flood": self._flood, "missing": self._missing, "dead": self._dead}
        for turn, ahead in enumerate(range(self.seed % self.apart, (last - first).days, self.apart)):
            makers[KINDS[turn % len(KINDS)]](first + timedelta(days=ahead), turn // len(KINDS))
        added = pa.Table.from_pylist(self.more, self.table.schema)
        return pa.concat_tables([self.table.filter(pa.array(self.keep)), added]).sort_by("ts")

    def _past(self, day: date, days: int) -> Rows:
        """Members' messages of the days before that are still there."""
        since = np.datetime64(day - timedelta(days=days))
        return (self.day < np.datetime64(day)) & (self.day >= since) & self.words & self.keep

    def _daily(self, rows: Rows, days: int) -> float:
        return float(rows.sum()) / days

    def _flood(self, day: date, turn: int) -> None:
        """In one hour: by somebody who was there before, or by accounts that are new, in turn."""
        past = self._past(day, 28)
        if not past.any():
            return
        usual = self._daily(past, 28)
        people = [name for name in (self.authors[at] for at in np.unique(self.author[past])) if name]
        new = turn % 2 == 1
        who = [f"new-{self.seed}-{turn}-{n}" for n in range(_NEW)] if new else [self.random.choice(people)]
        # Of several that are as busy, the first by name.
        busiest = self.channels[int(np.bincount(self.channel[past]).argmax())]
        start = datetime(day.year, day.month, day.day, self.random.randrange(23), tzinfo=UTC)
        number = max(60 if not new else 20 * _NEW, round(self.size * usual))
        for n in range(number):
            row: dict[str, object] = dict.fromkeys(self.table.column_names)
            row |= {"msg_id": f"flood-{self.seed}-{turn}-{n}", "ts": start + timedelta(seconds=n * 3600 // number)}
            row |= {
                "author": who[n % len(who)],
                "channel_id": busiest,
                "text": f"限时优惠 看这里 {n}",
                "kind": "message",
            }
            for name, value in (("channel", busiest), ("source", "injected"), ("is_bot", False), ("mentions", [])):
                if name in self.table.column_names:
                    row[name] = self._same(name, busiest) if name in {"channel", "source"} else value
            self.more.append(row)
        self.planted.append(Planted("flood", day, frozenset(who), new=new))

    def _same(self, column: str, channel: str) -> object:
        """What the channel's rows say in a column."""
        return self.table[column][int(np.flatnonzero(self.channel == self.channels.index(channel))[0])].as_py()

    def _missing(self, day: date, turn: int) -> None:
        """The whole day, or all from the hour on before which a third of a usual day comes, in turn."""
        hours = np.bincount(self.hour[self._past(day, 28)], minlength=24).cumsum()
        if not hours[-1]:
            return
        start = 0 if turn % 2 == 0 else int(np.searchsorted(hours, hours[-1] / 3))
        self.keep &= ~((self.day == np.datetime64(day)) & (self.hour >= start))
        self.planted.append(Planted("missing", day, whole=not start))

    def _dead(self, day: date, _turn: int) -> None:
        """A channel in which people spoke on half of the days before, and 60 times or a twentieth of everything."""
        past = self._past(day, 56)
        there = np.unique(self.channel[past])
        found = [self.channels[one] for one in there if self._lively(past & (self.channel == one), past)]
        if not found:
            return
        channel = self.random.choice(found)
        until = np.datetime64(day + timedelta(days=_SILENT_DAYS))
        self.keep &= ~(
            (self.channel == self.channels.index(channel)) & (self.day >= np.datetime64(day)) & (self.day < until)
        )
        self.planted.append(Planted("dead", day, channel=channel))

    def _lively(self, rows: Rows, every: Rows) -> bool:
        return len(np.unique(self.day[rows])) >= 28 and int(rows.sum()) >= min(60, 0.05 * int(every.sum()))


def named(view: View, planted: Planted, alarms: Sequence[Alarm]) -> bool:
    """Whether an alarm was raised with the right cause: a flood's accounts on its day, the missing day, the channel.

    A channel has three weeks to be missed.
    """
    if planted.kind == "missing":
        return any(alarm.day == planted.day and alarm.cause.why is Why.MISSING_IMPORT for alarm in alarms)
    if planted.kind == "flood":
        why = Why.NEWCOMERS if planted.new else Why.ONE_PERSON
        of_day = [alarm.cause for alarm in alarms if alarm.day == planted.day and alarm.cause.why is why]
        return any(planted.accounts <= _ids(view, cause.accounts) for cause in of_day)
    code = next(code for code, channel in view.channels.items() if channel.channel_id == planted.channel)
    until = planted.day + timedelta(days=_MISSED_AFTER)
    later = [alarm.cause for alarm in alarms if planted.day <= alarm.day <= until]
    return any(cause.why is Why.DEAD_CHANNEL and cause.channel == code for cause in later)


def _ids(view: View, accounts: tuple[int, ...]) -> frozenset[str]:
    return frozenset(account.account_id for account in view.accounts(accounts).values())
