"""Nearly the same again and again within minutes: which messages, by how many, from when to when.

Which messages are nearly the same was found before (the layer `near`); of what is shorter, only the very same counts.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.store.view import View
from juluo.text.floods import Post, floods

# What nobody repeats so often is no flood; of very many copies the latest are looked at.
_OFTEN, _MOST = 5, 20_000


@dataclass(frozen=True, slots=True)
class Flooded:
    """One flood: its messages in order of time with their days, and how many people wrote them."""

    entries: tuple[tuple[int, date], ...]
    people: int
    first: datetime
    last: datetime


def flooded(view: View) -> list[Flooded]:
    """The floods of the days that are laid out as `readings`, the latest first."""
    rows = view.ask(
        "SELECT entry_id, day, ts, account, short,"
        " coalesce('=' || account || short, coalesce(near, entry_id)::VARCHAR)"
        " AS same FROM readings WHERE account IS NOT NULL"
        f" QUALIFY count(*) OVER (PARTITION BY same) >= {_OFTEN} ORDER BY ts DESC LIMIT {_MOST}"
    )
    texts, numbers = _texts(view, rows), dict[str, int]()
    same = [numbers.setdefault(row[5], len(numbers)) for row in rows]
    posts = [Post(texts.get(row[5], ""), str(row[3]), row[2]) for row in rows]
    told = [
        Flooded(tuple((int(rows[at][0]), rows[at][1]) for at in one.places), one.authors, one.first, one.last)
        for one in floods(posts, same=same)
    ]
    return sorted(told, key=lambda one: one.last, reverse=True)


def _texts(view: View, rows: list[tuple[Any, ...]]) -> dict[str, str]:
    """What is said again in each group, in the words of one of its messages."""
    short = {row[5]: str(row[4]) for row in rows if row[4] is not None}
    long = {row[5]: row for row in rows if row[4] is None}
    if not long:
        return short
    days = [row[1] for row in long.values()]
    of = {int(row[0]): same for same, row in long.items()}
    query = EntryQuery(Period(min(days), max(days)), ids=tuple(sorted(of)), people_only=False)
    return short | {of[line.entry_id]: line.text or "" for line in view.lines(query)}
