"""One community's ledger as one reader sees it: a version that stays put while imports go on.

The indexes' stamp decides the version: their SQLite file is read in one transaction and the table is opened at the
version they tell of, so that roll-up, presence and entries always agree.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from deltalake import DeltaTable
from pyroaring import BitMap

from juluo.ledger.entry import Account, Channel, Entry
from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.store.engine import connect, scan
from juluo.store.facts import Community, Coverage
from juluo.store.imports import imports
from juluo.store.index import Index
from juluo.store.readers import Reading
from juluo.store.register import Register
from juluo.store.schema import COLUMNS, SQL_TYPES
from juluo.store.table import LedgerTable

# A day counts as covered from its first hour to its last if entries come within them: no export says where it ends.
_NEARLY = timedelta(hours=1)


class View:
    """What metrics and reports read."""

    def __init__(
        self, community: Community, register: Register, ledger: LedgerTable, index: Index, readers: Path
    ) -> None:
        self._sign = Reading(readers)
        index.presence.hold()
        self.community = community
        self.calendar = community.calendar
        self.register = register
        self.ledger = ledger
        self.index = index
        self.presence = index.presence
        self.version = index.presence.version
        self.table = DeltaTable(ledger.root, version=self.version)
        self.con = connect(self._sign.spill, "300MB")

    @cached_property
    def coverage(self) -> Coverage:
        """From when to when the community's exports tell, and what they can show."""
        told = [record for record in imports(self.register, self.community.slug) if not record.undone]
        moments = [record for record in told if record.first and record.last and not record.stated]
        told_of = sorted((r.first, max(r.exported_at or r.last, r.last)) for r in moments if r.first and r.last)
        spans = tuple(sorted({self._span(first, last) for first, last in told_of}))
        return Coverage(
            min((r.first for r in moments if r.first), default=None),
            max((r.last for r in moments if r.last), default=None),
            frozenset(sight for record in told for sight in record.sights),
            frozenset(platform for record in moments for platform in record.platforms),
            spans,
            _joined(told_of),
        )

    def _span(self, first: datetime, last: datetime | None) -> tuple[Any, Any]:
        return self.calendar.day_of(first), self.calendar.day_of(last or first)

    def complete(self, period: Period) -> bool:
        """Whether exports tell of the period from its start to its end, so that it may be compared."""
        start, until = self.calendar.bounds(period)
        stretches = self.coverage.stretches
        return any(first <= start + _NEARLY and last >= until - _NEARLY for first, last in stretches)

    @cached_property
    def channels(self) -> dict[int, Channel]:
        return self.register.channels(self.community.slug)

    @cached_property
    def bots(self) -> BitMap:
        return BitMap(self.register.flagged(self.community.slug, "is_bot"))

    @cached_property
    def aside(self) -> BitMap:
        """Whom metrics leave out unless asked: bots, and the staff who run the community."""
        return self.bots | BitMap(self.register.flagged(self.community.slug, "is_staff"))

    def accounts(self, codes: Sequence[int]) -> dict[int, Account]:
        return self.register.accounts(self.community.slug, codes)

    def lay_rollup(self, name: str, period: Period, *, everyone: bool = False) -> None:
        """Let `name` stand for the daily roll-up over a period: of members, or of staff and bots too."""
        source = self.index.rollup(period.first, period.last)
        within = (
            f"day BETWEEN DATE '{period.first}' AND DATE '{period.last}' AND {'true' if everyone else self._people()}"
        )
        self._view(name, f"SELECT * FROM ({source}) WHERE {within}" if source else _NOTHING)

    def wordless(self, period: Period, columns: Sequence[str]) -> str:
        """The SELECT of current, not retracted entries of a period without bots; `member` is false for staff."""
        listed = ", ".join(f'"{column}"' for column in columns)
        return (
            f"SELECT {listed}, {_outside(self.aside)} AS member FROM {self.source(period)}"
            f" WHERE until IS NULL AND NOT deleted AND {_outside(self.bots)}"
            f" AND day BETWEEN DATE '{period.first}' AND DATE '{period.last}'"
        )

    def source(self, period: Period) -> str:
        """The FROM clause over the files that may hold the period's entries."""
        files = self.ledger.files(self.table, self.community.slug, period.first, period.last)
        return scan(files) if files else _NO_ENTRIES

    def _people(self) -> str:
        return _outside(self.aside)

    def _view(self, name: str, query: str) -> None:
        self.con.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {query}")

    # entries behind numbers

    def _where(self, query: EntryQuery) -> str:
        terms = ["until IS NULL", f"day BETWEEN DATE '{query.period.first}' AND DATE '{query.period.last}'"]
        if query.kinds:
            terms.append("kind IN (" + ", ".join(f"'{kind}'" for kind in query.kinds) + ")")
        if query.channel is not None:
            terms.append(f"channel = {int(query.channel)}")
        if query.asks is not None:
            terms.append("asks" if query.asks else "NOT coalesce(asks, false)")
        for column, values in (("account", query.accounts), ("entry_id", query.ids)):
            if values is not None:
                terms.append(f"{column} IN ({', '.join(map(str, values)) or 'NULL'})")
        if query.people_only:
            terms.append(self._people())
        if not query.retracted:
            terms.append("NOT deleted")
        return " AND ".join(terms)

    def ids(self, query: EntryQuery) -> tuple[int, ...]:
        """Ids of all entries behind a number, in order of time."""
        found = self.con.execute(
            f'SELECT entry_id FROM {self.source(query.period)} WHERE {self._where(query)} ORDER BY ts, file, "offset"',
        ).fetchall()
        return tuple(entry_id for (entry_id,) in found)

    def count(self, query: EntryQuery) -> int:
        """How many entries stand behind a number."""
        found = self.con.execute(f"SELECT count(*) FROM {self.source(query.period)} WHERE {self._where(query)}")
        return int(found.fetchall()[0][0])

    def lines(self, query: EntryQuery, limit: int | None = None) -> list[Entry]:
        """The entries behind a number, in order of time; the first `limit` of them."""
        if limit is not None:
            query = self._head(query, limit)
        columns = ", ".join(f'"{column}"' for column in _READ)
        found = self.con.execute(
            f"SELECT {columns} FROM {self.source(query.period)} WHERE {self._where(query)}"
            ' ORDER BY ts, file, "offset"',
        ).fetchall()
        return [_entry(dict(zip(_READ, row, strict=True))) for row in found]

    def _head(self, query: EntryQuery, limit: int) -> EntryQuery:
        """The same query narrowed to its first entries: words are read of these alone."""
        found = self.con.execute(
            f"SELECT entry_id, day FROM {self.source(query.period)} WHERE {self._where(query)}"
            f' ORDER BY ts, file, "offset" LIMIT {int(limit)}',
        ).fetchall()
        days = [day for _, day in found] or [query.period.first]
        ids = tuple(entry_id for entry_id, _ in found)
        return replace(query, period=Period(min(days), max(days)), ids=ids)

    def close(self) -> None:
        self.con.close()
        self.presence.close()
        self._sign.close()


_READ = tuple(name for name in COLUMNS if name not in {"exported_at", "file", "seen", "until", "sum"})
# Spelled out: to register an Arrow table, DuckDB would load pandas, at 0.7 s of processor time.
_NO_ENTRIES = "(SELECT " + ", ".join(f'NULL::{SQL_TYPES[name]} AS "{name}"' for name in COLUMNS) + " LIMIT 0)"
_NOTHING = (
    "SELECT NULL::DATE AS day, NULL::INTEGER AS account, NULL::INTEGER AS channel, NULL::VARCHAR AS kind,"
    " NULL::INTEGER AS n, NULL::INTEGER AS asks, NULL::INTEGER AS reactions LIMIT 0"
)


def _joined(told_of: Sequence[tuple[datetime, datetime]]) -> tuple[tuple[datetime, datetime], ...]:
    """Stretches, in order, with those that overlap or meet laid together."""
    whole: list[tuple[datetime, datetime]] = []
    for first, last in told_of:
        if whole and first <= whole[-1][1] + 2 * _NEARLY:
            whole[-1] = (whole[-1][0], max(whole[-1][1], last))
        else:
            whole.append((first, last))
    return tuple(whole)


def _outside(accounts: BitMap) -> str:
    """The condition that an entry is by none of these accounts."""
    return f"(account IS NULL OR account NOT IN ({', '.join(map(str, accounts))}))" if accounts else "true"


def _entry(row: dict[str, Any]) -> Entry:
    row["at"] = row.pop("ts").astimezone(UTC)
    row["kind"] = Kind(row["kind"])
    row["mentions"] = tuple(row["mentions"] or ())
    row["detail"] = json.loads(row["detail"]) if row["detail"] else {}
    row["asks"] = bool(row["asks"])
    row["media"], row["reactions"] = row["media"] or 0, row["reactions"] or 0
    return Entry(**row)
