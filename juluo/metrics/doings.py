"""What each account did on each day, in columns: what rules about people are answered by."""

from typing import Any

from juluo.ledger.kinds import SPOKE, Kind
from juluo.metrics.asking import Tables, question
from juluo.metrics.newcomers import CAME
from juluo.metrics.quarters import quarter_of

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


@question
def spoken_by_quarter(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """How much each of those counted said in each quarter of an hour since 1970, in UTC."""
    rows = tables.entries.filter(tables.entries.kind.isin(_WORDS) & tables.entries.account.notnull())
    rows = rows.filter(rows.member).mutate(quarter=quarter_of(rows))
    return rows.group_by(["account", "quarter"]).aggregate(n=rows.count())
