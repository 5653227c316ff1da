"""When and where a few given people spoke and came: what a member's page is made of."""

from typing import Any

from juluo.metrics.asking import Tables, question
from juluo.metrics.quarters import quarter_of


@question
def own_words(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """Entries of the wanted accounts by kind, day, quarter of an hour since 1970 in UTC, channel and thread."""
    rows = tables.entries.semi_join(tables.wanted, [("account", "id")])
    asks = rows.asks.fill_null(False).cast("int64")  # noqa: FBT003 - Ibis takes the value alone
    rows = rows.mutate(quarter=quarter_of(rows), asking=asks)
    places = ["kind", "day", "quarter", "channel", "thread"]
    return rows.group_by(places).aggregate(n=rows.count(), asks=rows.asking.sum())


@question
def own_moves(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """When the wanted accounts came and went, and by whom they were brought or removed, if that is told."""
    rows = tables.entries.semi_join(tables.wanted, [("account", "id")])
    rows = rows.filter(rows.kind.isin(["invite", "join", "kick", "leave"]))
    return rows.order_by(["ts", "file", "offset"]).select("kind", "ts", "peer", "channel")
