"""Build and refresh what can be made again from the ledger: the daily roll-up and presence.

The roll-up counts entries per (day, account, channel, kind), one Parquet file a month. Both are stamped with the
ledger version they tell of; days in the commits since are made anew, and everything is when that can't be told.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import duckdb
import numpy as np
from pyroaring import BitMap

from juluo.ledger.kinds import SPOKE
from juluo.store import presence
from juluo.store.engine import quoted, scan
from juluo.store.presence import Presence
from juluo.store.table import LedgerTable

# A reader may have opened the roll-up just before it was renewed.
_GRACE = timedelta(minutes=10)
_COUNTS = (
    "SELECT day, account, channel, kind, count(*)::INTEGER AS n, (count(*) FILTER (asks))::INTEGER AS asks,"
    " coalesce(sum(reactions), 0)::INTEGER AS reactions"
    " FROM {source} WHERE until IS NULL AND NOT deleted AND {days} GROUP BY ALL"
)
_SPOKE = "kind IN (" + ", ".join(f"'{kind}'" for kind in sorted(SPOKE)) + ")"


class Index:
    """The indexes of one community under one folder."""

    def __init__(self, folder: Path, community: str) -> None:
        self.folder = folder
        self.community = community
        self.presence = Presence(folder / "presence.sqlite3")

    def rollup_paths(self, first: date | None = None, last: date | None = None) -> list[str]:
        """The roll-up's files that may hold those days."""
        low = "" if first is None else f"{first:%Y-%m}"
        high = "9999-99" if last is None else f"{last:%Y-%m}"
        files = self.presence.rollup_files()
        return [str(self.folder / name) for month, name in files.items() if low <= month <= high]

    def refresh(self, ledger: LedgerTable, con: duckdb.DuckDBPyConnection) -> None:
        """Bring the indexes up to the ledger as it stands. Runs under the store's lock."""
        table = ledger.open()
        version = table.version()
        stamp = self.presence.version
        if stamp == version:
            return
        notes = ledger.notes(table, stamp) if stamp >= 0 else {}
        known = stamp >= 0 and len(notes) == version - stamp
        days = sorted({day for note in notes.values() if note.community == self.community for day in note.days})
        if known and not days:
            with self.presence.writing(version):
                return
        files = ledger.files(table, self.community, *((days[0], days[-1]) if known else ()))
        self._build(con, files, days if known else None, version)

    def _build(self, con: duckdb.DuckDBPyConnection, files: list[str], days: list[date] | None, version: int) -> None:
        old = self.presence.rollup_files()
        months = self._months(files, days)
        made: dict[str, str] = {}
        con.execute("CREATE OR REPLACE TEMP TABLE renewed (day DATE)")
        if days is not None:
            con.execute("INSERT INTO renewed SELECT unnest($days)", {"days": days})
        for month, paths in months.items():
            kept = None if days is None else old.get(month)
            made[month] = self._write_month(con, month, paths, kept)
        wanted = None if days is None else set(days)
        with self.presence.writing(version) as db:
            presence.replace_days(db, wanted, self._bitmaps(con, list(made.values()), renewed=days is not None))
            if days is None:
                db.execute("DELETE FROM rollups")
            db.executemany("INSERT OR REPLACE INTO rollups VALUES (?, ?)", made.items())
        self._sweep(set(self.presence.rollup_files().values()))

    def _months(self, files: list[str], days: list[date] | None) -> dict[str, list[str]]:
        months: dict[str, list[str]] = {f"{day:%Y-%m}": [] for day in days or ()}
        for path in files:
            month = Path(path).parent.name.split("=", 1)[1]
            if days is None or month in months:
                months.setdefault(month, []).append(path)
        return dict(sorted(months.items()))

    def _write_month(self, con: duckdb.DuckDBPyConnection, month: str, paths: list[str], kept: str | None) -> str:
        """One month's roll-up: renewed days counted from the ledger, the others taken from the file `kept`."""
        parts: list[str] = []
        if paths:
            renewed = "day IN (SELECT day FROM renewed)" if kept is not None else "true"
            parts.append(_COUNTS.format(source=scan(paths), days=renewed))
        if kept is not None:
            old = scan([str(self.folder / kept)])
            parts.append(f"SELECT * FROM {old} WHERE day NOT IN (SELECT day FROM renewed)")
        name = f"rollup-{month}-{uuid4().hex[:8]}.parquet"
        con.execute(
            f"COPY ({' UNION ALL '.join(parts)} ORDER BY day, channel, kind, account)"
            f" TO '{quoted(str(self.folder / name))}' (FORMAT parquet, COMPRESSION zstd)",
        )
        return name

    def _bitmaps(
        self,
        con: duckdb.DuckDBPyConnection,
        names: list[str],
        *,
        renewed: bool,
    ) -> Iterator[tuple[str, str, date, BitMap]]:
        if not names:
            return
        source = scan([str(self.folder / name) for name in names])
        only = " AND day IN (SELECT day FROM renewed)" if renewed else ""
        for dim, key, where in (
            (presence.SPOKE, "''", _SPOKE),
            (presence.CHANNEL, "channel::VARCHAR", _SPOKE),
            (presence.KIND, "kind", "true"),
        ):
            found = con.sql(
                f"SELECT day, {key} AS key, list(DISTINCT account) AS people FROM {source}"
                f" WHERE account IS NOT NULL AND {where}{only} GROUP BY ALL",
            ).to_arrow_table()
            keys, days = found["key"].to_pylist(), found["day"].to_pylist()
            for word, day, people in zip(keys, days, found["people"], strict=True):
                yield dim, word, day, BitMap(np.asarray(people.values, dtype=np.uint32))

    def _sweep(self, live: set[str]) -> None:
        old = (datetime.now(UTC) - _GRACE).timestamp()
        for path in self.folder.glob("rollup-*.parquet"):
            if path.name not in live and path.stat().st_mtime < old:
                path.unlink(missing_ok=True)

    def forget(self) -> None:
        """Delete retired roll-ups at once."""
        live = set(self.presence.rollup_files().values())
        for path in self.folder.glob("rollup-*.parquet"):
            if path.name not in live:
                path.unlink(missing_ok=True)
