"""Persons of several accounts, as the store applies them: to bitmaps, to the engine's rows, to the entries it gives.

The ledger's rows and indexes keep the account that acted. A view puts the person in its place when it is asked, so
tying and untying cost one entry, and an earlier state has the persons that were known then.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import duckdb
from deltalake import DeltaTable
from pyroaring import BitMap

from juluo.ledger.entry import Entry
from juluo.ledger.kinds import Kind
from juluo.ledger.persons import Persons, persons
from juluo.ledger.sight import Sight
from juluo.store.engine import scan
from juluo.store.facts import Community, ImportRecord
from juluo.store.schema import HOLDS
from juluo.store.table import LedgerTable

# The table of tied accounts in the engine of a snapshot, where there are any.
TIED = "tied_accounts"
TYING = (Kind.ACCOUNT_TIED, Kind.ACCOUNT_UNTIED)
_KINDS = ", ".join(f"'{kind}'" for kind in TYING)
# The condition that an entry tells of what happened, not of who is who.
NO_TYING = f"kind NOT IN ({_KINDS})"


@dataclass(frozen=True, slots=True)
class State:
    """Where the ties of a community are looked for: the imports that stand, and the condition on rows that hold."""

    community: Community
    ledger: LedgerTable
    table: DeltaTable
    imports: Sequence[ImportRecord]
    holds: str = HOLDS

    def persons(self, con: duckdb.DuckDBPyConnection, bots: BitMap) -> Persons:
        """Who is one person. A program is no person: bots stay apart. Only files of days with ties are read."""
        files = {path for span in self._spans() for path in self.ledger.files(self.table, self.community.slug, *span)}
        if not files:
            return Persons()
        found = con.execute(
            f"SELECT kind, mentions FROM {scan(sorted(files))} WHERE kind IN ({_KINDS}) AND {self.holds}"
            " AND NOT deleted ORDER BY ts, entry_id"
        ).fetchall()
        return persons(((Kind(kind), tuple(codes or ())) for kind, codes in found), bots)

    def _spans(self) -> set[tuple[date, date]]:
        day_of = self.community.calendar.day_of
        told = [record for record in self.imports if Sight.TIES in record.sights]
        return {(day_of(record.first), day_of(record.last)) for record in told if record.first and record.last}


@dataclass(frozen=True)
class Merging:
    """How the accounts that act become the persons that are counted."""

    persons: Persons
    tied: BitMap

    @classmethod
    def of(cls, found: Persons) -> "Merging":
        return cls(found, BitMap(found.heads))

    def who(self, accounts: BitMap) -> BitMap:
        """The persons of accounts."""
        tied = accounts & self.tied
        return (accounts - tied) | BitMap([self.persons.heads[code] for code in tied]) if tied else accounts

    def everywhere(self, accounts: BitMap) -> BitMap:
        """All accounts of the persons who have any of these."""
        tied = accounts & self.tied
        return accounts | BitMap(self.persons.all_of(tied)) if tied else accounts

    def lay(self, con: duckdb.DuckDBPyConnection) -> None:
        """Put the table TIED into the engine, where every connection of a snapshot finds it."""
        con.execute(
            f"CREATE OR REPLACE TABLE {TIED} AS"
            " SELECT unnest($tied)::INTEGER AS tied, unnest($person)::INTEGER AS person",
            {"tied": list(self.persons.heads), "person": list(self.persons.heads.values())},
        )

    def rows(self, query: str, columns: Sequence[str]) -> str:
        """A query's rows with persons in the place of accounts; `columns` are those it has."""
        places = [name for name in ("account", "peer") if name in columns]
        instead = [f"coalesce(of_{name}.person, r.{name}) AS {name}" for name in places]
        joins = [f"LEFT JOIN {TIED} of_{name} ON of_{name}.tied = r.{name}" for name in places]
        if "mentions" in columns:
            heads = f"(SELECT map(list(tied), list(person)) AS heads FROM {TIED})"
            instead.append(
                "CASE WHEN len(r.mentions) > 0 THEN list_transform(r.mentions, lambda code:"
                " coalesce(known.heads[code], code)) ELSE r.mentions END AS mentions"
            )
            joins.append(f"CROSS JOIN {heads} known")
        return f"SELECT r.* REPLACE ({', '.join(instead)}) FROM ({query}) r {' '.join(joins)}"

    def first_words(self, query: str) -> str:
        """Rows of (who, spoke_first) with the earliest of each person's accounts at all of them."""
        return (
            f"WITH spoken AS ({query}), ours AS (SELECT person, min(spoke_first) AS spoke_first FROM spoken"
            f" JOIN {TIED} ON tied = who GROUP BY person) SELECT who, spoke_first FROM spoken"
            f" WHERE who NOT IN (SELECT tied FROM {TIED})"
            f" UNION ALL SELECT tied AS who, spoke_first FROM {TIED} JOIN ours USING (person)"
        )

    def entry(self, found: Entry) -> Entry:
        """An entry with the persons who acted in it."""
        heads = self.persons.heads
        if found.account not in heads and found.peer not in heads and heads.keys().isdisjoint(found.mentions):
            return found
        return replace(
            found,
            account=heads.get(found.account, found.account) if found.account is not None else None,
            peer=heads.get(found.peer, found.peer) if found.peer is not None else None,
            mentions=tuple(heads.get(code, code) for code in found.mentions),
        )
