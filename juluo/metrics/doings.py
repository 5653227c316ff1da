"""What each account did on each day, in columns: what rules about people are answered by."""

from typing import Any

from juluo.ledger.kinds import SPOKE, Kind
from juluo.metrics.asking import Tables, question
from juluo.metrics.newcomers import CAME

_WORDS = sorted(SPOKE)


@question
def made_by_day(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """What everybody said, asked and reacted to, and how often they came, by day and channel."""
    rows = tables.rollup.filter(tables.rollup.account.notnull())
    rows = rows.filter(rows.kind.isin([*_WORDS, Kind.REACTION, *CAME]))
    said, came = rows.kind.isin(_WORDS), rows.kind.isin(CAME)
    sums = {
        "messages": said.ifelse(rows.n, 0).sum(),
        "questions": said.ifelse(rows.asks, 0).sum(),
        "reactions": (rows.kind == Kind.REACTION).ifelse(rows.n, 0).sum(),
        "comings": came.ifelse(rows.n, 0).sum(),
    }
    return rows.group_by(["day", "account", "channel"]).aggregate(
        **{name: one.cast("int64") for name, one in sums.items()}
    )
