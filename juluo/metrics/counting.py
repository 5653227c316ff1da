"""Sums over the daily roll-up for many periods in one query: what most volume metrics are made of."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from juluo.ledger.period import Period
from juluo.store.view import View


def span_of(periods: Sequence[Period]) -> Period:
    """The shortest period that holds all of them."""
    return Period(min(p.first for p in periods), max(p.last for p in periods))


def daily_sums(view: View, periods: Sequence[Period], kinds: Iterable[str], column: str = "n") -> dict[date, int]:
    """A roll-up column's sum per day, over entries of these kinds by members."""
    table = view.rollup(span_of(periods))
    table = table.filter(table.kind.isin(sorted(kinds)))
    found = table.group_by("day").aggregate(total=table[column].sum()).execute()
    return {_day(day): int(total) for day, total in zip(found["day"], found["total"], strict=True)}


def totals(sums: dict[date, int], periods: Sequence[Period]) -> list[int]:
    return [sum(sums.get(day, 0) for day in period.days) for period in periods]


def by_account(view: View, periods: Sequence[Period], kinds: Iterable[str]) -> list[dict[int, int]]:
    """How much each member said in each period."""
    table = view.rollup(span_of(periods))
    table = table.filter(table.kind.isin(sorted(kinds)) & table.account.notnull())
    found = table.group_by(["day", "account"]).aggregate(n=table.n.sum()).execute()
    days: dict[date, list[tuple[int, int]]] = defaultdict(list)
    for day, account, n in zip(found["day"], found["account"], found["n"], strict=True):
        days[_day(day)].append((int(account), int(n)))
    return [_summed(days, period) for period in periods]


def _summed(days: dict[date, list[tuple[int, int]]], period: Period) -> dict[int, int]:
    said: dict[int, int] = defaultdict(int)
    for day in period.days:
        for account, n in days.get(day, ()):
            said[account] += n
    return dict(said)


def _day(value: Any) -> date:  # noqa: ANN401 - pandas hands over its own timestamps
    found: date = value.date() if hasattr(value, "date") else value
    return found
