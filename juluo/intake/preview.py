"""What an import would read, told from the beginning of each file: format, first lines, places, people, columns.

Bounded: of a text its first two megabytes are read, of a table its first rows; a huge spreadsheet is not opened.
"""

import io
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from pathlib import Path

import numpy as np

from juluo.intake.door import check
from juluo.intake.sniff import reader_named, sniff
from juluo.intake.staging import EARLIEST, LATEST, moment
from juluo.intake.take_in import BROKEN, Wish
from juluo.intake.unpack import RefusedError, unpacked
from juluo.ledger.period import zone_named
from juluo.sources.batch import Batch
from juluo.sources.files import Head, SourceFile
from juluo.sources.reader import Reader, UnreadableError
from juluo.sources.reading import Reading
from juluo.sources.table_columns import NAMES, roles_of
from juluo.sources.table_rows import chunks, form_of
from juluo.wording.sentence import Sentence, told

_LOOK = 2 * 1024**2
_SHEET = 32 * 1024**2
_ENOUGH = 20_000
# Enough to recognise one's own group by; what a page can show.
LINES, FILES, PLACES = 6, 12, 8


@dataclass(frozen=True, slots=True)
class FirstLine:
    """One of the first entries as it will be read."""

    at: datetime
    channel: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Preview:
    """One file as it will be read. `whole`: it was read to its end, so the numbers are those of the import.

    `naive`: its times carry no zone. `columns` and `roles` are those of a generic table.
    """

    name: str
    format: str = ""
    title: Sentence | None = None
    problem: Sentence | None = None
    entries: int = 0
    whole: bool = False
    first: datetime | None = None
    last: datetime | None = None
    lines: tuple[FirstLine, ...] = ()
    channels: tuple[str, ...] = ()
    accounts: int = 0
    naive: bool = False
    rejected: int = 0
    why: Sentence | None = None
    columns: tuple[str, ...] = ()
    roles: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Previews:
    """The files of one path. `more` are not looked at, `passed_over` pictures and the like."""

    files: tuple[Preview, ...]
    more: int = 0
    passed_over: int = 0


def previewed(path: Path, wish: Wish, zone: str) -> Previews:
    """What importing a file, or the files of an archive, would read first."""
    try:
        found = unpacked(path)
    except RefusedError as error:
        return Previews((Preview(path.name, problem=error.sentence),))
    shown = tuple(_looked_at(file, wish, zone) for file in found.files[:FILES])
    return Previews(shown, len(found.files) - len(shown), found.passed_over)


def _looked_at(file: SourceFile, wish: Wish, zone: str) -> Preview:
    try:
        return _read(file, wish, zone)
    except UnreadableError as error:
        columns = _columns(file)
        return Preview(file.name, problem=error.sentence, columns=columns, roles=_roles(columns, wish.mapping))
    except BROKEN:
        return Preview(file.name, problem=told("{file} 打不开：文件已损坏，请重新下载或导出。", file=file.name))


def _read(file: SourceFile, wish: Wish, zone: str) -> Preview:
    check(file)
    reader = _reader(file, wish)
    seen, whole = _beginning(file)
    reading = Reading(zone_named(wish.source_timezone or zone), mapping=wish.mapping)
    reading.file = file.name
    batches, ended = _some(reader.read(seen, reading))
    whole = whole and ended
    if not whole:
        # Where the beginning was cut off, a record was cut in two.
        del reading.rejections[-1:]
    columns = _columns(file) if reader.name == "table" else ()
    return _told(file, reader, batches, reading, whole=whole, columns=columns)


def _some(batches: Iterator[Batch]) -> tuple[list[Batch], bool]:
    """The first batches, and whether they are all."""
    some: list[Batch] = []
    for batch in batches:
        some.append(batch)
        if sum(one.columns.num_rows for one in some) >= _ENOUGH:
            return some, False
    return some, True


def _reader(file: SourceFile, wish: Wish) -> Reader:
    if wish.format:
        return reader_named(wish.format)
    try:
        return sniff(file).reader
    except UnreadableError:
        if not wish.mapping.keys() & NAMES.keys():
            raise
        return reader_named("table")


def _beginning(file: SourceFile) -> tuple[SourceFile, bool]:
    """A file's first lines as a file of its own, and whether that is all of it."""
    form = form_of(file.name, Head.of(file).raw)
    if form == "xlsx" and file.size > _SHEET:
        raise UnreadableError(told("{file} 太大，不先打开看；导入时照样会读。", file=file.name))
    if form in {"xlsx", "parquet"} or file.size <= _LOOK:
        return file, True
    with file.open() as stream:
        raw = stream.read(_LOOK)
    end = raw.rfind(b"\n") + 1
    return SourceFile(file.name, end or len(raw), lambda: io.BytesIO(raw[:end] if end else raw)), False


def _told(
    file: SourceFile, reader: Reader, batches: list[Batch], reading: Reading, *, whole: bool, columns: tuple[str, ...]
) -> Preview:
    every = [batch.columns for batch in batches]
    moments = np.concatenate([rows["at"].to_numpy() for rows in every]) if every else np.array([], np.int64)
    sane = moments[(moments >= EARLIEST) & (moments < LATEST)]
    naive = any(rows["naive_time"].null_count < rows.num_rows for rows in every)
    return Preview(
        file.name,
        reader.name,
        reader.title,
        entries=len(moments),
        whole=whole,
        first=moment(int(sane.min())) if len(sane) else None,
        last=moment(int(sane.max())) if len(sane) else None,
        lines=tuple(islice(chain.from_iterable(_lines(batch, reading) for batch in batches), LINES)),
        channels=tuple(place.name for place in reading.places.channels),
        accounts=len(reading.roster.accounts),
        naive=naive,
        rejected=len(reading.rejections),
        why=reading.rejections[0].reason if reading.rejections else None,
        columns=columns,
        roles=_roles(columns, reading.mapping),
    )


def _lines(batch: Batch, reading: Reading) -> Iterator[FirstLine]:
    """What people said first; of a chat in which nothing was said, what happened first."""
    rows = batch.columns
    said = [row for row in range(rows.num_rows) if rows["text"][row].as_py()] or [*range(rows.num_rows)]
    for row in said[:LINES]:
        at, who = rows["at"][row].as_py(), rows["account"][row].as_py()
        if EARLIEST <= at < LATEST:
            place = reading.places.channels[rows["channel"][row].as_py()]
            name = reading.roster.accounts[who].name if who is not None else ""
            when = moment(at)
            if when is not None:
                yield FirstLine(when, place.name, name, rows["text"][row].as_py() or "")


def _columns(file: SourceFile) -> tuple[str, ...]:
    """The columns of a table; nothing if it is none."""
    with suppress(UnreadableError, *BROKEN):
        check(file)
        form = form_of(file.name, Head.of(file).raw)
        if form is None or (form == "xlsx" and file.size > _SHEET):
            return ()
        seen, _ = _beginning(file)
        first = next(chunks(seen, form, Reading(zone_named("UTC"))), None)
        return tuple(first.columns) if first else ()
    return ()


def _roles(columns: tuple[str, ...], mapping: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What the columns are taken for; as far as the names tell, where the mapping or a column is missing."""
    try:
        return tuple(roles_of(columns, mapping).items())
    except UnreadableError:
        found = ((role, next((c for c in columns if c.strip().lower() in names), "")) for role, names in NAMES.items())
        return tuple((role, mapping.get(role) or column) for role, column in found if mapping.get(role) or column)
