"""Who said how much, where, in which thread and at which hour: what a change is taken apart by."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from juluo.ledger.period import Period, zone_named
from juluo.metrics.asking import Tables, ask_entries, ask_entries_once, question
from juluo.store.view import View

_QUARTER = 900
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Said:
    """`n` entries of one member in one place and one hour of the community's clock.

    `marked` of them are of the kind that is looked for: those that ask, or the hits of a share.
    """

    account: int | None
    channel: int
    thread: int | None
    hour: int
    n: int
    marked: int


@question
def said_by_place(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """Members' entries by kind, account, channel, thread and quarter of an hour since 1970, in UTC."""
    rows = tables.entries.filter(tables.entries.member)
    asks = rows.asks.fill_null(False).cast("int64")  # noqa: FBT003 - Ibis takes the value alone
    rows = rows.mutate(quarter=_quarter(rows), asking=asks)
    places = ["kind", "account", "channel", "thread", "quarter"]
    return rows.group_by(places).aggregate(n=rows.count(), asks=rows.asking.sum())


@question
def places_of_given(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """Where and when the wanted entries stand."""
    rows = tables.entries.semi_join(tables.wanted, [("entry_id", "id")])
    rows = rows.mutate(quarter=_quarter(rows))
    return rows.select("entry_id", "account", "channel", "thread", "quarter")


def _quarter(rows: Any) -> Any:  # noqa: ANN401 - Ibis tables and columns
    return (rows.ts.epoch_seconds() / _QUARTER).floor().cast("int64")


def said(view: View, period: Period, kinds: Iterable[str]) -> list[Said]:
    """What members said in the period; half-hour zones come out right."""
    wanted, clock = frozenset(kinds), _clock(view)
    return [
        Said(account, channel, thread, clock(quarter), int(n), int(asks))
        for kind, account, channel, thread, quarter, n, asks in ask_entries_once(view, said_by_place, period)
        if kind in wanted
    ]


def one_by_one(view: View, periods: Sequence[Period], marked: Mapping[int, bool], follow: int) -> dict[int, Said]:
    """Given entries of these periods, each by its id; `marked` are their ids, and which of them are hits.

    `follow`: how many days after the periods have been looked at already, and are kept.
    """
    clock = _clock(view)
    rows = ask_entries(view, places_of_given, periods, follow=follow, wanted=sorted(marked))
    return {
        entry: Said(account, channel, thread, clock(quarter), 1, int(marked[entry]))
        for entry, account, channel, thread, quarter in rows
    }


def _clock(view: View) -> Callable[[int], int]:
    """The hour of the community's clock in a quarter of an hour since 1970."""
    zone = zone_named(view.calendar.zone)

    @cache
    def hour(quarter: int) -> int:
        return (_EPOCH + timedelta(seconds=int(quarter) * _QUARTER)).astimezone(zone).hour

    return hour
