"""Recency, frequency and talk of those who spoke lately, each in fifths by rank; who ties shares.

Of the last 90 days, or of the record if it is younger, but 28 days at least. Recency: how long ago somebody last
spoke; frequency: on how many days; talk: replies given and received, which stands for what a sale is in trade.
After Bult & Wansbeek 1995, with mid-ranks: a person's fifth is where the middle of their equals stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt
from pyroaring import BitMap

from juluo.insights.segments.rule import Score
from juluo.ledger.period import Period

WINDOW, SHORTEST = 90, 28
FIFTHS = 5
Numbers = npt.NDArray[np.int64]
Fifths = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Rfm:
    """A row a person who spoke in the window. `talk` is None where no source shows who replies to whom."""

    window: Period
    codes: Numbers
    ago: Numbers
    days: Numbers
    talk: Numbers | None

    def fifth(self, score: Score) -> Fifths | None:
        """Each one's fifth; 5 are the latest, the most frequent, the most talked with."""
        values: Mapping[Score, Numbers | None] = MappingProxyType(
            {Score.RECENCY: -self.ago, Score.FREQUENCY: self.days, Score.TALK: self.talk}
        )
        found = values[score]
        return None if found is None else fifths(found)


def fifths(values: npt.NDArray[Any]) -> Fifths:
    """The fifth of each value by its mid-rank, from 1."""
    if not len(values):
        return np.zeros(0, np.int8)
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    middle = np.cumsum(counts) - (counts + 1) / 2 + 0.5
    found: Fifths = np.minimum(FIFTHS, 1 + np.floor(FIFTHS * middle / len(values))).astype(np.int8)
    return found[place]


def window_of(day: date, first: date) -> Period | None:
    """The days that are looked at; None where the record is too young."""
    window = Period.trailing(day, WINDOW)
    if window.first < first <= day:
        window = Period(first, day)
    return window if window.length >= SHORTEST and window.last >= first else None


def rfm(
    window: Period, spoke: Mapping[date, Numbers], replies: tuple[npt.NDArray[Any], ...] | None, among: BitMap
) -> Rfm:
    """The table of those `among` who spoke in the window; `replies` are their days, by, to and n."""
    there = [(day.toordinal(), spoke[day]) for day in window.days if day in spoke]
    room = 1 + max((int(people.max()) for _, people in there if len(people)), default=0)
    last, often = np.zeros(room, np.int64), np.zeros(room, np.int64)
    for day, people in there:
        last[people] = day
        often[people] += 1
    codes = np.flatnonzero(often)
    codes = codes[np.isin(codes, np.asarray(among.to_array(), np.int64))]
    ago = window.last.toordinal() - last[codes]
    return Rfm(window, codes, ago, often[codes], None if replies is None else _talk(window, codes, replies))


def _talk(window: Period, codes: Numbers, replies: tuple[npt.NDArray[Any], ...]) -> Numbers:
    day, by, to, n = replies
    inside = (day >= window.first.toordinal()) & (day <= window.last.toordinal())
    room = int(max(codes.max(initial=0), by.max(initial=0), to.max(initial=0))) + 1
    sums = np.bincount(by[inside], n[inside], room) + np.bincount(to[inside], n[inside], room)
    return sums[codes].astype(np.int64)
