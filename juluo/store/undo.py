"""Take one import back exactly: what holds afterwards is what would hold if it had never been."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb

from juluo.store.backing import Backing, Whole, portions
from juluo.store.datafiles import Writer, pieces
from juluo.store.engine import scan, widen
from juluo.store.table import Change, DataFile, LedgerTable, Note


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
        self.writer = Writer(ledger, con, community, import_no)
        self.files = ledger.files(self.table, community)

    def run(self, own_members: Path, own_wholes: tuple[Whole, ...]) -> tuple[int, int, Change | None]:
        """Commit the undoing. Returns entries taken out, entries back at an earlier version, and the commit."""
        if not self.files:
            return 0, 0, None
        widen(self.con)
        self._find(own_members, own_wholes)
        gone, back = self.con.execute("SELECT count(*) FILTER (sum IS NULL), count(sum) FROM turned").fetchall()[0]
        if not gone + back:
            return 0, 0, None
        days: tuple[date, ...] = tuple(
            day
            for (day,) in self.con.execute(
                "SELECT day_before FROM turned UNION SELECT day FROM back ORDER BY 1"
            ).fetchall()
        )
        removed = self._files("closed")
        added = [*self._closed_files(removed), *self._restored_files()]
        note = Note("undo", self.community, self.import_no, days)
        version = self.ledger.commit(self.table, added, removed, note)
        return int(gone), int(back), Change(version, tuple(file.path for file in added), days)

    def _find(self, own_members: Path, own_wholes: tuple[Whole, ...]) -> None:
        """Make `turned`: entries whose version no longer holds, and the row that holds again in its place."""
        brought = ", ".join(str(no) for no in (self.import_no, *(whole.no for whole in own_wholes)))
        listed = f" UNION ALL SELECT entry_id FROM {scan([str(own_members)])}" if own_members.exists() else ""
        self.con.execute(
            "CREATE TEMP TABLE concerned AS SELECT DISTINCT entry_id FROM (SELECT entry_id FROM"
            f" {scan(self.files)} WHERE import_no IN ({brought}){listed})",
        )
        self.con.execute(
            "CREATE TEMP TABLE rivals AS SELECT r.entry_id, sum, day, edited_at, exported_at, seen, until, import_no,"
            f' file, "offset", file_index::INTEGER AS path FROM {scan(self.files)} r'
            " SEMI JOIN concerned c ON c.entry_id = r.entry_id",
        )
        self.con.execute("DROP TABLE concerned")
        self.backing.rank("rivals")
        self.con.execute(
            "CREATE TEMP TABLE turned AS SELECT c.entry_id, c.day AS day_before, c.path AS closed, r.sum"
            " FROM (FROM rivals WHERE until IS NULL) c LEFT JOIN (FROM ranked WHERE place = 1) r"
            " ON r.entry_id = c.entry_id WHERE r.sum IS DISTINCT FROM c.sum",
        )
        self.con.execute("CREATE TEMP TABLE back (entry_id BIGINT, sum INTEGER, day DATE, path INTEGER, seen BIGINT)")
        for within in portions(self.con, "turned"):
            self.con.execute(
                "INSERT INTO back SELECT DISTINCT ON (entry_id) r.entry_id, r.sum, r.day, r.path, r.seen"
                f" FROM (FROM rivals {within}) r JOIN (FROM turned {within}) t ON t.entry_id = r.entry_id"
                " AND t.sum = r.sum ORDER BY r.entry_id, r.import_no, r.seen",
            )

    def _files(self, column: str, table: str = "turned") -> list[str]:
        found = self.con.execute(f"SELECT DISTINCT {column} FROM {table} ORDER BY 1").fetchall()
        return [self.files[path] for (path,) in found]

    def _closed_files(self, closed: list[str]) -> Iterator[DataFile]:
        turned = "entry_id IN (SELECT entry_id FROM turned)"
        until = f"CASE WHEN until IS NULL AND {turned} THEN {self.version} ELSE until END"
        return self.writer.rewrite(closed, {"until": until})

    def _restored_files(self) -> Iterator[DataFile]:
        """Copies of the versions that hold again, from now on; their first rows keep telling what was known then."""
        counts = dict(self.con.execute("SELECT day, count(*) FROM back GROUP BY day").fetchall())
        files = self._files("path", "back")
        for piece in pieces(counts):
            source = (
                f"(FROM {scan(files)} WHERE day BETWEEN DATE '{piece.first}' AND DATE '{piece.last}') e"
                " SEMI JOIN back b ON b.entry_id = e.entry_id AND b.sum = e.sum AND b.seen = e.seen"
            )
            file = self.writer.write(piece.month, source, {}, seen=self.version, until=None)
            if file is not None:
                yield file
