"""Take one import back exactly: what holds afterwards is what would hold if it had never been."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb

from juluo.store.backing import Backing, Whole
from juluo.store.datafiles import Writer, pieces
from juluo.store.engine import scan
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
        removed = [path for (path,) in self.con.execute("SELECT DISTINCT closed FROM turned ORDER BY 1").fetchall()]
        added = [*self._closed_files(removed), *self._restored_files()]
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

    def _closed_files(self, closed: list[str]) -> Iterator[DataFile]:
        turned = "entry_id IN (SELECT entry_id FROM turned)"
        until = f"CASE WHEN until IS NULL AND {turned} THEN {self.version} ELSE until END"
        return self.writer.rewrite(closed, {"until": until})

    def _restored_files(self) -> Iterator[DataFile]:
        """Copies of the versions that hold again, from now on; their first rows keep telling what was known then."""
        again = "SELECT entry_id, sum, seen AS first_seen, filename FROM turned WHERE sum IS NOT NULL"
        counts = dict(
            self.con.execute("SELECT day, count(*) FROM turned WHERE sum IS NOT NULL GROUP BY day").fetchall()
        )
        files = [path for (path,) in self.con.execute(f"SELECT DISTINCT filename FROM ({again})").fetchall()]
        for piece in pieces(counts):
            source = (
                f"(FROM {scan(files, named=True)} WHERE day BETWEEN DATE '{piece.first}' AND DATE '{piece.last}') e"
                f" SEMI JOIN ({again}) t ON t.entry_id = e.entry_id AND t.sum = e.sum AND t.first_seen = e.seen"
            )
            file = self.writer.write(piece.month, source, {}, seen=self.version, until=None)
            if file is not None:
                yield file
