"""Take one import back exactly: what only it brought goes, what others contain too stays."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb

from juluo.store.append import Backing
from juluo.store.engine import quoted, scan, write_file
from juluo.store.schema import COLUMNS
from juluo.store.table import DataFile, LedgerTable, Note


class Undo:
    """The undoing of one import. `backing` already counts it as undone. Runs under the store's lock."""

    def __init__(
        self,
        ledger: LedgerTable,
        con: duckdb.DuckDBPyConnection,
        community: str,
        import_no: int,
        backing: Backing,
    ) -> None:
        self.ledger = ledger
        self.con = con
        self.community = community
        self.import_no = import_no
        self.backing = backing
        self.table = ledger.open()
        self.version = self.table.version() + 1
        self.files = ledger.files(self.table, community)

    def run(self, own_members: Path) -> tuple[int, int, tuple[date, ...]]:
        """Commit the undoing. Returns entries taken out, entries back at an earlier version, and touched days."""
        if not self.files:
            return 0, 0, ()
        self._find(own_members)
        gone, back = self.con.execute(
            "SELECT count(*) FILTER (b.entry_id IS NULL), count(b.entry_id)"
            " FROM gone g LEFT JOIN back b ON b.entry_id = g.entry_id",
        ).fetchall()[0]
        if not gone + back:
            return 0, 0, ()
        days = tuple(
            day for (day,) in self.con.execute("SELECT day FROM gone UNION SELECT day FROM back ORDER BY 1").fetchall()
        )
        note = Note("undo", self.community, self.import_no, days)
        added = [*self._closed_files(), *self._restored_files()]
        removed = [path for (path,) in self.con.execute("SELECT DISTINCT filename FROM gone").fetchall()]
        self.ledger.commit(self.table, added, removed, note)
        return int(gone), int(back), days

    def _find(self, own_members: Path) -> None:
        """Make `gone` (current versions nobody backs any more) and `back` (what holds again in their place)."""
        own = f"SELECT entry_id FROM {scan([str(own_members)])}" if own_members.exists() else "SELECT 0 WHERE false"
        self.con.execute(
            "CREATE TEMP TABLE concerned AS SELECT entry_id, sum, day, edited_at, exported_at, seen, until, import_no,"
            f" filename FROM {scan(self.files, named=True)} WHERE entry_id IN (SELECT entry_id FROM"
            f" {scan(self.files)} WHERE import_no = {self.import_no} UNION ALL {own})",
        )
        self.con.execute("CREATE TEMP TABLE backed AS SELECT * FROM concerned")
        self.backing.forget(self.con, "backed")
        self.con.execute(
            "CREATE TEMP TABLE gone AS SELECT entry_id, day, filename FROM concerned c WHERE until IS NULL"
            " AND NOT EXISTS (FROM backed b WHERE b.entry_id = c.entry_id AND b.sum = c.sum)",
        )
        self.con.execute(
            "CREATE TEMP TABLE back AS SELECT * FROM backed WHERE entry_id IN (SELECT entry_id FROM gone)"
            " QUALIFY row_number() OVER (PARTITION BY entry_id ORDER BY edited_at DESC NULLS LAST,"
            " exported_at DESC NULLS LAST, seen DESC, (until = seen) ASC) = 1",
        )

    def _closed_files(self) -> Iterator[DataFile]:
        for (old,) in self.con.execute("SELECT DISTINCT filename FROM gone ORDER BY 1").fetchall():
            path = self.ledger.new_path(self.community, Path(old).parent.name.split("=", 1)[1], self.import_no)
            query = (
                f"SELECT e.* REPLACE (CASE WHEN until IS NULL AND g.entry_id IS NOT NULL THEN {self.version}"
                f" ELSE until END AS until) FROM {scan([old])} e LEFT JOIN gone g ON g.entry_id = e.entry_id"
                ' ORDER BY e.day, channel, account, ts, file, "offset"'
            )
            file = write_file(self.con, query, self.ledger.root, path, {})
            if file is not None:
                yield file

    def _restored_files(self) -> Iterator[DataFile]:
        """Copies of the versions that hold again, from now on; their first rows keep telling what was known then."""
        found = self.con.execute("SELECT filename, list(entry_id) FROM back GROUP BY 1 ORDER BY 1").fetchall()
        columns = ", ".join(
            {"seen": f"{self.version}::BIGINT AS seen", "until": "NULL::BIGINT AS until"}.get(name, f'e."{name}"')
            for name in COLUMNS
        )
        for old, _ in found:
            path = self.ledger.new_path(self.community, Path(old).parent.name.split("=", 1)[1], self.import_no)
            query = (
                f"SELECT {columns} FROM {scan([old])} e JOIN back b ON b.entry_id = e.entry_id AND b.sum = e.sum"
                f" AND b.seen = e.seen AND b.filename = '{quoted(old)}' ORDER BY e.day, e.channel, e.account, e.ts"
            )
            file = write_file(self.con, query, self.ledger.root, path, {})
            if file is not None:
                yield file
