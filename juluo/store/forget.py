"""Take away the words of old entries: text, and what of `detail` members and platforms wrote. Every count stays.

What numbers are made of stands in columns of its own (who, when, where, kind, `asks`, answers, mentions, media,
reactions) and stays, as does `sum`: the same export, read again, changes nothing. One number reads words, whether an
asker gave thanks; that is worked out before they go and stays as a mark in `detail`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import duckdb

from juluo.ledger.acts import RECORDS
from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.store.emptying import Emptying
from juluo.store.engine import scan
from juluo.store.table import LedgerTable
from juluo.store.text_rule import text_rule
from juluo.text.thanks import thanks_in_sql

if TYPE_CHECKING:
    from juluo.store.view import View

# No chat is older.
_EVER = date(1970, 1, 1)
# What is left in `detail` of words that gave thanks.
THANKED = "juluo.thanks"
_MARK = f'{{"{THANKED}":true}}'
# What operators stated and the desk appended are records, not members' words.
_RECORDS = "kind IN ({})".format(", ".join(f"'{k}'" for k in (Kind.MEMBER_COUNT, Kind.COMMUNITY, *RECORDS)))

Heard = Callable[[int, int], None]


def wordy(before: date) -> str:
    """The condition on rows of days before this one that still have words."""
    detail = f"detail IS NOT NULL AND detail <> '{_MARK}'"
    return f"(day < DATE '{before}' AND (text IS NOT NULL OR {detail}) AND NOT {_RECORDS})"


@dataclass(frozen=True, slots=True)
class OldWords:
    """How many entries have words that are older than a day, from which day to which."""

    entries: int
    first: date | None
    last: date | None


def old_words(view: "View", before: date) -> OldWords:
    """What a community's ledger holds of words of days before this one, as it stands."""
    source = view.source(Period(_EVER, before - timedelta(days=1)))
    rows = f"SELECT count(*), min(day), max(day) FROM {source} WHERE {view.snapshot.holds} AND {wordy(before)}"
    entries, first, last = view.ask(rows)[0]
    return OldWords(int(entries), first, last)


def words_since(view: "View") -> date | None:
    """The first day whose words are kept; None where all are."""
    return text_rule(view.register, view.community.slug).gone_before


def wordless(before: date, columns: Mapping[str, str]) -> dict[str, str]:
    """The wordy columns as they are written where words of days before this one are gone; else as in `columns`."""
    text, detail = columns.get("text", "text"), columns.get("detail", "detail")
    old = f"day < DATE '{before}' AND NOT {_RECORDS}"
    mark = f"CASE WHEN {thanks_in_sql(text)} OR coalesce({detail} = '{_MARK}', false) THEN '{_MARK}' END"
    return {
        **columns,
        "text": f"CASE WHEN {old} THEN NULL ELSE {text} END",
        "detail": f"CASE WHEN {old} THEN {mark} ELSE {detail} END",
    }


class Forgetting:
    """The words before a day leave the table. Runs under the store's lock.

    Each file is a commit of its own: killed anywhere, the next run goes on with what is left.
    """

    def __init__(self, ledger: LedgerTable, con: duckdb.DuckDBPyConnection, community: str, before: date) -> None:
        self.emptying = Emptying(ledger, con, community, "forget")
        self.con = con
        self.before = before

    def run(self, heard: Heard) -> int:
        """Returns from how many rows words were taken. `heard` is told how many files are done of how many."""
        hit = {path: rows for path in self.emptying.files() if (rows := self._counted(path))}
        for done, path in enumerate(hit):
            heard(done, len(hit))
            self.emptying.rewrite([path], wordless(self.before, {}))
        self.emptying.discard()
        return sum(hit.values())

    def _counted(self, path: str) -> int:
        found = self.con.execute(f"SELECT count(*) FROM {scan([path])} WHERE {wordy(self.before)}").fetchall()
        return int(found[0][0])
