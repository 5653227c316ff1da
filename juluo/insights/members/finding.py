"""Some members of the table: those who are looked for, in an order, a page of them at a time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from pyroaring import BitMap

from juluo.insights.members.names import folded, split_up
from juluo.insights.members.states import PLACES, STATES, WINDOW, State
from juluo.insights.members.table import BOT, MEMBER, STAFF, WEEK, MemberTable

Mask = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]


class Standing(StrEnum):
    """What somebody is in the community."""

    MEMBER = "member"
    STAFF = "staff"
    BOT = "bot"


class Spoke(StrEnum):
    """Within how many days somebody spoke."""

    WEEK = "7"
    WINDOW = "28"


class Sorting(StrEnum):
    """By what members stand in order."""

    WORDS = "words"
    LAST = "last"
    FIRST = "first"
    NAME = "name"
    DAYS = "days"
    RECEIVED = "received"
    GIVEN = "given"
    ALL_WORDS = "all-words"


_ROLES: Mapping[Standing, int] = MappingProxyType({Standing.MEMBER: MEMBER, Standing.STAFF: STAFF, Standing.BOT: BOT})
STANDINGS: tuple[Standing, ...] = tuple(sorted(_ROLES, key=_ROLES.__getitem__))
_LATELY: Mapping[Spoke, int] = MappingProxyType({Spoke.WEEK: WEEK, Spoke.WINDOW: WINDOW})


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is looked for. All of it must hold; of several states, any. `spoke` also bounds `channel`.

    `among` are the only ones who may be found: those of a segment.
    """

    name: str = ""
    states: tuple[State, ...] = ()
    standing: Standing | None = None
    channel: int | None = None
    spoke: Spoke | None = None
    newcomers: bool = False
    first_from: date | None = None
    first_to: date | None = None
    last_from: date | None = None
    last_to: date | None = None
    among: BitMap | None = None


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One member as the directory shows them; None where a source can't show it."""

    person: int
    name: str
    state: State
    standing: Standing
    newcomer: bool
    first: date
    last: date
    words: int
    days: int
    all_words: int
    all_days: int
    given: int | None
    received: int | None


@dataclass(frozen=True, slots=True)
class FoundMembers:
    """How many match, of how many there are, and a page of them.

    `by_state`: how many would, were each state the only one wanted.
    """

    count: int
    of: int
    rows: tuple[MemberRow, ...]
    by_state: Mapping[State, int]


def members_found(
    table: MemberTable, wanted: Wanted, by: Sorting, *, down: bool, first: int, most: int | None
) -> FoundMembers:
    """Those wanted, from the one at place `first` on; `most` None gives all of them."""
    rest = _wanted(table, wanted)
    mask = rest & np.isin(table.state, [PLACES[state] for state in wanted.states]) if wanted.states else rest
    places = np.flatnonzero(mask)
    ordered = _ordered(table, places, by, down=down)
    page = ordered[first:] if most is None else ordered[first : first + most]
    counts = np.bincount(table.state[rest], minlength=len(STATES)).tolist()
    by_state = MappingProxyType(dict(zip(STATES, counts, strict=True)))
    return FoundMembers(len(places), table.size, tuple(_rows(table, page)), by_state)


def called_like(table: MemberTable, words: str, most: int) -> tuple[tuple[int, str, tuple[str, ...]], ...]:
    """Those who were ever called so, who said most lately first: number, name, and all they are found by."""
    places = np.flatnonzero(_wanted(table, Wanted(name=words)))
    ordered = _ordered(table, places, Sorting.WORDS, down=True)[:most]
    return tuple((int(table.codes[at]), str(table.names[at]), split_up(str(table.sought[at]))) for at in ordered)


def _wanted(table: MemberTable, wanted: Wanted) -> Mask:
    """Everything that is asked for but the state."""
    mask = np.ones(table.size, np.bool_)
    for words in folded(wanted.name).split():
        mask &= np.strings.find(table.sought, words) >= 0
    if wanted.standing is not None:
        mask &= table.role == _ROLES[wanted.standing]
    if wanted.newcomers:
        mask &= table.newcomers if table.newcomers is not None else False
    if wanted.among is not None:
        mask &= np.isin(table.codes, np.asarray(wanted.among.to_array(), np.int32))
    mask &= _spoke(table, wanted)
    for column, since, until in (
        (table.seen_first, wanted.first_from, wanted.first_to),
        (table.seen_last, wanted.last_from, wanted.last_to),
    ):
        if since is not None:
            mask &= column >= since.toordinal()
        if until is not None:
            mask &= column <= until.toordinal()
    return mask


def _spoke(table: MemberTable, wanted: Wanted) -> Mask:
    """Who spoke lately, in one channel or anywhere."""
    if wanted.channel is not None:
        lately = table.channels if wanted.spoke is None else table.channels_lately[_LATELY[wanted.spoke]]
        there = lately.get(wanted.channel)
        return (
            np.isin(table.codes, np.asarray(there.to_array(), np.int32)) if there else np.zeros(table.size, np.bool_)
        )
    if wanted.spoke is None:
        return np.ones(table.size, np.bool_)
    return table.last > table.day.toordinal() - _LATELY[wanted.spoke]


_COLUMNS: Mapping[Sorting, Callable[[MemberTable], npt.NDArray[np.int64] | npt.NDArray[np.int32] | None]] = (
    MappingProxyType(
        {
            Sorting.WORDS: lambda table: table.words,
            Sorting.LAST: lambda table: table.seen_last,
            Sorting.FIRST: lambda table: table.seen_first,
            Sorting.NAME: lambda table: table.rank,
            Sorting.DAYS: lambda table: table.days,
            Sorting.RECEIVED: lambda table: table.received,
            Sorting.GIVEN: lambda table: table.given,
            Sorting.ALL_WORDS: lambda table: table.all_words,
        }
    )
)


def _ordered(table: MemberTable, places: Places, by: Sorting, *, down: bool) -> Places:
    """Equal ones stand by who spoke last, then by name."""
    column = _COLUMNS[by](table)
    key = np.zeros(len(places), np.int64) if column is None else column[places].astype(np.int64)
    order = np.lexsort((table.rank[places], -table.seen_last[places].astype(np.int64), -key if down else key))
    return np.asarray(places[order])


def _rows(table: MemberTable, places: Places) -> list[MemberRow]:
    return [member_row(table, int(place)) for place in places]


def member_row(table: MemberTable, at: int) -> MemberRow:
    return MemberRow(
        person=int(table.codes[at]),
        name=str(table.names[at]),
        state=STATES[table.state[at]],
        standing=STANDINGS[table.role[at]],
        newcomer=bool(table.newcomers is not None and table.newcomers[at]),
        first=date.fromordinal(int(table.seen_first[at])),
        last=date.fromordinal(int(table.seen_last[at])),
        words=int(table.words[at]),
        days=int(table.days[at]),
        all_words=int(table.all_words[at]),
        all_days=int(table.all_days[at]),
        given=None if table.given is None else int(table.given[at]),
        received=None if table.received is None else int(table.received[at]),
    )
