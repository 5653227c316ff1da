"""What is known of each person whose accounts are compared: names, ids, platforms, and where and when they spoke."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from juluo.insights.merges.names import bare_id, key
from juluo.ledger.entry import Account
from juluo.ledger.period import Period
from juluo.metrics.alongside import spoken_where
from juluo.metrics.asking import ask_rollup
from juluo.store.view import View


@dataclass(slots=True)
class Known:
    """A person by the accounts tied so far. `names` are those of now, `former` earlier ones; by their keys.

    `first` and `last` are the days of their words; None if they never spoke. `channels`: how much they said in each.
    """

    person: int
    accounts: list[Account] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    former: dict[str, str] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None
    channels: dict[int, int] = field(default_factory=dict)

    @property
    def said(self) -> int:
        return sum(self.channels.values())

    @property
    def platforms(self) -> frozenset[str]:
        return frozenset(account.platform for account in self.accounts)

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(found for account in self.accounts if (found := bare_id(account.account_id)))


def everybody(view: View) -> dict[int, Known]:
    """Everybody but bots and whom was erased; a name that is only an account's id is none."""
    bots, found = view.snapshot.bots, dict[int, Known]()
    for code, account in view.register.accounts(view.community.slug).items():
        if account.erased or code in bots:
            continue
        person = view.persons.of(code)
        one = found.setdefault(person, Known(person))
        one.accounts.append(account)
        _call(one.names, [account.name] if account.weak or account.name != account.account_id else [])
    for code, name in view.register.former_names(view.community.slug):
        known = found.get(view.persons.of(code))
        if known is not None and key(name) not in known.names:
            _call(known.former, [name])
    _hear(view, found)
    return found


def _call(names: dict[str, str], called: Iterable[str]) -> None:
    for name in called:
        if letters := key(name):
            names.setdefault(letters, name)


def _hear(view: View, found: dict[int, Known]) -> None:
    record = recorded(view)
    if record is None:
        return
    for person, channel, n, first, last in ask_rollup(view, spoken_where, [record], everyone=True):
        known = found.get(person)
        if known is not None:
            known.channels[channel] = int(n)
            known.first = first if known.first is None else min(known.first, first)
            known.last = last if known.last is None else max(known.last, last)


def recorded(view: View) -> Period | None:
    """All days that have entries."""
    return view.snapshot.span if view.index.rollup() else None
