"""Take one import back exactly: what holds afterwards is what would hold if it had never been."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb

from juluo.store.backing import Backing, Whole
from juluo.store.engine import IN_ORDER, in_file_order, quoted, scan, write_file
from juluo.store.schema import COLUMNS
from juluo.store.table import Change, DataFile, LedgerTable, Note, month_of


class Undo:
    """The undoing of one import. `backing` no longer counts it. Runs under the store's lock."""

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

    def run(self, own_members: Path, own_wholes: tuple[Whole, ...]) -> tuple[int, int, Change | None]:
        """Commit the undoing. Returns entries taken out, entries back at an earlier version, and the commit."""
        if not self.files:
            return 0, 0, None
        self._find(own_members, own_wholes)
        gone, back = self.con.execute("SELECT count(*) FILTER (sum IS NULL), count(sum) FROM turned").fetchall()[0]
        if not gone + back:
            return 0, 0, None
        days: tuple[date, ...] = tuple(
            day
            for (day,) in self.con.execute(
                "SELECT day_before FROM turned UNION SELECT day FROM turned WHERE sum IS NOT NULL ORDER BY 1"
            ).fetchall()
        )
        added = [*self._closed_files(), *self._restored_files()]
        removed = [path for (path,) in self.con.execute("SELECT DISTINCT closed FROM turned").fetchall()]
        note = Note("undo", self.community, self.import_no, days)
        version = self.ledger.commit(self.table, added, removed, note)
        return int(gone), int(back), Change(version, tuple(file.path for file in added), days)

    def _find(self, own_members: Path, own_wholes: tuple[Whole, ...]) -> None:
        """Make `turned`: entries whose version no longer holds, and the row that holds again in its place."""
        brought = ", ".join(str(no) for no in (self.import_no, *(whole.no for whole in own_wholes)))
        listed = f" UNION ALL SELECT entry_id FROM {scan([str(own_members)])}" if own_members.exists() else ""
        self.con.execute(
            "CREATE TEMP TABLE rivals AS SELECT entry_id, sum, day, edited_at, exported_at, seen, until, import_no,"
            f' file, "offset", filename FROM {scan(self.files, named=True)} WHERE entry_id IN (SELECT entry_id FROM'
            f" {scan(self.files)} WHERE import_no IN ({brought}){listed})",
        )
        self.backing.rank("rivals")
        self.con.execute(
            "CREATE TEMP TABLE turned AS SELECT c.entry_id, c.day AS day_before, c.filename AS closed, b.sum, b.day,"
            " b.filename, b.seen FROM (FROM rivals WHERE until IS NULL) c"
            " LEFT JOIN (FROM ranked WHERE place = 1) r ON r.entry_id = c.entry_id"
            " LEFT JOIN (SELECT DISTINCT ON (entry_id, sum) * FROM rivals ORDER BY entry_id, sum, import_no, seen) b"
            " ON b.entry_id = r.entry_id AND b.sum = r.sum WHERE r.sum IS DISTINCT FROM c.sum",
        )

    def _closed_files(self) -> Iterator[DataFile]:
        closed = self.con.execute("SELECT DISTINCT closed FROM turned ORDER BY 1").fetchall()
        with in_file_order(self.con):
            for (old,) in closed:
                path = self.ledger.new_path(self.community, month_of(old), self.import_no)
                query = (
                    "SELECT * REPLACE (CASE WHEN until IS NULL AND entry_id IN (SELECT entry_id FROM turned)"
                    f" THEN {self.version} ELSE until END AS until) FROM {scan([old])}"
                )
                file = write_file(self.con, query, self.ledger.root, path, {})
                if file is not None:
                    yield file

    def _restored_files(self) -> Iterator[DataFile]:
        """Copies of the versions that hold again, from now on; their first rows keep telling what was known then."""
        found = self.con.execute("SELECT DISTINCT filename FROM turned WHERE sum IS NOT NULL ORDER BY 1").fetchall()
        columns = ", ".join(
            {"seen": f"{self.version}::BIGINT AS seen", "until": "NULL::BIGINT AS until"}.get(name, f'e."{name}"')
            for name in COLUMNS
        )
        for (old,) in found:
            path = self.ledger.new_path(self.community, month_of(old), self.import_no)
            query = (
                f"SELECT {columns} FROM {scan([old])} e JOIN (SELECT entry_id, sum, seen FROM turned"
                f" WHERE filename = '{quoted(old)}') b ON b.entry_id = e.entry_id AND b.sum = e.sum"
                f" AND b.seen = e.seen {IN_ORDER}"
            )
            file = write_file(self.con, query, self.ledger.root, path, {})
            if file is not None:
                yield file
