"""Floods: one account that says most of everything, or accounts that are new and shout."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from juluo.insights.anomalies.watched import Watched, watch
from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.store.view import View

WRITTEN = tuple(sorted(ORIGINAL))
# Fewer messages than these are no flood, however they are shared out.
_MUCH = 50
# Hardly anybody says so much on the day of their first words.
_LOUD = 20
# One new account, or two, may be somebody who found much to ask: from three on they are a flood, else by their share.
_SEVERAL = 3
# New accounts that only together say much are a flood if they are many and say a third of everything.
_MANY = 10
# How far beyond this community's loudest accounts of other days, in spreads; who says half of everything needs less.
_BEYOND, _BEYOND_WITH_HALF = 2.58, 1.96
# The same account's flood is told once, not on each of these days.
_TOLD = 3
# Shorter messages are alike by nature.
_LETTERS = 6
_NO_LETTERS = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Flood:
    """Accounts that flooded on a day, how much they said of how much, and what the loudest usually say.

    `new`: they spoke for the first time.
    """

    day: date
    accounts: tuple[int, ...]
    messages: int
    total: int
    usual: float
    new: bool

    @property
    def share(self) -> float:
        return self.messages / self.total

    @property
    def evidence(self) -> EntryQuery:
        return EntryQuery(Period(self.day, self.day), WRITTEN, accounts=self.accounts)


def flood(watched: Watched, day: date) -> Flood | None:
    """The day's flood, that of new accounts first; None if there was none."""
    return _of_newcomers(watched, day) or _of_one(watched, day)


def begins(watched: Watched, day: date) -> Flood | None:
    """The day's flood, unless the same account flooded in the days before already."""
    found = flood(watched, day)
    if found is None or found.new:
        return found
    earlier = (_of_one(watched, day - timedelta(days=back)) for back in range(1, _TOLD + 1))
    return None if any(one is not None and one.accounts == found.accounts for one in earlier) else found


def worst(view: View, period: Period) -> Flood | None:
    """The biggest flood of a period."""
    watched = watch(view, period)
    found = [one for day in period.days if watched.known(day) and (one := flood(watched, day)) is not None]
    return max(found, key=lambda one: (one.new, one.messages, one.day), default=None)


def _of_one(watched: Watched, day: date) -> Flood | None:
    """One account that says a third of everything, and more than the loudest do on other days."""
    said = watched.said.get(day, {})
    loudest = max(said, key=lambda account: (said[account], account), default=None)
    total = sum(said.values())
    if loudest is None or said[loudest] < _MUCH or said[loudest] * 3 < total:
        return None
    usual = watched.expected("loudest", day)
    beyond = _BEYOND_WITH_HALF if said[loudest] * 2 >= total else _BEYOND
    if usual is not None and usual.surprise(said[loudest]) <= beyond:
        return None
    is_new = loudest in watched.new.get(day, ())
    return Flood(day, (loudest,), said[loudest], total, usual.middle if usual is not None else 0.0, is_new)


def _of_newcomers(watched: Watched, day: date) -> Flood | None:
    """Several accounts that shouted on the day of their first words; or a crowd that together said a third."""
    said, total = watched.said.get(day, {}), sum(watched.said.get(day, {}).values())
    new = {account: said[account] for account in watched.new.get(day, ()) if account in said}
    loud = {account: n for account, n in new.items() if n >= _LOUD}
    shouted = sum(loud.values())
    if shouted < _MUCH or len(loud) < 2 or (len(loud) < _SEVERAL and shouted * 3 < total):
        if len(new) < _MANY or sum(new.values()) < max(_MUCH, total / 3) or not _beyond(watched, day):
            return None
        loud = new
    return Flood(day, tuple(sorted(loud)), sum(loud.values()), total, 0.0, new=True)


def _beyond(watched: Watched, day: date) -> bool:
    """Whether more people than ever spoke for the first time: a community's first days are full of them."""
    usual = watched.expected("newcomers", day) if day in watched.series["newcomers"] else None
    return usual is not None and usual.surprise(len(watched.new[day])) > _BEYOND


def copies(texts: Iterable[str | None]) -> int:
    """How many messages are among three or more nearly alike: the same but for case, numbers, spaces and marks."""
    letters = (_NO_LETTERS.sub("", (text or "").casefold()) for text in texts)
    return sum(n for n in Counter(one for one in letters if len(one) >= _LETTERS).values() if n > 2)
