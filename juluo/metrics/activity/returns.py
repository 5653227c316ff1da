"""Newcomers who came back, each counted from the day of their own first words: what four metrics are made of.

A window is blocks of days after that day, in each of which somebody must have spoken: one block (7, 7) is the seventh
day, (7, None) the seventh or any later, (1, 7) and (8, 14) the first week and the second.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pyroaring import BitMap

from juluo.ledger.kinds import SPOKE
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.by_day import within
from juluo.metrics.intervals import wilson
from juluo.metrics.metric import Measured
from juluo.metrics.naming import OUT_OF, PEOPLE_OF_IT, SHARE_FROM, SHARE_OF_IT, SHARE_TO, Name, Names
from juluo.metrics.newcomers import can_tell_new
from juluo.store.view import View

# Newcomers of so many days are taken together: in most communities few come in one.
COHORT_DAYS = 28
COLUMNS: Names = {
    "days": Name("第几天", "On day"),
    "hits": PEOPLE_OF_IT,
    "n": OUT_OF,
    "share": SHARE_OF_IT,
    "low": SHARE_FROM,
    "high": SHARE_TO,
}


@dataclass(frozen=True, slots=True)
class Window:
    """When somebody must have come: in every block, `blocks` being days after their first; None is the last told."""

    name: str
    blocks: tuple[tuple[int, int | None], ...]

    @property
    def over_after(self) -> int:
        """How old somebody must be to count: an open end is over as soon as it has begun."""
        first, last = self.blocks[-1]
        return first if last is None else last


def on(day: int) -> Window:
    return Window(f"{day}", ((day, day),))


def after(day: int) -> Window:
    return Window(f"{day}+", ((day, None),))


def weeks(count: int) -> Window:
    """Every one of so many weeks."""
    return Window(f"1–{7 * count}", tuple((7 * nth + 1, 7 * nth + 7) for nth in range(count)))


def bracket(first: int, last: int) -> Window:
    return Window(f"{first}–{last}", ((first, last),))


@dataclass(frozen=True, slots=True)
class Came:
    """Of the newcomers whose window is over, those who came back in it."""

    hits: BitMap
    n: BitMap


class Newcomers:
    """Who spoke on each day, who of them for the first time, and whether exports tell of the days after."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.spoke = {day: people - view.aside for day, people in view.presence.spoke_by_day().items()}
        self.firsts: dict[date, BitMap] = {}
        self._told: dict[Period, bool] = {}
        self._there: dict[Period, BitMap] = {}
        known = BitMap()
        for day in sorted(self.spoke):
            self.firsts[day] = self.spoke[day] - known
            known |= self.spoke[day]

    def came(self, window: Window, last: date) -> Came:
        """The newcomers of the last 28 days on which the window was over by a day, as it stood then."""
        last = last if self._tells(Period(last, last)) else last - timedelta(days=1)
        hits, n = BitMap(), BitMap()
        for day in Period.trailing(last - timedelta(days=window.over_after), COHORT_DAYS).days:
            new = self.firsts.get(day)
            spans = [_ahead(day, first, end, last) for first, end in window.blocks]
            if not new or not can_tell_new(self.view, Period(day, day)) or not all(map(self._tells, spans)):
                continue
            n |= new
            hits |= BitMap.intersection(new, *map(self._within, spans))
        return Came(hits, n)

    def _tells(self, span: Period) -> bool:
        if span not in self._told:
            self._told[span] = self.view.complete(span)
        return self._told[span]

    def _within(self, span: Period) -> BitMap:
        if span not in self._there:
            self._there[span] = within(self.spoke, span)
        return self._there[span]


def measured(view: View, periods: Sequence[Period], windows: Sequence[Window], main: Window) -> list[Measured]:
    """A share of newcomers for each period: the main window's; the others stand in the rows."""
    newcomers = Newcomers(view)
    return [_measured(newcomers, period, windows, main) for period in periods]


def _measured(newcomers: Newcomers, period: Period, windows: Sequence[Window], main: Window) -> Measured:
    came = {window.name: newcomers.came(window, period.last) for window in windows}
    rows = tuple(_row(name, found) for name, found in came.items())
    hits, n = len(came[main.name].hits), len(came[main.name].n)
    if not n:
        return Measured(reason="还没有满这么多天的新人，或导出开头30天分不清新人", n=0, hits=0, rows=rows)
    since = period.last - timedelta(days=main.over_after + COHORT_DAYS)
    evidence = EntryQuery(Period(since, period.last), tuple(sorted(SPOKE)), accounts=tuple(came[main.name].n))
    return Measured(hits / n, n, hits, wilson(hits, n), rows=rows, evidence=evidence)


def _row(name: str, came: Came) -> dict[str, object]:
    hits, n = len(came.hits), len(came.n)
    interval = wilson(hits, n) if n else None
    return {
        "days": name,
        "hits": hits,
        "n": n,
        "share": hits / n if n else None,
        "low": interval and interval.low,
        "high": interval and interval.high,
    }


def _ahead(day: date, first: int, end: int | None, last: date) -> Period:
    return Period(day + timedelta(days=first), last if end is None else day + timedelta(days=end))
