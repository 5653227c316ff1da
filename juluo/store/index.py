"""Build and refresh what can be made again from the ledger: the daily roll-up and presence.

The roll-up counts entries per (day, account, channel, kind). A refresh writes the days it touched into one new
Parquet file, and the index remembers in which file each day lies; months spread over many files are laid together.
What a commit added and ended is told by its own files, so a refresh costs what the commit touched.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import duckdb
from deltalake import DeltaTable

from juluo.store.bitmaps import bitmaps
from juluo.store.datafiles import ROWS_A_FILE
from juluo.store.engine import quoted, scan
from juluo.store.presence import Presence, Row
from juluo.store.readers import anybody_reads
from juluo.store.schema import HOLDS, held_at
from juluo.store.table import Change, LedgerTable, month_of

# A reader may have looked up a file just before it was retired.
_GRACE = timedelta(minutes=10)
_MANY = 8
_KEYS = "day, account, channel, kind"
_COUNTS = (
    f"SELECT {_KEYS}, sum(sign)::INTEGER AS n, coalesce(sum(sign) FILTER (asks), 0)::INTEGER AS asks,"
    " coalesce(sum(sign * reactions), 0)::INTEGER AS reactions FROM ({rows}) GROUP BY ALL"
)
_SUMS = (
    "SELECT coalesce(o.day, d.day) AS day, coalesce(o.account, d.account) AS account,"
    " coalesce(o.channel, d.channel) AS channel, coalesce(o.kind, d.kind) AS kind,"
    " coalesce(o.n, 0) + coalesce(d.n, 0) AS n, coalesce(o.asks, 0) + coalesce(d.asks, 0) AS asks,"
    " coalesce(o.reactions, 0) + coalesce(d.reactions, 0) AS reactions FROM ({before}) o FULL JOIN ({change}) d"
    " ON o.day = d.day AND o.channel = d.channel AND o.kind = d.kind AND o.account IS NOT DISTINCT FROM d.account"
    " WHERE coalesce(o.n, 0) + coalesce(d.n, 0) <> 0"
)


@dataclass(frozen=True, slots=True)
class Counted:
    """Days counted anew: the file of their roll-up, the days that have rows in it, and who was there."""

    file: str
    days: Sequence[date]
    found: set[date]
    people: list[Row]


class Index:
    """The indexes of one community under one folder; `readers` is where views show that they read."""

    def __init__(self, folder: Path, community: str, readers: Path, presence: Presence | None = None) -> None:
        self.folder = folder
        self.community = community
        self.readers = readers
        self.presence = presence or Presence(folder / "presence.sqlite3")

    def close(self) -> None:
        self.presence.close()

    def rollup(self, first: date | None = None, last: date | None = None) -> str | None:
        """The query over the roll-up rows of those days; None if there are none."""
        parts = [
            f"SELECT * FROM {scan([str(self.folder / name)])} WHERE {_within(days)}"
            for name, days in _by_file(self.presence.rollup_files(first, last)).items()
        ]
        return " UNION ALL ".join(parts) or None

    def refresh(self, ledger: LedgerTable, con: duckdb.DuckDBPyConnection, change: Change | None = None) -> None:
        """Bring the indexes up to the ledger as it stands; `change` is the last commit, if it is of this community.

        Runs under the store's lock.
        """
        table = ledger.open()
        version = table.version()
        stamp = self.presence.version
        if stamp == version:
            return
        if change is not None and version == change.version and self._follows(ledger, table, stamp, change):
            self._add(con, change, [str(ledger.root / path) for path in change.paths])
            return
        self._recount(ledger, table, con, self._touched(ledger, table, stamp), version)

    def past(
        self, folder: Path, ledger: LedgerTable, table: DeltaTable, con: duckdb.DuckDBPyConnection, version: int
    ) -> "Index":
        """The indexes as of an earlier version, in a folder of their own: days touched since are counted anew."""
        touched = self._touched(ledger, table, version)
        if touched == []:
            return self
        copied = self.presence.copied(folder / "presence.sqlite3", self.folder)
        made = Index(folder, self.community, self.readers, copied)
        made._recount(ledger, table, con, touched, version, held_at(version))
        return made

    def part(self, folder: Path, con: duckdb.DuckDBPyConnection, rows: str, *, counted: bool) -> "Index":
        """The indexes of some entries alone, in a folder of their own; `rows` are of a roll-up if `counted`."""
        folder.mkdir(parents=True)
        made = Index(folder, self.community, self.readers)
        made._renew(self.presence.version, [made._counted(con, rows if counted else _COUNTS.format(rows=rows), ())])
        return made

    def _touched(self, ledger: LedgerTable, table: DeltaTable, since: int) -> list[date] | None:
        """The days that commits after a version touched; None where that can't be told."""
        notes = ledger.notes(table, since) if since >= 0 else {}
        if since < 0 or len(notes) != table.version() - since:
            return None
        return sorted({day for note in notes.values() if note.community == self.community for day in note.days})

    def _recount(
        self,
        ledger: LedgerTable,
        table: DeltaTable,
        con: duckdb.DuckDBPyConnection,
        days: list[date] | None,
        version: int,
        holds: str = HOLDS,
    ) -> None:
        """Count days (None: all there are) anew from the rows that hold."""
        if days == []:
            self.presence.stamp(version)
            return
        files = ledger.files(table, self.community, *((days[0], days[-1]) if days else ()))
        self._count(con, files, days, version, holds)

    def _follows(self, ledger: LedgerTable, table: DeltaTable, stamp: int, change: Change) -> bool:
        """Whether the change is all that came since the stamp, or all there is."""
        if stamp >= 0:
            return stamp == change.version - 1
        return {*ledger.files(table, self.community)} == {str(ledger.root / path) for path in change.paths}

    def _add(self, con: duckdb.DuckDBPyConnection, change: Change, paths: Sequence[str]) -> None:
        """Add what a commit brought to its days, and take off what it ended."""
        version = change.version
        sign = "CASE WHEN until IS NULL THEN 1 ELSE -1 END AS sign"
        rows = (
            f"SELECT {_KEYS}, asks, reactions, {sign} FROM {scan([*paths])}"
            f" WHERE NOT deleted AND (seen = {version} AND until IS NULL OR until = {version} AND seen < {version})"
        )
        counted: list[Counted] = []
        for days in _portions(con, rows, sorted(change.days)):
            query = _COUNTS.format(rows=f"{rows} AND {_within(days)}")
            before = self._source(days)
            if before is not None:
                query = _SUMS.format(before=before, change=query)
            counted.append(self._counted(con, query, days))
        self._renew(version, counted)
        self._lay_together(con, {f"{day:%Y-%m}" for day in change.days})
        self._sweep()

    def _source(self, days: Sequence[date]) -> str | None:
        files = self.presence.rollup_files()
        wanted = _by_file({day: files[day] for day in days if day in files})
        parts = [f"SELECT * FROM {scan([str(self.folder / f)])} WHERE {_within(d)}" for f, d in wanted.items()]
        return " UNION ALL ".join(parts) or None

    def _count(
        self,
        con: duckdb.DuckDBPyConnection,
        files: Sequence[str],
        days: list[date] | None,
        version: int,
        holds: str,
    ) -> None:
        """Count a month at a time, so that memory stays bounded."""
        if days is None:
            self.presence.renew(-1, {}, self.presence.rollup_files(), ())
        months: dict[str, list[str]] = defaultdict(list)
        for path in files:
            months[month_of(path)].append(path)
        for month in sorted({*months} if days is None else {f"{day:%Y-%m}" for day in days}):
            within = [day for day in days or () if f"{day:%Y-%m}" == month]
            only = "true" if days is None else _within(within)
            rows = (
                f"SELECT {_KEYS}, asks, reactions, 1 AS sign FROM {scan(months[month])}"
                f" WHERE {holds} AND NOT deleted AND {only}"
                if months[month]
                else None
            )
            self._renew(-1, [self._counted(con, rows and _COUNTS.format(rows=rows), within)])
        self.presence.stamp(version)
        self._sweep()

    def _counted(self, con: duckdb.DuckDBPyConnection, query: str | None, days: Sequence[date]) -> Counted:
        """Write a query's roll-up rows to a new file, and make presence of them; `days` without rows are empty."""
        if query is None:
            return Counted("", days, set(), [])
        name = f"rollup-{uuid4().hex[:12]}.parquet"
        self._write(con, name, query)
        return Counted(name, days, *bitmaps(self.folder / name))

    def _renew(self, version: int, counted: Sequence[Counted]) -> None:
        files = {day: one.file for one in counted for day in one.found}
        days = [day for one in counted for day in one.days]
        self.presence.renew(version, files, days, (row for one in counted for row in one.people))

    def _write(self, con: duckdb.DuckDBPyConnection, name: str, query: str) -> None:
        con.execute(
            f"COPY ({query} ORDER BY day, channel, kind, account) TO '{quoted(str(self.folder / name))}'"
            " (FORMAT parquet, COMPRESSION zstd)",
        )

    def _lay_together(self, con: duckdb.DuckDBPyConnection, months: set[str]) -> None:
        """Write months whose days lie in many files into one file each."""
        spread: dict[str, dict[date, str]] = defaultdict(dict)
        for day, file in self.presence.rollup_files().items():
            spread[f"{day:%Y-%m}"][day] = file
        for month in sorted(months & spread.keys()):
            source = self._source([*spread[month]]) if len({*spread[month].values()}) > _MANY else None
            if source is not None:
                name = f"rollup-{uuid4().hex[:12]}.parquet"
                self._write(con, name, f"SELECT * FROM ({source})")
                self.presence.move(dict.fromkeys(spread[month], name))

    def _sweep(self) -> None:
        if not anybody_reads(self.readers):
            self._unlink((datetime.now(UTC) - _GRACE).timestamp())

    def forget(self) -> None:
        """Delete retired roll-ups at once."""
        self._unlink(float("inf"))

    def _unlink(self, before: float) -> None:
        live = set(self.presence.rollup_files().values())
        for path in self.folder.glob("rollup-*.parquet"):
            if path.name not in live and path.stat().st_mtime < before:
                path.unlink(missing_ok=True)


def _portions(con: duckdb.DuckDBPyConnection, rows: str, days: Sequence[date]) -> Iterator[list[date]]:
    """The days in portions of so many rows that each is counted in memory."""
    counts = dict(con.execute(f"SELECT day, count(*) FROM ({rows}) GROUP BY day").fetchall())
    portion: list[date] = []
    held = 0
    for day in days:
        if portion and held + counts.get(day, 0) > ROWS_A_FILE:
            yield portion
            portion, held = [], 0
        portion.append(day)
        held += counts.get(day, 0)
    if portion:
        yield portion


def _by_file(files: dict[date, str]) -> dict[str, list[date]]:
    found: dict[str, list[date]] = defaultdict(list)
    for day, file in files.items():
        found[file].append(day)
    return found


def _within(days: Sequence[date]) -> str:
    """The condition for some days, as few ranges as they make."""
    ranges: list[tuple[date, date]] = []
    for day in sorted(days):
        if ranges and day - ranges[-1][1] == timedelta(days=1):
            ranges[-1] = (ranges[-1][0], day)
        else:
            ranges.append((day, day))
    return "(" + " OR ".join(f"day BETWEEN DATE '{first}' AND DATE '{last}'" for first, last in ranges) + ")"
