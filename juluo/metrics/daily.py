"""What happened day by day over a long time, in a few questions: the daily series that are watched for the unusual."""

from typing import Any

from juluo.ledger.kinds import ORIGINAL, OWN, SPOKE, Kind
from juluo.ledger.period import Period
from juluo.metrics.asking import Row, Tables, ask_entries_once, ask_rollup, question
from juluo.store.view import View

_WORDS = sorted(ORIGINAL)
# What may have drawn people, the plainest sign of an event first: what the desk keeps of events, and words to all.
CALLS = (
    Kind.EVENT_ATTENDED,
    Kind.EVENT_OPENED,
    Kind.EVENT_CLOSED,
    Kind.EVENT_SIGNED_UP,
    Kind.CALL,
    Kind.ANNOUNCE,
    Kind.POLL,
    Kind.PIN,
)
_CALLS = sorted(CALLS)
_OWN = sorted(OWN)


@question
def said_each_day(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """How much each member said in each channel on each day, and how much of it asks."""
    rows = tables.rollup.filter(tables.rollup.kind.isin(_WORDS) & tables.rollup.account.notnull())
    return rows.group_by(["day", "account", "channel"]).aggregate(n=rows.n.sum(), asks=rows.asks.sum())


@question
def calls_each_day(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """How many announcements, pins, polls, calls and event entries each day has, by kind and channel."""
    rows = tables.rollup.filter(tables.rollup.kind.isin(_CALLS))
    return rows.group_by(["day", "kind", "channel"]).aggregate(n=rows.n.sum())


@question
def entries_each_hour(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """How many entries of any kind but the desk's own each hour has, hours counted from 1970."""
    rows = tables.entries.filter(~tables.entries.kind.isin(_OWN)).mutate(
        hour=tables.entries.ts.epoch_seconds() // 3600
    )
    return rows.group_by(["day", "hour"]).aggregate(n=rows.count())


@question
def threads_each_day(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """How much members said in each thread on each day, how many of them, and how much of it asks."""
    rows = tables.entries.filter(tables.entries.member & tables.entries.thread.notnull())
    rows = rows.filter(rows.kind.isin(sorted(SPOKE)) & rows.account.notnull())
    return rows.group_by(["day", "thread"]).aggregate(
        n=rows.count(), people=rows.account.nunique(), asks=rows.asks.sum()
    )


def said(view: View, period: Period) -> list[Row]:
    """(day, account, channel, n, asks) of members' own messages."""
    return ask_rollup(view, said_each_day, [period])


def calls(view: View, period: Period) -> list[Row]:
    """(day, kind, channel, n) of what may have drawn people, whoever made it."""
    return ask_rollup(view, calls_each_day, [period], everyone=True)


def hourly(view: View, period: Period) -> list[Row]:
    """(day, hour since 1970, n) of everything but bots' entries and the desk's: what has arrived at all."""
    return ask_entries_once(view, entries_each_hour, period)


def threaded(view: View, period: Period) -> list[Row]:
    """(day, thread, n, people, asks) of members' messages in threads."""
    return ask_entries_once(view, threads_each_day, period)
