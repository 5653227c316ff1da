"""What the ledger knows of people over some days, each thing read once: what conditions are answered by."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt
from pyroaring import BitMap

from juluo.insights.members.names import folded
from juluo.insights.members.table import whole_record
from juluo.insights.segments.rfm import WINDOW, Rfm, rfm, window_of
from juluo.insights.segments.rule import LONGEST_WINDOW
from juluo.ledger.actors import Actors
from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.asking import ask_rollup_columns
from juluo.metrics.doings import made_by_day
from juluo.metrics.newcomers import known as known_members
from juluo.metrics.replies.answers import ANSWERABLE, is_estimated
from juluo.metrics.replies.by_day import replies_by_day
from juluo.store.view import View

Column = npt.NDArray[Any]
# What a reply answers may be a week older, or a day more where clocks change.
_REACH = timedelta(days=8)


class Known:
    """A view, the days one asks about, and what was read of it so far. `record` is all days up to the last of them."""

    def __init__(self, view: View, days: Sequence[date]) -> None:
        self.view = view
        self.days = tuple(days)
        ever = whole_record(view)
        if ever is None:
            raise ValueError("nobody is known of an empty ledger")
        self.ever, self.first = ever, ever.first
        self.record = Period(min(ever.first, *days), max(days))
        self._made: tuple[Period, dict[str, Column]] | None = None
        self._replies: tuple[Period, tuple[Column, ...]] | None = None
        self._held: dict[Period, bool] = {}

    @property
    def sights(self) -> frozenset[Sight]:
        return self.view.coverage.sights

    @property
    def tells_replies(self) -> bool:
        return bool(ANSWERABLE & self.sights)

    @cached_property
    def estimated(self) -> bool:
        """Whether who replied to whom rests on threads or mentions at least in part."""
        return is_estimated(self.view)

    def window(self, day: date, days: int | None) -> Period:
        """The days that a condition looks at; all of the record for None."""
        return Period(min(self.first, day), day) if days is None else Period.trailing(day, days)

    def span(self, days: int | None) -> Period:
        """All windows of so many days together, as far as there is a record."""
        if days is None:
            return self.record
        first = max(self.record.first, min(self.days) - timedelta(days=days - 1))
        return Period(first, self.record.last)

    def held(self, window: Period) -> bool:
        """Whether exports tell of every day of it."""
        if window not in self._held:
            self._held[window] = self.view.coverage.holds(window)
        return self._held[window]

    @cached_property
    def acted(self) -> Mapping[date, BitMap]:
        return self.view.presence.acted_by_day(self.record)

    @cached_property
    def spoke(self) -> Mapping[date, BitMap]:
        return self.view.presence.spoke_by_day(self.record)

    @cached_property
    def there(self) -> Mapping[date, Column]:
        """Who spoke on each day, as arrays."""
        return {day: np.asarray(people.to_array(), np.int64) for day, people in self.spoke.items()}

    @cached_property
    def everyone(self) -> Mapping[date, BitMap]:
        """Who is asked about: whoever left an entry up to that day, without those left out and the erased."""
        view = self.view
        none = view.aside | view.who(BitMap(view.register.erased(view.community.slug)))
        return {day: people - none for day, people in zip(self.days, gathered(self.acted, self.days), strict=True)}

    @cached_property
    def called(self) -> Mapping[str, BitMap]:
        """People by what they are or were called, and by their ids."""
        view, found = self.view, dict[str, BitMap]()
        slug, of = view.community.slug, view.persons.of
        for code, account_id, name in view.register.people(slug):
            for words in {folded(account_id), folded(name)}:
                found.setdefault(words, BitMap()).add(of(code))
        for code, name in view.register.former_names(slug):
            found.setdefault(folded(name), BitMap()).add(of(code))
        return MappingProxyType(found)

    def channels(self, name: str) -> tuple[int, ...]:
        """The channels of that name, or of that id."""
        wanted = folded(name)
        found = self.view.channels.values()
        return tuple(one.code for one in found if wanted in {folded(one.name), folded(one.channel_id)})

    def made(self, days: int | None) -> dict[str, Column]:
        """What everybody made by day, account and channel, over windows of so many days; empty where nobody did."""
        span = self.span(days)
        if self._made is None or not _covers(self._made[0], span):
            rows = ask_rollup_columns(self.view, made_by_day, [span], everyone=True) if self._rollup(span) else {}
            columns = {name: np.ma.getdata(column) for name, column in rows.items()}
            if columns:
                columns["day"] = ordinals(columns["day"])
                columns["account"] = columns["account"].astype(np.int64)
            self._made = span, columns
        return self._made[1]

    def _rollup(self, span: Period) -> bool:
        return self.view.index.rollup(span.first, span.last) is not None

    def replies(self, days: int | None) -> tuple[Column, ...]:
        """Day, by, to, channel and number of replies, over windows of so many days."""
        span = self.span(days)
        if self._replies is None or not _covers(self._replies[0], span):
            reach = Period(max(self.record.first, span.first - _REACH), span.last)
            rows = [row for row in replies_by_day(self.view, reach) if row[0] >= span.first]
            columns = [np.fromiter((row[at] for row in rows), np.int64, len(rows)) for at in (1, 2, 3, 4)]
            day = np.fromiter((row[0].toordinal() for row in rows), np.int64, len(rows))
            self._replies = span, (day, *columns)
        return self._replies[1]

    @cached_property
    def left(self) -> Mapping[date, BitMap]:
        """Who had left by the end of each day and was not seen since."""
        if Sight.LEAVES not in self.sights:
            return {day: BitMap() for day in self.days}
        with closing(self.view.counting(Actors.ALL)) as everybody:
            here = known_members(everybody, [Period(day, day) for day in self.days])
        people = gathered(self.acted, self.days)
        return {day: all_ - still for day, all_, still in zip(self.days, people, here, strict=True)}

    @cached_property
    def fifths(self) -> Mapping[date, Rfm | None]:
        """The table of recency, frequency and talk on each day; None where the record is too young or has gaps."""
        replies = None
        if self.tells_replies:
            day, by, to, _, n = self.replies(WINDOW)
            replies = (day, by, to, n)
        found: dict[date, Rfm | None] = {}
        for day_asked in self.days:
            window = window_of(day_asked, self.first)
            whole = window is not None and self.held(window)
            found[day_asked] = (
                rfm(window, self.there, replies, self.everyone[day_asked]) if window is not None and whole else None
            )
        return found


def gathered(by_day: Mapping[date, BitMap], days: Sequence[date], window: int | None = None) -> list[BitMap]:
    """Who stands in any day of the window that ends with each of the days; of the whole record for None."""
    if window is not None and window <= LONGEST_WINDOW:
        spans = [Period.trailing(day, window) for day in days]
        # Long windows of few kept days: look at what there is.
        return [BitMap.union(BitMap(), *(by_day[day] for day in _inside(by_day, span))) for span in spans]
    found: dict[date, BitMap] = {}
    people, waiting = BitMap(), iter(sorted(by_day))
    upcoming = next(waiting, None)
    for day in sorted(set(days)):
        while upcoming is not None and upcoming <= day:
            people |= by_day[upcoming]
            upcoming = next(waiting, None)
        found[day] = people.copy()
    return [found[day] for day in days]


def _inside(by_day: Mapping[date, BitMap], span: Period) -> list[date]:
    if span.length < len(by_day):
        return [day for day in span.days if day in by_day]
    return [day for day in by_day if span.first <= day <= span.last]


def ordinals(days: Column) -> Column:
    """Days of the engine as Python counts them."""
    return days.astype("datetime64[D]").astype(np.int64) + date(1970, 1, 1).toordinal()


def _covers(outer: Period, inner: Period) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last
