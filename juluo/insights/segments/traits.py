"""What people can be told apart by, over some days: where and when they spoke, what they did, since when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

import numpy as np
from pyroaring import BitMap

from juluo.insights.segments.known import Column, Known
from juluo.insights.segments.rule import (
    Act,
    ActiveDays,
    Band,
    Condition,
    Count,
    Did,
    FirstSeen,
    InState,
    Rule,
    Score,
    Tally,
    conditions,
)
from juluo.ledger.period import Period
from juluo.metrics.asking import ask_entries_once
from juluo.metrics.doings import spoken_by_quarter
from juluo.metrics.newcomers import UNSURE_DAYS
from juluo.metrics.quarters import local_clock

_NIGHT = frozenset({22, 23, 0, 1, 2, 3, 4, 5})
_SATURDAY = 5
OFTEN = 8


class Deed(StrEnum):
    """A trait that isn't a place."""

    ASKED = "asked"
    REPLIED = "replied"
    HEARD = "heard"
    OFTEN = "often"
    NIGHT = "night"
    WEEKEND = "weekend"
    NEW = "new"
    A_YEAR = "a_year"


@dataclass(frozen=True, slots=True)
class Trait:
    """A deed, or having spoken in a channel."""

    deed: Deed | None = None
    channel: int | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """Who spoke how much at which hour of the week: people, hours from Monday 0:00 on, messages."""

    who: Column
    hour: Column
    n: Column

    def of(self, people: BitMap) -> tuple[tuple[int, ...], ...]:
        """Messages of some people by weekday and hour."""
        here = np.isin(self.who, np.asarray(people.to_array(), np.int64))
        cells = np.bincount(self.hour[here], self.n[here], 7 * 24).astype(np.int64).reshape(7, 24)
        return tuple(tuple(row) for row in cells.tolist())


def hours(known: Known, window: Period) -> Hours:
    clock = local_clock(known.view)
    rows = ask_entries_once(known.view, spoken_by_quarter, window)
    hour = np.fromiter(((at := clock(row[1])).weekday() * 24 + at.hour for row in rows), np.int64, len(rows))
    who, n = (np.fromiter((row[place] for row in rows), np.int64, len(rows)) for place in (0, 2))
    return Hours(who, hour, n)


def traits(known: Known, window: Period, at: Hours) -> dict[Trait, BitMap]:
    """Who has which trait in the days up to the last that is asked about."""
    found = {Trait(deed=deed): people for deed, people in _deeds(known, window)}
    found |= {Trait(deed=deed): people for deed, people in _times(at)}
    places = known.view.presence.spoke_by_channel(window)
    if len(places) > 1:
        found |= {Trait(channel=code): people for code, people in places.items()}
    return found


_SAID_BY_TALLY: Mapping[Tally, Deed] = {
    Tally.MESSAGES: Deed.OFTEN,
    Tally.QUESTIONS: Deed.ASKED,
    Tally.GIVEN: Deed.REPLIED,
    Tally.RECEIVED: Deed.HEARD,
}
_SAID_BY_ACT: Mapping[Act, Deed] = {Act.ASKED: Deed.ASKED, Act.REPLIED: Deed.REPLIED}


def said_by_rule(rule: Rule) -> frozenset[Deed]:
    """What a rule says of its people itself: that it sets them apart is no news."""
    return frozenset(deed for one in conditions(rule.clause) for deed in _said(one))


def _said(one: Condition) -> Iterator[Deed]:
    match one:
        case ActiveDays() | InState() | Band(score=Score.RECENCY | Score.FREQUENCY):
            yield Deed.OFTEN
        case FirstSeen():
            yield from (Deed.NEW, Deed.A_YEAR)
        case Band():
            yield from (Deed.REPLIED, Deed.HEARD)
        case Count(tally) if tally in _SAID_BY_TALLY:
            yield _SAID_BY_TALLY[tally]
        case Did(act) if act in _SAID_BY_ACT:
            yield _SAID_BY_ACT[act]


def _deeds(known: Known, window: Period) -> Iterator[tuple[Deed, BitMap]]:
    rows = known.made(window.length)
    if rows:
        inside = (rows["day"] >= window.first.toordinal()) & (rows["day"] <= window.last.toordinal())
        yield Deed.ASKED, _people(rows["account"][inside & (rows["questions"] > 0)])
    if known.tells_replies:
        day, by, to, _, _ = known.replies(window.length)
        inside = (day >= window.first.toordinal()) & (day <= window.last.toordinal())
        yield Deed.REPLIED, _people(by[inside])
        yield Deed.HEARD, _people(to[inside])
    counts: dict[int, int] = {}
    for one in window.days:
        for code in known.spoke.get(one, BitMap()):
            counts[code] = counts.get(code, 0) + 1
    yield Deed.OFTEN, BitMap([code for code, n in counts.items() if n >= OFTEN])
    yield from _tenure(known, window)


def _tenure(known: Known, window: Period) -> Iterator[tuple[Deed, BitMap]]:
    """Newcomers and old hands, where the record reaches far enough back to tell."""
    for deed, days in ((Deed.NEW, window.length), (Deed.A_YEAR, 365)):
        start = window.last - timedelta(days=days - 1)
        if start < known.first + timedelta(days=UNSURE_DAYS):
            continue
        before = BitMap.union(BitMap(), *(people for day, people in known.acted.items() if day < start))
        everybody = BitMap.union(BitMap(), *known.acted.values())
        yield deed, everybody - before if deed is Deed.NEW else before


def _times(at: Hours) -> Iterator[tuple[Deed, BitMap]]:
    """Who says at least half of their words at night, or on weekends; of those who said five and more."""
    if not len(at.who):
        return
    room = int(at.who.max()) + 1
    whole = np.bincount(at.who, at.n, room)
    for deed, here in (
        (Deed.NIGHT, np.isin(at.hour % 24, [*_NIGHT])),
        (Deed.WEEKEND, at.hour // 24 >= _SATURDAY),
    ):
        part = np.bincount(at.who[here], at.n[here], room)
        yield deed, _people(np.flatnonzero((whole >= 5) & (part * 2 >= whole)))


def _people(codes: Column) -> BitMap:
    return BitMap(np.unique(codes).astype(np.uint32))
