"""Where people gathered in a period: who spoke in which channel, and in which threads most of them met."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from juluo.ledger.period import Period
from juluo.metrics.asking import Tables, ask_entries_once, ask_rollup, question
from juluo.store.view import View


@dataclass(frozen=True, slots=True)
class Thread:
    """One thread: how many people wrote in it, and how much."""

    code: int
    channel: int
    people: int
    messages: int


@question
def said_per_account_and_channel(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    rows = tables.rollup.filter(tables.rollup.account.notnull())
    return rows.group_by(["kind", "account", "channel"]).aggregate(n=rows.n.sum())


@question
def said_per_thread(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    rows = tables.entries.filter(tables.entries.thread.notnull() & tables.entries.account.notnull())
    return rows.group_by(["kind", "thread", "channel", "account"]).aggregate(n=rows.count())


def said_where(view: View, period: Period, kinds: Iterable[str]) -> dict[int, dict[int, int]]:
    """How much each member said in each channel."""
    wanted = frozenset(kinds)
    said: dict[int, dict[int, int]] = {}
    for kind, account, channel, n in ask_rollup(view, said_per_account_and_channel, [period]):
        if kind in wanted:
            places = said.setdefault(account, {})
            places[channel] = places.get(channel, 0) + int(n)
    return said


def threads(view: View, period: Period, kinds: Iterable[str]) -> list[Thread]:
    """The period's threads, those with the most people first; staff count, bots don't."""
    wanted = frozenset(kinds)
    people: dict[int, set[int]] = {}
    messages: dict[int, int] = {}
    channels: dict[int, int] = {}
    for kind, thread, channel, account, n in ask_entries_once(view, said_per_thread, period):
        if kind in wanted:
            people.setdefault(thread, set()).add(account)
            messages[thread] = messages.get(thread, 0) + int(n)
            channels[thread] = min(channels.get(thread, channel), channel)
    found = [Thread(code, channels[code], len(people[code]), messages[code]) for code in people]
    return sorted(found, key=lambda thread: (-thread.people, -thread.messages, thread.code))
