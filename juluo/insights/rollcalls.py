"""Who said in some hours that they are here, and the 接龙 that went from hand to hand: for an operator to confirm."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from juluo.insights.members.names import folded
from juluo.insights.members.table import MemberTable
from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.store.view import View
from juluo.text.rollcall import ChainList, Listed, Word, chain_list, said_here

# A roll call of more is no event any more.
MOST_READ = 20_000


@dataclass(frozen=True, slots=True)
class Here:
    """A member's first message that says so."""

    account: int
    at: datetime
    word: Word
    entry_id: int


@dataclass(frozen=True, slots=True)
class RollCall:
    """What messages tell: who is here, and each 接龙 as it stood last.

    `read_until`: there were too many messages, and those after this moment were not read; None if all were.
    """

    here: tuple[Here, ...] = ()
    chains: tuple[ChainList, ...] = ()
    read_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A line of a list and the members it may mean: one, several of that name, or nobody known."""

    line: Listed
    codes: tuple[int, ...]


def roll_call(
    view: View, since: datetime, until: datetime, channel: int | None = None, most: int = MOST_READ
) -> RollCall:
    """Read the messages of a stretch of time, in one channel or in all, the earliest so many of them."""
    days = Period(view.calendar.day_of(since), view.calendar.day_of(until))
    kinds = tuple(sorted(ORIGINAL))
    lines = view.lines(EntryQuery(days, kinds, channel=channel, moments=((since, until),)), most + 1)
    here: dict[int, Here] = {}
    chains: dict[str, ChainList] = {}
    for line in lines[:most]:
        words = line.text or ""
        if found := chain_list(words):
            before = chains.get(found.title)
            if before is None or len(found.lines) >= len(before.lines):
                chains[found.title] = found
        elif line.account is not None and line.account not in here and (word := said_here(words)):
            here[line.account] = Here(line.account, line.at, word, line.entry_id)
    cut = lines[most - 1].at if len(lines) > most else None
    return RollCall(tuple(here.values()), tuple(chains.values()), cut)


def matched(lines: Sequence[Listed], table: MemberTable | None) -> tuple[Match, ...]:
    """Whom the lines of a list mean: members called exactly so, by the whole line or else by its name."""
    by_name: dict[str, list[int]] = {}
    if table is not None:
        for code, name in zip(table.codes, table.names, strict=True):
            by_name.setdefault(folded(str(name)).strip(), []).append(int(code))
    return tuple(
        Match(line, tuple(by_name.get(folded(line.rest)) or by_name.get(folded(line.name)) or ())) for line in lines
    )
