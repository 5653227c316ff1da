"""Merge what has arrived into the ledger, exactly, and publish it in one commit.

An entry is known by its id, a version of it by (id, sum). What most entries are, the same as what holds or wholly
new, one join tells; the others are ranked among all versions that imports back (backing.py).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb
from deltalake import DeltaTable

from juluo.store.arrival import Arrival
from juluo.store.backing import Backing, Whole
from juluo.store.engine import IN_ORDER, in_file_order, quoted, scan, write_file
from juluo.store.facts import Counted
from juluo.store.imports import Closing
from juluo.store.schema import COLUMNS
from juluo.store.table import Change, DataFile, LedgerTable, Note, flush, month_of
from juluo.store.traces import masked

# Spreads repeats of one line over the id space; below 2^32, so that the product stays inside int64.
_REPEAT = 2654435761
_FATE = "ENUM ('new', 'replaced', 'older', 'duplicate', 'contested')"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an append has done: its counts, its commit if there was one, and what is to be recorded of it."""

    counted: Counted
    change: Change | None
    closing: Closing


class Append:
    """One arrival's way into the table. Runs under the store's lock."""

    def __init__(
        self,
        ledger: LedgerTable,
        con: duckdb.DuckDBPyConnection,
        arrival: Arrival,
        backing: Backing,
        closing: Closing,
        erased: Sequence[int],
        traces: str,
    ) -> None:
        self.ledger = ledger
        self.con = con
        self.arrival = arrival
        self.backing = backing
        self.closing = closing
        self.recorded_at = closing.recorded_at
        self.erased = erased
        self.traces = traces
        self.table: DeltaTable = ledger.open()
        self.version = self.table.version() + 1
        self.files = ledger.files(self.table, arrival.community)
        self.staged = f"read_parquet('{quoted(str(arrival.staged))}')"
        self.renumbered = False

    def run(self, members: Path, brought: dict[int, int], *, simple: bool) -> Outcome:
        """Decide, write and commit. Versions that were known are listed in `members`, or told as whole imports.

        `brought` tells how many versions each standing import brought; `simple` that each has but one row.
        """
        self.con.execute(f"CREATE TYPE FATE AS {_FATE}")
        repeats = self._number_batch()
        self._find_known()
        self._decide(contested=repeats > 0)
        fates: dict[str, int] = dict(
            self.con.execute("SELECT fate::VARCHAR, count(*) FROM fates GROUP BY 1").fetchall()
        )
        duplicates = fates.pop("duplicate", 0)
        wholes = self._remember(members, brought, duplicates, simple=simple and not repeats) if duplicates else ()
        closing = replace(self.closing, versions=sum(fates.values()), wholes=wholes)
        change = self._published(closing, whole=not duplicates) if fates else None
        changed = fates.get("new", 0), fates.get("replaced", 0)
        days, version = (change.days, change.version) if change else ((), self.table.version())
        return Outcome(Counted(*changed, self.arrival.rows - sum(changed), days, version), change, closing)

    def _published(self, closing: Closing, *, whole: bool) -> Change:
        days = self._touched()
        note = Note("import", self.arrival.community, self.arrival.import_no, days, closing.words())
        added = [*self._new_files(whole=whole), *self._closed_files()]
        version = self.ledger.commit(self.table, added, self._outdated(), note)
        return Change(version, tuple(file.path for file in added), days)

    def _number_batch(self) -> int:
        """Make `batch`: the arrival's final ids, each version once; returns how many rows share their id."""
        extra = ", nameless, file" if self.arrival.nameless else ""
        self.con.execute(f"CREATE TEMP TABLE batch AS SELECT pos, entry_id, sum, day{extra} FROM {self.staged}")
        if self.arrival.nameless:
            self._number_repeats()
        rows, ids = self.con.execute("SELECT count(*), count(DISTINCT entry_id) FROM batch").fetchall()[0]
        return int(rows - ids)

    def _number_repeats(self) -> None:
        """A line that came before in its file becomes an entry of its own, by how often it came."""
        found = self.con.execute(
            f"UPDATE batch SET entry_id = xor(batch.entry_id, r.before * {_REPEAT}) FROM (SELECT pos,"
            " row_number() OVER (PARTITION BY file, entry_id ORDER BY pos) - 1 AS before FROM batch WHERE nameless"
            " AND (file, entry_id) IN (SELECT (file, entry_id) FROM batch WHERE nameless"
            " GROUP BY file, entry_id HAVING count(*) > 1)) r WHERE r.pos = batch.pos AND r.before > 0",
        ).fetchone()
        self.renumbered = bool(found and found[0])

    def _find_known(self) -> None:
        """Make `known`: what the ledger has of the batch's entries."""
        source = (
            f"{scan(self.files)} WHERE entry_id IN (SELECT entry_id FROM batch)"
            if self.files
            else "(SELECT 0::BIGINT entry_id, 0 sum, 0::BIGINT until, 0 import_no, 0 file_index) WHERE false"
        )
        self.con.execute(
            "CREATE TEMP TABLE known AS SELECT entry_id, sum, until IS NULL AS holds, import_no,"
            f" file_index::INTEGER AS file_index FROM {source}",
        )

    def _decide(self, *, contested: bool) -> None:
        """Make `fates`: one row per row of the batch, with what becomes of it."""
        self.con.execute(
            "CREATE TEMP TABLE fates AS SELECT pos, b.entry_id, b.sum, (CASE WHEN c.entry_id IS NULL THEN 'new'"
            " WHEN c.sum = b.sum THEN 'duplicate' ELSE 'contested' END)::FATE AS fate"
            " FROM batch b LEFT JOIN (FROM known WHERE holds) c ON c.entry_id = b.entry_id"
            if self.files
            else "CREATE TEMP TABLE fates AS SELECT pos, entry_id, sum, 'new'::FATE AS fate FROM batch",
        )
        if contested:
            self.con.execute(
                "UPDATE fates SET fate = 'contested' WHERE entry_id IN"
                " (SELECT entry_id FROM batch GROUP BY entry_id HAVING count(*) > 1)",
            )
        if self.files:
            self.con.execute(
                "UPDATE fates SET fate = 'contested' WHERE fate = 'new' AND entry_id IN"
                " (SELECT entry_id FROM known WHERE NOT holds)",
            )
        (disputed,) = self.con.execute("SELECT count(*) FROM fates WHERE fate = 'contested'").fetchall()[0]
        self.con.execute(
            "CREATE TEMP TABLE rivals (entry_id BIGINT, sum INTEGER, day DATE, edited_at TIMESTAMPTZ, exported_at"
            ' TIMESTAMPTZ, until BIGINT, import_no INTEGER, file INTEGER, "offset" BIGINT, filename VARCHAR)',
        )
        if disputed:
            self._settle_contested()

    def _settle_contested(self) -> None:
        """Rank the contested entries' versions, those of the ledger and those arriving, and set their fates."""
        self.con.execute(
            "CREATE TEMP TABLE arriving AS SELECT f.pos, f.entry_id, f.sum, s.edited_at, s.exported_at, s.file,"
            f' s."offset", $now::TIMESTAMPTZ AS recorded_at FROM {self.staged} s JOIN fates f ON f.pos = s.pos'
            " WHERE f.fate = 'contested'",
            {"now": self.recorded_at},
        )
        rows = self.con.execute(
            "SELECT DISTINCT file_index FROM known WHERE entry_id IN (SELECT entry_id FROM arriving)"
        ).fetchall()
        if rows:
            files = [self.files[place] for (place,) in rows]
            self.con.execute(
                "INSERT INTO rivals SELECT entry_id, sum, day, edited_at, exported_at, until, import_no, file,"
                f' "offset", filename FROM {scan(files, named=True)}'
                " WHERE entry_id IN (SELECT entry_id FROM arriving)",
            )
        self.backing.rank("rivals")
        self.con.execute("CREATE TEMP TABLE backed AS FROM ranked")
        self.backing.rank("rivals", "arriving")
        self.con.execute(_SETTLED)

    def _remember(self, members: Path, brought: dict[int, int], duplicates: int, *, simple: bool) -> tuple[Whole, ...]:
        """Write down which known versions this import contains: whole imports by number, others one by one."""
        dated = f"(SELECT pos, exported_at FROM {self.staged})"
        versions = "count(*)" if simple else "count(DISTINCT (k.entry_id, k.sum))"
        found = self.con.execute(
            f"SELECT k.import_no, {versions}, min(s.exported_at), max(s.exported_at), count(s.exported_at), count(*)"
            " FROM known k JOIN fates f ON f.entry_id = k.entry_id AND f.sum = k.sum AND f.fate = 'duplicate'"
            f" JOIN {dated} s ON s.pos = f.pos GROUP BY 1",
        ).fetchall()
        wholes = {
            no: (Whole(no, first), rows)
            for no, known, first, last, dates, rows in found
            if known == brought.get(no) and first == last and dates in {0, rows}
        }
        if not simple or sum(rows for _, rows in wholes.values()) < duplicates:
            apart = ", ".join(map(str, wholes)) or "NULL"
            self._list(
                members,
                f"SELECT f.entry_id, f.sum, s.exported_at FROM fates f JOIN {dated} s ON s.pos = f.pos"
                " WHERE f.fate = 'duplicate' AND NOT EXISTS (FROM known k WHERE k.entry_id = f.entry_id"
                f" AND k.sum = f.sum AND k.import_no IN ({apart}))",
            )
        return tuple(whole for whole, _ in wholes.values())

    def _list(self, members: Path, query: str) -> None:
        members.parent.mkdir(parents=True, exist_ok=True)
        copied = self.con.execute(f"COPY ({query}) TO '{quoted(str(members))}' (FORMAT parquet, COMPRESSION zstd)")
        if copied.fetchall()[0][0]:
            flush(members)
        else:
            members.unlink()

    def _touched(self) -> tuple[date, ...]:
        found = self.con.execute(
            "SELECT day FROM batch WHERE pos IN (SELECT pos FROM fates WHERE fate IN ('new', 'replaced')) UNION"
            " SELECT day FROM rivals WHERE until IS NULL AND entry_id IN"
            " (SELECT entry_id FROM fates WHERE fate = 'replaced') ORDER BY 1",
        )
        return tuple(day for (day,) in found.fetchall())

    def _new_files(self, *, whole: bool) -> Iterator[DataFile]:
        """One file for each month with entries to add, in the ledger's order. `whole`: every row is one of them."""
        months = self.con.execute(
            "SELECT strftime(month, '%Y-%m'), first, last FROM (SELECT date_trunc('month', day) AS month, min(day) AS"
            " first, max(day) AS last FROM batch WHERE pos IN (SELECT pos FROM fates WHERE fate <> 'duplicate')"
            " GROUP BY 1) ORDER BY 1",
        ).fetchall()
        fates = "" if self._all_new(whole=whole) else " JOIN fates f ON f.pos = s.pos AND f.fate <> 'duplicate'"
        columns = self._columns(settled=bool(fates))
        for month, first, last in months:
            path = self.ledger.new_path(self.arrival.community, month, self.arrival.import_no)
            query = (
                f"SELECT {columns} FROM {self.staged} s{fates}"
                f" WHERE s.day BETWEEN DATE '{first}' AND DATE '{last}' {IN_ORDER}"
            )
            file = write_file(self.con, query, self.ledger.root, path, {"recorded_at": self.recorded_at})
            if file is not None:
                yield file

    def _all_new(self, *, whole: bool) -> bool:
        return (
            whole
            and not self.renumbered
            and not self.con.execute("SELECT count(*) FROM fates WHERE fate <> 'new'").fetchall()[0][0]
        )

    def _columns(self, *, settled: bool) -> str:
        """The select list of new rows: the staged columns, and what the append gives them."""
        given = {
            "import_no": f"{self.arrival.import_no}::INTEGER",
            "recorded_at": "$recorded_at::TIMESTAMPTZ",
            "seen": f"{self.version}::BIGINT",
            "until": f"CASE WHEN f.fate = 'older' THEN {self.version} END::BIGINT" if settled else "NULL::BIGINT",
        }
        if settled:
            given["entry_id"] = "f.entry_id"
        given |= masked(self.erased, self.traces, "s.")
        return ", ".join(f"{given.get(name, f's.{_q(name)}')} AS {_q(name)}" for name in COLUMNS)

    def _outdated(self) -> list[str]:
        found = self.con.execute(
            "SELECT DISTINCT filename FROM rivals WHERE until IS NULL AND entry_id IN"
            " (SELECT entry_id FROM fates WHERE fate = 'replaced') ORDER BY 1",
        ).fetchall()
        return [path for (path,) in found]

    def _closed_files(self) -> Iterator[DataFile]:
        """The files that hold replaced rows, written again with those rows ended."""
        with in_file_order(self.con):
            for old in self._outdated():
                path = self.ledger.new_path(self.arrival.community, month_of(old), self.arrival.import_no)
                query = (
                    f"SELECT * REPLACE (CASE WHEN until IS NULL AND entry_id IN (SELECT entry_id FROM fates"
                    f" WHERE fate = 'replaced') THEN {self.version} ELSE until END AS until) FROM {scan([old])}"
                )
                file = write_file(self.con, query, self.ledger.root, path, {})
                if file is not None:
                    yield file


# The first of equal rows stands for its version; a version that holds and isn't the one that held is written, and so
# is one that nothing backed before, as never having held.
_SETTLED = """
    UPDATE fates SET fate = d.fate FROM (
        SELECT a.pos, (CASE
            WHEN a.pos <> min(a.pos) OVER (PARTITION BY a.entry_id, a.sum) THEN 'duplicate'
            WHEN r.place = 1 AND b.place IS NOT DISTINCT FROM 1 THEN 'duplicate'
            WHEN r.place = 1 AND a.entry_id IN (SELECT entry_id FROM backed) THEN 'replaced'
            WHEN r.place = 1 THEN 'new'
            WHEN b.place IS NULL THEN 'older'
            ELSE 'duplicate'
        END)::FATE AS fate
        FROM arriving a
        JOIN ranked r ON r.entry_id = a.entry_id AND r.sum = a.sum
        LEFT JOIN backed b ON b.entry_id = a.entry_id AND b.sum = a.sum
    ) d WHERE d.pos = fates.pos
"""


def _q(name: str) -> str:
    return f'"{name}"'
