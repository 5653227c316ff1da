"""Every member of a community in columns: made once for a version of the ledger, then searched, sorted and turned.

A row is whoever left an entry: spoke, reacted, came or went. Erased people have none. Days are ordinals, 0 is never.
"""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.dtypes import StringDType
from pyroaring import BitMap

from juluo.insights.members.names import Called, called, sort_key
from juluo.insights.members.states import WINDOW, Days, Flags, Spoken, states, windows
from juluo.ledger.actors import Actors
from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.asking import ask_rollup_columns
from juluo.metrics.counting import words_per_member
from juluo.metrics.newcomers import known
from juluo.metrics.replies.answers import ANSWERABLE
from juluo.metrics.replies.links import tallies
from juluo.store.view import View

Numbers = npt.NDArray[np.int64]
MEMBER, STAFF, BOT = range(3)
WEEK = 7


@dataclass(frozen=True, slots=True)
class MemberTable:
    """A column a field, a row a member; `day` is the last one with a record, whole or not.

    `seen_first` and `seen_last` are of any entry, `first` and `last` of words; `days` and `words` are of the last 28
    days, `all_words` and `all_days` of all. `given` and `received` are replies in the 28 days; None where no source
    shows them. `newcomers` is None where an export that starts in mid-life can't tell. `channels` say who ever spoke
    in each, and `channels_lately` who did in the last 28 and in the last 7 days.
    """

    day: date
    codes: npt.NDArray[np.int32]
    names: Any
    sought: Any
    rank: Numbers
    state: npt.NDArray[np.uint8]
    role: npt.NDArray[np.uint8]
    seen_first: Days
    seen_last: Days
    first: Days
    last: Days
    words: Numbers
    days: Numbers
    all_words: Numbers
    all_days: Numbers
    given: Numbers | None
    received: Numbers | None
    newcomers: Flags | None
    channels: Mapping[int, BitMap]
    channels_lately: Mapping[int, Mapping[int, BitMap]]
    channel_names: Mapping[int, str]
    estimated: bool

    @property
    def size(self) -> int:
        return len(self.codes)

    def place(self, code: int) -> int | None:
        """The row of a member; None if nobody has that code here."""
        at = int(np.searchsorted(self.codes, code))
        return at if at < self.size and self.codes[at] == code else None


def member_table(view: View) -> MemberTable | None:
    """The table as of the last day that has a record; None where there is none."""
    ever = whole_record(view)
    if ever is None:
        return None
    acts = _Days(view.presence.acted_by_day(ever))
    people = [one for one in called(view) if one.code in acts.everybody]
    return _laid(view, ever, Period.trailing(ever.last, WINDOW), people, acts)


def _laid(view: View, ever: Period, lately: Period, people: Sequence[Called], acts: "_Days") -> MemberTable:
    codes = np.fromiter((one.code for one in people), np.int32, len(people))
    words = _Days(view.presence.spoke_by_day(ever))
    recent = _Days(view.presence.spoke_by_day(lately))
    before = _marked(view.presence.spoke(lately.shifted(-WINDOW)), codes)
    all_words, now_words = _said(view, ever, lately, codes)
    given, received = _replies(view, lately, codes)
    told = windows(view, lately)
    spoken = Spoken(words.first(codes), words.last(codes), recent.count(codes) > 0, before, _left(view, ever, codes))
    seen_first = acts.first(codes)
    return MemberTable(
        day=lately.last,
        codes=codes,
        names=np.array([one.name for one in people], StringDType()),
        sought=np.array([one.sought for one in people], StringDType()),
        rank=_ranked(people),
        state=states(spoken, lately, told),
        role=_roles(view, codes),
        seen_first=seen_first,
        seen_last=acts.last(codes),
        first=spoken.first,
        last=spoken.last,
        words=now_words,
        days=recent.count(codes),
        all_words=all_words,
        all_days=words.count(codes),
        given=given,
        received=received,
        newcomers=seen_first >= lately.first.toordinal() if told[2] else None,
        channels=view.presence.spoke_by_channel(ever),
        channels_lately={
            days: view.presence.spoke_by_channel(Period.trailing(lately.last, days)) for days in (WINDOW, WEEK)
        },
        channel_names={one.code: one.name for one in view.channels_used},
        estimated=bool(view.coverage.sights & {Sight.THREADS}) or Sight.REPLIES not in view.coverage.sights,
    )


def whole_record(view: View) -> Period | None:
    """All days that exports tell of."""
    first, last = view.coverage.first, view.coverage.last
    if first is None or last is None:
        return None
    return Period(view.calendar.day_of(first), view.calendar.day_of(last))


class _Days:
    """On which days each account was there, by its code: first, last, how many."""

    def __init__(self, by_day: Mapping[date, BitMap]) -> None:
        self.everybody = BitMap.union(BitMap(), *by_day.values())
        room = (self.everybody.max() if self.everybody else 0) + 1
        self._first, self._last = np.zeros(room, np.int32), np.zeros(room, np.int32)
        self._count = np.zeros(room, np.int64)
        for day, people in sorted(by_day.items(), reverse=True):
            there = np.asarray(people.to_array(), np.int64)
            self._first[there] = day.toordinal()
            self._count[there] += 1
        for day, people in sorted(by_day.items()):
            self._last[np.asarray(people.to_array(), np.int64)] = day.toordinal()

    def first(self, codes: npt.NDArray[np.int32]) -> Days:
        return _taken(self._first, codes)

    def last(self, codes: npt.NDArray[np.int32]) -> Days:
        return _taken(self._last, codes)

    def count(self, codes: npt.NDArray[np.int32]) -> Numbers:
        return _taken(self._count, codes)


def _taken(column: npt.NDArray[Any], codes: npt.NDArray[np.int32]) -> npt.NDArray[Any]:
    """The values of some accounts; 0 for those beyond the column."""
    found = np.zeros(len(codes), column.dtype)
    inside = codes < len(column)
    found[inside] = column[codes[inside]]
    return found


def _marked(people: BitMap, codes: npt.NDArray[np.int32]) -> Flags:
    return np.isin(codes, np.asarray(people.to_array(), np.int32))


def _left(view: View, ever: Period, codes: npt.NDArray[np.int32]) -> Flags:
    """Who left and was not seen since, as the metric 成员数 tells it."""
    if Sight.LEAVES not in view.coverage.sights:
        return np.zeros(len(codes), np.bool_)
    with closing(view.counting(Actors.ALL)) as everybody:
        return ~_marked(known(everybody, [Period(ever.last, ever.last)])[0], codes)


def _roles(view: View, codes: npt.NDArray[np.int32]) -> npt.NDArray[np.uint8]:
    found = np.full(len(codes), MEMBER, np.uint8)
    found[_marked(view.snapshot.staff, codes)] = STAFF
    found[_marked(view.snapshot.bots, codes)] = BOT
    return found


def _ranked(people: Sequence[Called]) -> Numbers:
    """Each row's place in the order of names."""
    keys = [(sort_key(one.name), one.code) for one in people]
    rank = np.empty(len(people), np.int64)
    rank[sorted(range(len(people)), key=keys.__getitem__)] = np.arange(len(people))
    return rank


def _said(view: View, ever: Period, lately: Period, codes: npt.NDArray[np.int32]) -> tuple[Numbers, Numbers]:
    """What each said at all, and in the last 28 days."""
    if not view.index.rollup():
        return np.zeros(len(codes), np.int64), np.zeros(len(codes), np.int64)
    rows = ask_rollup_columns(view, words_per_member, [ever, lately], everyone=True)
    period, account, n = (np.ma.getdata(rows[name]) for name in ("period", "account", "n"))
    return tuple(_summed(account[period == which], n[period == which], codes) for which in (0, 1))  # type: ignore[return-value] # two of them


def _replies(view: View, lately: Period, codes: npt.NDArray[np.int32]) -> tuple[Numbers | None, Numbers | None]:
    if not ANSWERABLE & view.coverage.sights:
        return None, None
    found = tallies(view, lately)
    n = np.fromiter((one.n for one in found), np.int64, len(found))
    by = np.fromiter((one.by for one in found), np.int64, len(found))
    to = np.fromiter((one.to for one in found), np.int64, len(found))
    return _summed(by, n, codes), _summed(to, n, codes)


def _summed(accounts: npt.NDArray[Any], n: npt.NDArray[Any], codes: npt.NDArray[np.int32]) -> Numbers:
    room = int(accounts.max()) + 1 if len(accounts) else 1
    sums = np.bincount(accounts.astype(np.int64), weights=n, minlength=room).astype(np.int64)
    return _taken(sums, codes)
