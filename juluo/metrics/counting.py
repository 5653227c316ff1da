"""Sums over the daily roll-up for many periods in one question: what most volume metrics are made of."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from juluo.ledger.kinds import SPOKE
from juluo.ledger.period import Period
from juluo.metrics.asking import Tables, ask_rollup, question
from juluo.store.view import View


@question
def said_per_period(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """How many entries of each kind members made in each period, and how many of them ask."""
    rows = tables.rollup.join(tables.periods, "day")
    return rows.group_by(["period", "kind"]).aggregate(n=rows.n.sum(), asks=rows.asks.sum())


@question
def said_per_channel(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    rows = tables.rollup.join(tables.periods, "day")
    return rows.group_by(["period", "kind", "channel"]).aggregate(n=rows.n.sum())


@question
def said_per_account(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """How many entries of each kind each account made in each period; of no account: whose author isn't told."""
    rows = tables.rollup.join(tables.periods, "day")
    return rows.group_by(["period", "kind", "account"]).aggregate(n=rows.n.sum())


@question
def words_per_member(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """How much each account said in each period."""
    rows = tables.rollup.join(tables.periods, "day")
    rows = rows.filter(rows.kind.isin(sorted(SPOKE)) & rows.account.notnull())
    return rows.group_by(["period", "account"]).aggregate(n=rows.n.sum().cast("int64"))


def totals(
    view: View, periods: Sequence[Period], kinds: Iterable[str], column: Literal["n", "asks"] = "n"
) -> list[int]:
    """Each period's entries of these kinds by members, or those of them that ask."""
    wanted, counts = frozenset(kinds), [0] * len(periods)
    for period, kind, n, asks in ask_rollup(view, said_per_period, periods):
        if kind in wanted:
            counts[period] += int(n if column == "n" else asks)
    return counts


def by_channel(view: View, periods: Sequence[Period], kinds: Iterable[str]) -> list[dict[int, int]]:
    """How much members said in each channel in each period, the most first."""
    wanted = frozenset(kinds)
    said: list[dict[int, int]] = [defaultdict(int) for _ in periods]
    for period, kind, channel, n in ask_rollup(view, said_per_channel, periods):
        if kind in wanted:
            said[period][channel] += int(n)
    return [dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))) for counts in said]


def by_account(view: View, periods: Sequence[Period], kinds: Iterable[str]) -> list[dict[int, int]]:
    """How much each member said in each period."""
    return [
        {account: n for account, n in said.items() if account is not None}
        for said in by_author(view, periods, kinds, everyone=False)
    ]


def by_author(
    view: View, periods: Sequence[Period], kinds: Iterable[str], *, everyone: bool
) -> list[dict[int | None, int]]:
    """How much each account said in each period, or nobody the source names; `everyone`: staff and bots too."""
    wanted = frozenset(kinds)
    said: list[dict[int | None, int]] = [defaultdict(int) for _ in periods]
    for period, kind, account, n in ask_rollup(view, said_per_account, periods, everyone=everyone):
        if kind in wanted:
            said[period][account] += int(n)
    return [dict(counts) for counts in said]
