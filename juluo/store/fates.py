"""What becomes of each arriving row: new, replacing what holds, older than that, or known already.

An entry is known by its id, a version of it by (id, sum). What most entries are, the same as what holds or wholly
new, one join tells; the others are ranked among all versions that imports back (backing.py).
"""

from datetime import date, datetime
from pathlib import Path

import duckdb

from juluo.store.arrival import Arrival
from juluo.store.backing import Backing, Whole, portions
from juluo.store.engine import quoted, scan, widen
from juluo.store.table import flush

# Spreads repeats of one line over the id space; below 2^32, so that the product stays inside int64.
_REPEAT = 2654435761
_FATE = "ENUM ('new', 'replaced', 'older', 'duplicate', 'contested')"


class Fates:
    """The deciding, over the ledger's `files`. After `decide` the table `fates` tells it, unless `all_new`."""

    def __init__(
        self,
        con: duckdb.DuckDBPyConnection,
        arrival: Arrival,
        files: list[str],
        backing: Backing,
        recorded_at: datetime,
    ) -> None:
        self.con = con
        self.files = files
        self.backing = backing
        self.recorded_at = recorded_at
        self.nameless = arrival.nameless
        self.rows = arrival.rows
        self.staged = f"read_parquet('{quoted(str(arrival.staged))}')"
        self.repeated = arrival.repeated()
        self.rival_files: list[str] = []
        self.all_new = not files and not self.repeated

    def decide(self) -> dict[str, int]:
        """Settle every row's fate; returns how many rows met each."""
        self.con.execute(f"CREATE TYPE FATE AS {_FATE}")
        self.con.execute(
            "CREATE TEMP TABLE rivals (entry_id BIGINT, sum INTEGER, day DATE, edited_at TIMESTAMPTZ, exported_at"
            ' TIMESTAMPTZ, until BIGINT, import_no INTEGER, file INTEGER, "offset" BIGINT, path INTEGER)',
        )
        if self.all_new:
            return {"new": self.rows}
        self._number_batch()
        self._find_known()
        self._compare()
        (disputed,) = self.con.execute("SELECT count(*) FROM fates WHERE fate = 'contested'").fetchall()[0]
        if disputed:
            self._settle_contested()
        counts = self.con.execute("SELECT fate::VARCHAR, count(*) FROM fates GROUP BY 1").fetchall()
        return {fate: int(count) for fate, count in counts}

    def days(self) -> dict[date, int]:
        """How many rows are to be written on each day."""
        source = self.staged if self.all_new else "fates WHERE fate <> 'duplicate'"
        return dict(self.con.execute(f"SELECT day, count(*) FROM {source} GROUP BY day").fetchall())

    def days_before(self) -> list[date]:
        """The days on which replaced entries stood."""
        if self.all_new:
            return []
        return [day for (day,) in self.con.execute(f"SELECT DISTINCT day {_REPLACED}").fetchall()]

    def outdated(self) -> list[str]:
        """The files that hold replaced rows."""
        if self.all_new:
            return []
        found = self.con.execute(f"SELECT DISTINCT path {_REPLACED} ORDER BY 1").fetchall()
        return [self.rival_files[path] for (path,) in found]

    def _number_batch(self) -> None:
        """Make `batch`: the arriving rows under their final ids."""
        extra = ", nameless, file" if self.nameless and self.repeated else ""
        self.con.execute(f"CREATE TEMP TABLE batch AS SELECT pos, entry_id, sum, day{extra} FROM {self.staged}")
        if extra:
            self._number_repeats()

    def _number_repeats(self) -> None:
        """A line that came before in its file becomes an entry of its own, by how often it came."""
        self.con.execute(
            f"UPDATE batch SET entry_id = xor(batch.entry_id, r.before * {_REPEAT}) FROM (SELECT pos,"
            " row_number() OVER (PARTITION BY file, entry_id ORDER BY pos) - 1 AS before FROM batch WHERE nameless"
            " AND (file, entry_id) IN (SELECT (file, entry_id) FROM batch WHERE nameless"
            " GROUP BY file, entry_id HAVING count(*) > 1)) r WHERE r.pos = batch.pos AND r.before > 0",
        )

    def _find_known(self) -> None:
        """Make `known`: what the ledger has of the batch's entries."""
        source = (
            f"{scan(self.files)} k SEMI JOIN batch b ON b.entry_id = k.entry_id"
            if self.files
            else "(SELECT 0::BIGINT entry_id, 0 sum, 0::BIGINT until, 0 import_no, 0 file_index) k WHERE false"
        )
        self.con.execute(
            "CREATE TEMP TABLE known AS SELECT k.entry_id, k.sum, until IS NULL AS holds, import_no,"
            f" file_index::INTEGER AS file_index FROM {source}",
        )

    def _compare(self) -> None:
        """Make `fates`: one row per row of the batch; the batch is not needed any more."""
        self.con.execute(
            "CREATE TEMP TABLE fates AS SELECT pos, b.entry_id, b.sum, b.day, (CASE WHEN c.entry_id IS NULL THEN 'new'"
            " WHEN c.sum = b.sum THEN 'duplicate' ELSE 'contested' END)::FATE AS fate"
            " FROM batch b LEFT JOIN (FROM known WHERE holds) c ON c.entry_id = b.entry_id",
        )
        self.con.execute("DROP TABLE batch")
        if self.repeated:
            self.con.execute(
                "UPDATE fates SET fate = 'contested' WHERE entry_id IN"
                " (SELECT entry_id FROM fates GROUP BY entry_id HAVING count(*) > 1)",
            )
        self.con.execute(
            "UPDATE fates SET fate = 'contested' WHERE fate = 'new' AND entry_id IN"
            " (SELECT entry_id FROM known WHERE NOT holds)",
        )

    def _settle_contested(self) -> None:
        """Rank the contested entries' versions, those of the ledger and those arriving, and set their fates."""
        widen(self.con)
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
            self.rival_files = [self.files[place] for (place,) in rows]
            self.con.execute(
                "INSERT INTO rivals SELECT entry_id, sum, day, edited_at, exported_at, until, import_no, file,"
                f' "offset", file_index FROM {scan(self.rival_files)}'
                " WHERE entry_id IN (SELECT entry_id FROM arriving)",
            )
        self.backing.rank("rivals")
        self.con.execute("CREATE TEMP TABLE backed AS FROM ranked")
        self.backing.rank("rivals", "arriving")
        self.con.execute("CREATE TEMP TABLE settled (pos BIGINT, fate FATE)")
        for within in portions(self.con, "arriving"):
            self.con.execute(_SETTLED.format(within=within))
        for table in ("arriving", "backed", "ranked"):
            self.con.execute(f"DROP TABLE {table}")
        # An update of so many rows would keep the old ones in memory beside the new.
        self.con.execute(
            "CREATE TEMP TABLE told AS SELECT f.* REPLACE (coalesce(s.fate, f.fate) AS fate)"
            " FROM fates f LEFT JOIN settled s ON s.pos = f.pos",
        )
        self.con.execute("DROP TABLE fates")
        self.con.execute("ALTER TABLE told RENAME TO fates")

    def remember(self, members: Path, brought: dict[int, int], duplicates: int, *, simple: bool) -> tuple[Whole, ...]:
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


_REPLACED = "FROM rivals WHERE until IS NULL AND entry_id IN (SELECT entry_id FROM fates WHERE fate = 'replaced')"
# The first of equal rows stands for its version; a version that holds and isn't the one that held is written, and so
# is one that nothing backed before, as never having held.
_SETTLED = """
    INSERT INTO settled
    SELECT a.pos, (CASE
        WHEN a.pos <> min(a.pos) OVER (PARTITION BY a.entry_id, a.sum) THEN 'duplicate'
        WHEN r.place = 1 AND b.place IS NOT DISTINCT FROM 1 THEN 'duplicate'
        WHEN r.place = 1 AND k.entry_id IS NOT NULL THEN 'replaced'
        WHEN r.place = 1 THEN 'new'
        WHEN b.place IS NULL THEN 'older'
        ELSE 'duplicate'
    END)::FATE
    FROM (FROM arriving {within}) a
    JOIN (FROM ranked {within}) r ON r.entry_id = a.entry_id AND r.sum = a.sum
    LEFT JOIN (FROM backed {within}) b ON b.entry_id = a.entry_id AND b.sum = a.sum
    LEFT JOIN (SELECT entry_id FROM backed {within} AND place = 1) k ON k.entry_id = a.entry_id
"""
