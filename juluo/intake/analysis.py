"""The reading of texts after an import: what is not yet found of a community's entries is found now, and kept.

It reads whatever the ledger holds with words, of every version that ever held, so that an earlier state finds its own.
Killed or stopped anywhere, what was published stays and the next run goes on with what is missing.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import closing, nullcontext
from dataclasses import dataclass

import duckdb
import pyarrow as pa
from filelock import FileLock

from juluo.intake.context import READERS, Reader, versions
from juluo.intake.judging import judged, version
from juluo.intake.lessons import Lessons
from juluo.intake.second_reader import SecondReader
from juluo.intake.taught import TAUGHT, readers_of
from juluo.ledger.kinds import ORIGINAL
from juluo.store.embedded import EmbeddedStore
from juluo.store.engine import scan
from juluo.store.facts import Community
from juluo.store.findings import Findings
from juluo.store.view import View

_LAYER = "content"
# So many texts are judged at once, and so many published in one step.
_BATCH, _PUBLISHED = 8_000, 64_000
# Starting another process costs a second or two: fewer texts are read sooner alone.
_WORTH_TWO = 40_000
_TRIES = 3
_KINDS = ", ".join(repr(str(kind)) for kind in sorted(ORIGINAL))
_WORDY = f"kind IN ({_KINDS}) AND text IS NOT NULL AND NOT deleted AND (until IS NULL OR until > seen)"

Heard = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Analysed:
    """What one run has read, and in how long."""

    read: int
    seconds: float


@dataclass(frozen=True, slots=True)
class ReadSoFar:
    """How much a layer's model has read of the entries that stand now: `version` of `wanted` is what is shown."""

    layer: str
    version: str
    wanted: str
    read: int
    entries: int


def analyse(
    store: EmbeddedStore,
    community: Community,
    heard: Heard = lambda _done, _all: None,
    *,
    lessons: Lessons | None = None,
    processes: int = 2,
) -> Analysed:
    """Find what is missing. `heard` is told how many are done of how many; what it raises ends the run there.

    `lessons` are what operators taught; without them what was found by earlier ones stays as it is.
    """
    started, read = time.monotonic(), 0
    with FileLock(_lock(store, community)):
        for left in reversed(range(_TRIES)):
            try:
                read += _run(store, community, heard, processes)
                if lessons is not None:
                    _read_taught(store, community, lessons, heard)
                for reader in READERS:
                    _read_beside(store, community, reader, versions()[reader.layer], heard)
                break
            except duckdb.IOException:
                # Somebody was erased meanwhile, and files that were to be read are gone.
                if not left:
                    raise
    return Analysed(read, time.monotonic() - started)


def read_so_far(store: EmbeddedStore, view: View) -> tuple[ReadSoFar, ...]:
    """How far the reading is, for a view's entries."""
    view.lay_findings("told", view.snapshot.span, ("kind", "text"))
    (entries, read) = view.ask(
        f"SELECT count(*), count(question) FROM told WHERE kind IN ({_KINDS}) AND text IS NOT NULL"
    )[0]
    shown = store.findings(view.community.slug).shown(_LAYER)
    return (ReadSoFar(_LAYER, shown.version if shown else "", version(), int(read), int(entries)),)


def _lock(store: EmbeddedStore, community: Community) -> str:
    """One reading of a community at a time; the lock of a dead process is free."""
    return str(store.folder / f"reading-{community.slug}.lock")


def _run(store: EmbeddedStore, community: Community, heard: Heard, processes: int) -> int:
    findings, wanted = store.findings(community.slug), version()
    with closing(store.view(community)) as view:
        pending = _Pending(view, findings)
        helps = processes > 1 and pending.rows >= _WORTH_TWO
        with SecondReader() if helps else nullcontext() as second:
            for number, rows in enumerate(_published(pending, second)):
                _keep(store, community, _LAYER, wanted, rows)
                heard(min((number + 1) * _PUBLISHED, pending.rows), pending.rows)
    if pending.rows or not findings.of_version(_LAYER, wanted).whole:
        _settle(store, findings, _LAYER, wanted)
    return pending.rows


def _read_taught(store: EmbeddedStore, community: Community, lessons: Lessons, heard: Heard) -> None:
    """What clicks and watch-words find; where every click was taken back, the shipped models stand alone again."""
    if not lessons.clicks:
        with store.at_rest():
            store.findings(community.slug).drop(TAUGHT)
    for reader, wanted in readers_of(lessons):
        _read_beside(store, community, reader, wanted, heard)


def _read_beside(store: EmbeddedStore, community: Community, reader: Reader, wanted: str, heard: Heard) -> None:
    """What a reader finds beside what was said of each entry alone."""
    findings, done = store.findings(community.slug), 0
    held: list[pa.Table] = []
    with closing(store.view(community)) as view:
        missing = reader.missing(view, findings, wanted) if view.coverage.last is not None else 0
        known = findings.source(findings.of_version(reader.layer, wanted), reader.layer)
        for rows, count in reader.find(view, known) if missing else ():
            held.append(rows)
            done += count
            if sum(one.num_rows for one in held) >= _PUBLISHED:
                _keep(store, community, reader.layer, wanted, pa.concat_tables(held))
                held.clear()
            heard(done, missing)
    if held:
        _keep(store, community, reader.layer, wanted, pa.concat_tables(held))
    if missing or not findings.of_version(reader.layer, wanted).whole:
        _settle(store, findings, reader.layer, wanted)


def _settle(store: EmbeddedStore, findings: Findings, layer: str, made_by: str) -> None:
    with store.at_rest(), closing(duckdb.connect()) as con:
        findings.settle(con, layer, made_by)


class _Pending:
    """The entries whose words nobody has read yet, listed by their files. Words are read file by file."""

    def __init__(self, view: View, findings: Findings) -> None:
        self.view = view
        self.files = view.ledger.files(view.table, view.community.slug)
        self.rows = 0
        if self.files:
            known = findings.source(findings.of_version(_LAYER, version()), _LAYER)
            view.keep(
                "pending",
                "SELECT DISTINCT entry_id, sum, min(file_index)::INTEGER AS place"
                f" FROM {scan(self.files)} w WHERE {_WORDY} AND NOT EXISTS"
                f" (FROM ({known}) k WHERE k.entry_id = w.entry_id AND k.sum = w.sum) GROUP BY entry_id, sum",
            )
            self.rows = int(view.ask("SELECT count(*) FROM pending")[0][0])

    def batches(self) -> Iterator[pa.Table]:
        """Some of them at a time: (entry_id, sum, account, text)."""
        for (place,) in self.view.ask("SELECT DISTINCT place FROM pending ORDER BY 1") if self.rows else []:
            yield from self._of_file(int(place))

    def _of_file(self, place: int) -> Iterator[pa.Table]:
        query = (
            f"SELECT DISTINCT ON (entry_id, sum) entry_id, sum, account, text FROM {scan([self.files[place]])}"
            f" SEMI JOIN (FROM pending WHERE place = {place}) p USING (entry_id, sum) WHERE {_WORDY}"
        )
        for batch in self.view.con.sql(query).to_arrow_reader(_BATCH):
            yield pa.Table.from_batches([batch])


def _published(pending: _Pending, second: SecondReader | None) -> Iterator[pa.Table]:
    """What was found, in tables as large as are published at once."""
    held: list[pa.Table] = []
    for found in _judged(pending.batches(), second):
        held.append(found)
        if sum(one.num_rows for one in held) >= _PUBLISHED:
            yield pa.concat_tables(held)
            held.clear()
    if held:
        yield pa.concat_tables(held)


def _judged(batches: Iterator[pa.Table], second: SecondReader | None) -> Iterator[pa.Table]:
    """Batches with what is found of them; every other one is read by the second process."""
    for batch in batches:
        other = next(batches, None) if second is not None else None
        if second is not None and other is not None:
            second.ask(_texts(other))
        yield _beside(batch, pa.table(judged(_texts(batch))))
        if second is not None and other is not None:
            yield _beside(other, second.answer())


def _texts(batch: pa.Table) -> list[str]:
    return [str(text) for text in batch["text"].to_pylist()]


def _beside(batch: pa.Table, found: pa.Table) -> pa.Table:
    rows = batch.drop_columns(["text"])
    for name in found.column_names:
        rows = rows.append_column(name, found[name])
    return rows


def _keep(store: EmbeddedStore, community: Community, layer: str, made_by: str, rows: pa.Table) -> None:
    """Publish what was found, of nobody who was erased while it was being found."""
    with store.at_rest():
        erased = store.register.erased(community.slug)
        if erased:
            theirs = pa.compute.is_in(rows["account"], value_set=pa.array(sorted(erased), pa.int32()))
            rows = rows.filter(pa.compute.invert(pa.compute.fill_null(theirs, fill_value=False)))
        store.findings(community.slug).append(layer, made_by, rows.drop_columns(["account"]))
