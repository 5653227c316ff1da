"""The rows of a generic table, in chunks of named columns: CSV, TSV, JSON lines, XLSX and Parquet."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from juluo.sources.files import SourceFile, text_of
from juluo.sources.json_value import decoded_object
from juluo.sources.reader import UnreadableError
from juluo.sources.reading import Reading
from juluo.sources.table_csv import CsvRows
from juluo.wording.sentence import Sentence, told

CHUNK = 50_000


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows in columns. `rows` are their numbers in the file: from 1 for data rows; bytes in JSON lines.

    The columns of `exact` hold moments in microseconds since 1970 UTC, not numbers whose unit must be found out.
    """

    columns: dict[str, list[Any]]
    rows: list[int]
    exact: frozenset[str] = frozenset()


def form_of(name: str, raw: bytes) -> str | None:
    """Which form of table a file has, by its first bytes and its ending."""
    if raw.startswith(b"PAR1"):
        return "parquet"
    lower = name.lower()
    if raw.startswith(b"PK") and lower.endswith((".xlsx", ".xlsm")):
        return "xlsx"
    objects = raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") or (
        lower.endswith((".jsonl", ".ndjson")) and b"\n{" in raw
    )
    if objects and b"\x00" not in raw:
        return "jsonl"
    if lower.endswith((".csv", ".tsv", ".txt", ".tab")) or b"\n" in raw:
        return "csv"
    return None


def chunks(file: SourceFile, form: str, reading: Reading) -> Iterator[Chunk]:
    """The table's rows in file order. Raises UnreadableError if the file is no such table."""
    return {"parquet": _parquet, "xlsx": _xlsx, "jsonl": _json_lines, "csv": _csv}[form](file, reading)


def _parquet(file: SourceFile, _reading: Reading) -> Iterator[Chunk]:
    try:
        with file.open() as stream:
            table = pq.ParquetFile(stream)
            row = 1
            exact = frozenset(f.name for f in table.schema_arrow if pa.types.is_timestamp(f.type) and f.type.tz)
            for batch in table.iter_batches(CHUNK):
                columns = {name: _cells(batch.column(name), exact=name in exact) for name in batch.schema.names}
                yield Chunk(columns, list(range(row, row + batch.num_rows)), exact)
                row += batch.num_rows
    except (pa.ArrowException, OSError) as error:
        raise UnreadableError(told("{file} 不是完整的 Parquet 文件：请重新下载或导出。", file=file.name)) from error


def _cells(column: Any, *, exact: bool) -> list[Any]:  # noqa: ANN401 - pyarrow ships no types
    if exact:
        column = column.cast(pa.timestamp("us", tz="UTC"), safe=False).cast(pa.int64())
    cells: list[Any] = column.to_pylist()
    return cells


def _xlsx(file: SourceFile, _reading: Reading) -> Iterator[Chunk]:
    import openpyxl  # noqa: PLC0415 - a fifth of a second that only workbooks are worth

    try:
        with file.open() as stream:
            book = openpyxl.load_workbook(io.BytesIO(stream.read()), read_only=True, data_only=True)
        sheet = book[book.sheetnames[0]]
        rows = sheet.iter_rows(values_only=True)
        head = [str(cell) if cell is not None else f"column{i}" for i, cell in enumerate(next(rows, ()))]
        yield from _gathered(head, enumerate(rows, 2))
    except (OSError, KeyError, ValueError, EOFError, TypeError) as error:
        raise UnreadableError(_no_sheet(file)) from error
    except Exception as error:  # zipfile and XML errors have no common base
        if type(error).__module__.split(".")[0] not in {"zipfile", "xml", "zlib", "openpyxl"}:
            raise
        raise UnreadableError(_no_sheet(file)) from error


def _no_sheet(file: SourceFile) -> Sentence:
    return told("{file} 不是完整的 XLSX 表格：请用 Excel 打开后另存一份。", file=file.name)


def _csv(file: SourceFile, reading: Reading) -> Iterator[Chunk]:
    with text_of(file) as text:
        rows = CsvRows(file, text, reading)
        yield from _gathered(rows.head, rows)


def _json_lines(file: SourceFile, reading: Reading) -> Iterator[Chunk]:
    """Objects by line; a key that some lines lack is None there."""
    columns: dict[str, list[Any]] = {}
    rows: list[int] = []
    with text_of(file) as text:
        offset = 3 if text.encoding == "utf-8-sig" else 0
        utf8 = text.encoding.lower().startswith("utf-8")
        for line in text:
            width = len(line.encode()) if utf8 else len(line)
            row = _object(line, offset, reading)
            if row is not None:
                for name in row.keys() - columns.keys():
                    columns[name] = [None] * len(rows)
                for name, values in columns.items():
                    values.append(row.get(name))
                rows.append(offset)
            offset += width
            if len(rows) >= CHUNK:
                yield Chunk(columns, rows)
                columns, rows = {name: [] for name in columns}, []
    if rows:
        yield Chunk(columns, rows)


def _object(line: str, offset: int, reading: Reading) -> dict[str, Any] | None:
    words = line.lstrip("\ufeff").strip()
    if not words:
        return None
    try:
        return decoded_object(words)
    except msgspec.DecodeError:
        reading.reject(offset, told("这一行不是完整的 JSON。"), words)
        return None


def _gathered(head: list[str], rows: Iterable[tuple[int, Any]]) -> Iterator[Chunk]:
    numbers: list[int] = []
    cells: list[Any] = []
    for number, row in rows:
        if all(cell is None for cell in row):
            continue
        numbers.append(number)
        cells.append(row)
        if len(numbers) >= CHUNK:
            yield _turned(head, cells, numbers)
            numbers, cells = [], []
    if numbers:
        yield _turned(head, cells, numbers)


def _turned(head: list[str], cells: list[Any], numbers: list[int]) -> Chunk:
    return Chunk({name: list(column) for name, column in zip(head, zip(*cells, strict=False), strict=False)}, numbers)
