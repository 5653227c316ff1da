"""Who said how much, where, in which thread and at which hour: what a change is taken apart by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from juluo.ledger.period import Period
from juluo.metrics.asking import Tables, ask_entries, ask_entries_once, question
from juluo.metrics.quarters import local_clock, quarter_of
from juluo.store.view import View


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
    rows = rows.mutate(quarter=quarter_of(rows), asking=asks)
    places = ["kind", "account", "channel", "thread", "quarter"]
    return rows.group_by(places).aggregate(n=rows.count(), asks=rows.asking.sum())


@question
def places_of_given(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """Where and when the wanted entries stand."""
    rows = tables.entries.semi_join(tables.wanted, [("entry_id", "id")])
    rows = rows.mutate(quarter=quarter_of(rows))
    return rows.select("entry_id", "account", "channel", "thread", "quarter")


def said(view: View, period: Period, kinds: Iterable[str]) -> list[Said]:
    """What members said in the period."""
    wanted, clock = frozenset(kinds), local_clock(view)
    return [
        Said(account, channel, thread, clock(quarter).hour, int(n), int(asks))
        for kind, account, channel, thread, quarter, n, asks in ask_entries_once(view, said_by_place, period)
        if kind in wanted
    ]


def one_by_one(view: View, periods: Sequence[Period], marked: Mapping[int, bool], follow: int) -> dict[int, Said]:
    """Given entries of these periods, each by its id; `marked` are their ids, and which of them are hits.

    `follow`: how many days after the periods have been looked at already, and are kept.
    """
    clock = local_clock(view)
    rows = ask_entries(view, places_of_given, periods, follow=follow, wanted=sorted(marked))
    return {
        entry: Said(account, channel, thread, clock(quarter).hour, 1, int(marked[entry]))
        for entry, account, channel, thread, quarter in rows
    }
