"""Merge what has arrived into the ledger, exactly, and publish it in one commit.

An entry is known by its id, a version of it by (id, sum). A version the ledger holds is a duplicate; a new version
replaces the current one unless it is provably older (edited earlier, or exported earlier): then it is kept but
never held. Where nothing proves the order, the later import wins.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
from deltalake import DeltaTable

from juluo.store.arrival import Arrival
from juluo.store.engine import quoted, scan, write_file
from juluo.store.facts import Counted
from juluo.store.schema import COLUMNS
from juluo.store.table import DataFile, LedgerTable, Note

# Spreads repeats of one line over the id space; below 2^32, so that the product stays inside int64.
_REPEAT = 2654435761
_ORDER = 'ORDER BY day, channel, account, ts, file, "offset"'


@dataclass(frozen=True, slots=True)
class Backing:
    """Which versions are backed by an import that still stands: introduced by it, or contained in it."""

    undone: frozenset[int]
    members: tuple[str, ...]

    def forget(self, con: duckdb.DuckDBPyConnection, relation: str) -> None:
        """Drop versions from a table (entry_id, sum, import_no, …) that no standing import backs."""
        if not self.undone:
            return
        held = f"SELECT entry_id, sum FROM {scan(list(self.members))}" if self.members else "SELECT 0, 0 WHERE false"
        con.execute(
            f"DELETE FROM {relation} WHERE import_no IN (SELECT unnest($undone)) AND (entry_id, sum) NOT IN ({held})",
            {"undone": sorted(self.undone)},
        )


class Append:
    """One arrival's way into the table. Runs under the store's lock."""

    def __init__(
        self, ledger: LedgerTable, con: duckdb.DuckDBPyConnection, arrival: Arrival, backing: Backing
    ) -> None:
        self.ledger = ledger
        self.con = con
        self.arrival = arrival
        self.backing = backing
        self.table: DeltaTable = ledger.open()
        self.version = self.table.version() + 1
        self.staged = f"read_parquet('{quoted(str(arrival.staged))}')"

    def run(self, members: Path, body: str) -> Counted:
        """Decide, write and commit. `body` goes into the commit's note; duplicates are listed in `members`."""
        repeats = self._number_batch()
        files = self.ledger.files(self.table, self.arrival.community)
        self._find_known(files)
        self._decide()
        fates = dict(self.con.execute("SELECT fate, count(*) FROM fates GROUP BY fate").fetchall())
        duplicates = fates.get("duplicate", 0)
        if duplicates:
            self._list_members(members)
        days = self._touched()
        version = self.table.version()
        if len(fates) > bool(duplicates):
            note = Note("import", self.arrival.community, self.arrival.import_no, days, body)
            added = [*self._new_files(), *self._closed_files()]
            version = self.ledger.commit(self.table, added, self._outdated(), note)
        older = fates.get("older", 0)
        return Counted(fates.get("new", 0), fates.get("replaced", 0), duplicates + older + repeats, days, version)

    def _number_batch(self) -> int:
        """Make `batch`: the arrival's final ids without its own repeats; returns how many those were."""
        named = "entry_id"
        if self.arrival.nameless:
            before = "row_number() OVER (PARTITION BY nameless, file, entry_id ORDER BY pos) - 1"
            named = f"CASE WHEN nameless THEN xor(entry_id, ({before}) * {_REPEAT}) ELSE entry_id END"
        self.con.execute(
            f"CREATE TEMP TABLE batch AS SELECT pos, {named} AS entry_id, sum, day, edited_at, exported_at"
            f" FROM {self.staged}",
        )
        rows, ids = self.con.execute("SELECT count(*), count(DISTINCT entry_id) FROM batch").fetchall()[0]
        if rows > ids:
            self.con.execute(
                "DELETE FROM batch WHERE pos IN (SELECT pos FROM (SELECT pos, row_number() OVER (PARTITION BY entry_id"
                " ORDER BY edited_at DESC NULLS LAST, exported_at DESC NULLS LAST, pos DESC) AS place FROM batch)"
                " WHERE place > 1)",
            )
        return int(rows - ids)

    def _find_known(self, files: list[str]) -> None:
        columns = "entry_id, sum, day, edited_at, exported_at, until, import_no"
        if not files:
            self.con.execute(
                "CREATE TEMP TABLE known AS SELECT entry_id, sum, day, edited_at, exported_at, pos AS until,"
                " 0 AS import_no, '' AS filename FROM batch WHERE false",
            )
            return
        self.con.execute(
            f"CREATE TEMP TABLE known AS SELECT {columns}, filename FROM {scan(files, named=True)}"
            " WHERE entry_id IN (SELECT entry_id FROM batch)",
        )
        self.backing.forget(self.con, "known")

    def _decide(self) -> None:
        """Make `fates`: one row per entry of the batch, with what becomes of it."""
        self.con.execute("""
            CREATE TEMP TABLE fates AS
            SELECT b.pos, b.entry_id, b.sum, b.day, c.day AS day_before, c.filename,
                CASE
                    WHEN v.entry_id IS NOT NULL THEN 'duplicate'
                    WHEN c.entry_id IS NULL THEN 'new'
                    WHEN coalesce(b.edited_at, 'epoch') < coalesce(c.edited_at, 'epoch') THEN 'older'
                    WHEN b.edited_at IS NOT DISTINCT FROM c.edited_at AND b.exported_at < c.exported_at THEN 'older'
                    ELSE 'replaced'
                END AS fate
            FROM batch b
            LEFT JOIN known c ON c.entry_id = b.entry_id AND c.until IS NULL
            LEFT JOIN (SELECT DISTINCT entry_id, sum FROM known) v ON v.entry_id = b.entry_id AND v.sum = b.sum
        """)

    def _list_members(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.con.execute(
            f"COPY (SELECT entry_id, sum FROM fates WHERE fate = 'duplicate') TO '{quoted(str(path))}'"
            " (FORMAT parquet, COMPRESSION zstd)",
        )

    def _touched(self) -> tuple[date, ...]:
        found = self.con.execute(
            "SELECT day FROM fates WHERE fate IN ('new', 'replaced')"
            " UNION SELECT day_before FROM fates WHERE fate = 'replaced' ORDER BY 1",
        )
        return tuple(day for (day,) in found.fetchall())

    def _new_files(self) -> Iterator[DataFile]:
        """One file for each month with entries to add, in the ledger's order."""
        months = self.con.execute(
            "SELECT strftime(day, '%Y-%m'), min(day), max(day) FROM fates WHERE fate <> 'duplicate'"
            " GROUP BY 1 ORDER BY 1",
        ).fetchall()
        given = {
            "entry_id": "f.entry_id",
            "import_no": f"{self.arrival.import_no}::INTEGER",
            "recorded_at": "$recorded_at::TIMESTAMPTZ",
            "seen": f"{self.version}::BIGINT",
            "until": f"CASE WHEN f.fate = 'older' THEN {self.version} END::BIGINT",
        }
        columns = ", ".join(f"{given.get(name, f's.{_q(name)}')} AS {_q(name)}" for name in COLUMNS)
        recorded_at = datetime.now(UTC)
        for month, first, last in months:
            path = self.ledger.new_path(self.arrival.community, month, self.arrival.import_no)
            query = (
                f"SELECT {columns} FROM {self.staged} s JOIN fates f ON f.pos = s.pos"
                f" WHERE f.fate <> 'duplicate' AND s.day BETWEEN DATE '{first}' AND DATE '{last}' {_ORDER}"
            )
            file = write_file(self.con, query, self.ledger.root, path, {"recorded_at": recorded_at})
            if file is not None:
                yield file

    def _outdated(self) -> list[str]:
        found = self.con.execute("SELECT DISTINCT filename FROM fates WHERE fate = 'replaced' ORDER BY 1").fetchall()
        return [path for (path,) in found]

    def _closed_files(self) -> Iterator[DataFile]:
        """The files that hold replaced rows, written again with those rows ended."""
        close = f"CASE WHEN until IS NULL AND r.entry_id IS NOT NULL THEN {self.version} ELSE until END"
        for old in self._outdated():
            month = Path(old).parent.name.split("=", 1)[1]
            path = self.ledger.new_path(self.arrival.community, month, self.arrival.import_no)
            query = (
                f"SELECT e.* REPLACE ({close} AS until) FROM {scan([old])} e LEFT JOIN"
                f" (SELECT entry_id FROM fates WHERE fate = 'replaced') r ON r.entry_id = e.entry_id {_ORDER}"
            )
            file = write_file(self.con, query, self.ledger.root, path, {})
            if file is not None:
                yield file


def _q(name: str) -> str:
    return f'"{name}"'
