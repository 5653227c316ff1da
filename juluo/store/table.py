"""The Delta table: DuckDB writes its files, Delta commits them, and both are flushed to the disk.

One commit is one published state: a reader opens a version and never sees half of another. What a commit meant
(which import, which days it touched) stands in its metadata, so that indexes and the register can catch up.
"""

import json
import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import unquote
from uuid import uuid4

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable
from deltalake.exceptions import TableNotFoundError
from deltalake.transaction import AddAction, RemoveAction

from juluo.store.schema import LEDGER, PARTITIONS

_NOTE = "juluo"
# The act of a commit that only lays the same rows differently.
COMPACT = "compact"
# Statistics of other columns would put members' words into the log, where erasing can't reach them.
_SETTINGS = {
    "delta.dataSkippingStatsColumns": "day",
    "delta.checkpointInterval": "50",
    "delta.logRetentionDuration": "interval 3650 days",
}


@dataclass(frozen=True, slots=True)
class DataFile:
    """A Parquet file of the table: path below the table's root, and covered days."""

    path: str
    rows: int
    size: int
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A commit that changed what holds: its version, the files it added, and the days they touch."""

    version: int
    paths: tuple[str, ...]
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What a commit was for. `body` holds no personal data: it stays in the log for ever."""

    act: str
    community: str
    import_no: int
    days: tuple[date, ...]
    body: str = "{}"

    def words(self) -> str:
        days = [day.isoformat() for day in self.days]
        return json.dumps([self.act, self.community, self.import_no, days, self.body])

    @classmethod
    def of(cls, words: str) -> "Note":
        act, community, import_no, days, body = json.loads(words)
        return cls(act, community, import_no, tuple(date.fromisoformat(day) for day in days), body)


class LedgerTable:
    """The table under one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def open(self) -> DeltaTable:
        """The table as it stands now; an empty one is made where there is none."""
        try:
            return DeltaTable(self.root)
        except TableNotFoundError:
            self.root.mkdir(parents=True, exist_ok=True)
            made = DeltaTable.create(
                self.root,
                LEDGER,
                mode="ignore",
                partition_by=list(PARTITIONS),
                configuration=_SETTINGS,
            )
            self._flush_log(made.version())
            return made

    def latest(self) -> int:
        """The version that stands now, by the names of its log alone: a tenth of the price of opening the table."""
        try:
            names = [path.name for path in (self.root / "_delta_log").iterdir()]
        except FileNotFoundError:
            return self.open().version()
        told = [int(name[:20]) for name in names if name.endswith(".json") and name[:20].isdigit()]
        return max(told) if told else self.open().version()

    def files(
        self, table: DeltaTable, community: str, first: date | None = None, last: date | None = None
    ) -> list[str]:
        """Absolute paths of the community's files that may hold entries of those days."""
        wanted: list[tuple[str, str, object]] = [("community", "=", community)]
        if first is not None:
            wanted += [("month", ">=", f"{first:%Y-%m}"), ("day", ">=", first)]
        if last is not None:
            wanted += [("month", "<=", f"{last:%Y-%m}"), ("day", "<=", last)]
        return [unquote(uri) for uri in table.file_uris(file_pruning_predicate=wanted)]

    def rows(self, table: DeltaTable) -> dict[str, int]:
        """How many rows each live file holds, by its name."""
        added = pa.table(table.get_add_actions(flatten=True))
        names, counts = added["path"].to_pylist(), added["num_records"].to_pylist()
        return {name.rsplit("/", 1)[-1]: int(count) for name, count in zip(names, counts, strict=True)}

    def new_path(self, community: str, month: str, import_no: int) -> str:
        """A fresh file path below the root; the import's number tells whose an unpublished file was."""
        path = f"community={community}/month={month}/i{import_no:06d}-{uuid4().hex[:12]}.parquet"
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        return path

    def commit(self, table: DeltaTable, added: Sequence[DataFile], removed: Iterable[str], note: Note) -> int:
        """Publish new files and retire old ones in one step; returns the new version.

        Raises CommitFailedError if somebody else has committed meanwhile (the lock makes that a bug).
        """
        now = int(time.time() * 1000)
        changes = note.act != COMPACT
        for file in added:
            flush(self.root / file.path)
        actions: list[AddAction | RemoveAction] = [_add(file, now, changes=changes) for file in added]
        for path in removed:
            relative = Path(path).relative_to(self.root).as_posix()
            parts: dict[str, str | None] = {**_partition(relative)}
            actions.append(RemoveAction(relative, changes, now, None, parts))
        table.create_write_transaction(
            actions,
            "append",
            LEDGER,
            list(PARTITIONS),
            commit_properties=CommitProperties(custom_metadata={_NOTE: note.words()}, max_commit_retries=0),
        )
        # The object stays at the version it opened; without retries the commit can only be the next one.
        version = table.version() + 1
        self._flush_log(version)
        return version

    def notes(self, table: DeltaTable, since: int) -> dict[int, Note]:
        """What each commit after version `since` was for. Commits that are not ours are left out."""
        missing = table.version() - since
        if missing <= 0:
            return {}
        found: dict[int, Note] = {}
        for record in table.history(missing):
            if _NOTE in record and (version := int(record["version"])) > since:
                found[version] = Note.of(record[_NOTE])
        return dict(sorted(found.items()))

    def undoings(self, table: DeltaTable) -> dict[int, tuple[int, datetime]]:
        """In which version each undone import was undone, and when."""
        notes = ((record, Note.of(record[_NOTE])) for record in table.history() if _NOTE in record)
        return {
            note.import_no: (int(record["version"]), datetime.fromtimestamp(record["timestamp"] / 1000, UTC))
            for record, note in notes
            if note.act == "undo"
        }

    def discard(self, table: DeltaTable, retention_hours: int, community: str | None = None) -> None:
        """Delete files retired that many hours ago, of one community or of all.

        Done here, for Delta's own vacuum writes commits that mean nothing to the indexes.
        """
        for name in self._retired(table, retention_hours):
            if community is None or _partition(name)["community"] == community:
                (self.root / name).unlink(missing_ok=True)

    def sweep(self, table: DeltaTable) -> None:
        """Delete files that a killed process wrote and never published."""
        for name in self._retired(table, 0, full=True) - self._retired(table, 0):
            (self.root / name).unlink(missing_ok=True)

    def _retired(self, table: DeltaTable, hours: int, *, full: bool = False) -> set[str]:
        return {unquote(n) for n in table.vacuum(hours, dry_run=True, enforce_retention_duration=False, full=full)}

    def _flush_log(self, version: int) -> None:
        flush(self.root / "_delta_log" / f"{version:020d}.json")


def month_of(path: str) -> str:
    """The month partition of a data file."""
    return Path(path).parent.name.split("=", 1)[1]


def _partition(relative: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in relative.split("/")[:-1])


def _add(file: DataFile, now: int, *, changes: bool) -> AddAction:
    limits = {} if file.first is None or file.last is None else {"day": (str(file.first), str(file.last))}
    stats = {
        "numRecords": file.rows,
        "minValues": {name: low for name, (low, _) in limits.items()},
        "maxValues": {name: high for name, (_, high) in limits.items()},
        "nullCount": dict.fromkeys(limits, 0),
    }
    return AddAction(file.path, file.size, _partition(file.path), now, data_change=changes, stats=json.dumps(stats))


def flush(path: Path) -> None:
    """Force a file and its folder's entry to the disk; Delta's writer doesn't."""
    for target, flags in ((path, os.O_RDONLY), (path.parent, os.O_RDONLY)):
        try:
            handle = os.open(target, flags)
        except PermissionError:  # Windows can't open a folder; its rename is durable with the file
            continue
        try:
            os.fsync(handle)
        except OSError:
            if target == path:
                raise
        finally:
            os.close(handle)
