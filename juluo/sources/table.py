"""The generic table: any CSV, JSON lines, XLSX or Parquet with a time, an author and, mostly, a text."""

from collections.abc import Iterator
from contextlib import suppress

import msgspec

from juluo.ledger.sight import Sight
from juluo.sources.batch import Batch
from juluo.sources.files import Head, SourceFile
from juluo.sources.json_value import decoded_object
from juluo.sources.reader import UnreadableError
from juluo.sources.reading import Reading
from juluo.sources.table_columns import looks_like_a_table
from juluo.sources.table_entries import Course
from juluo.sources.table_rows import chunks, form_of
from juluo.wording.sentence import Sentence, told

# Of JSON lines, for the first may be damaged.
_FIRST_LINES = 5


class TableReader:
    """READER of generic tables. Its sights are what the table's rows show."""

    name = "table"
    title = told("通用表格（CSV、JSONL、XLSX、Parquet）")
    platform = "table"
    sees = frozenset({Sight.MESSAGES})

    def sniff(self, head: Head) -> float:
        form = form_of(head.name, head.raw)
        if form in {"parquet", "xlsx"}:
            return 0.9
        lines = head.text.split("\n", _FIRST_LINES)
        if form == "jsonl":
            return max(looks_like_a_table(_keys(line)) for line in lines[:_FIRST_LINES])
        if form == "csv":
            line = lines[0].strip()
            return max(looks_like_a_table([c.strip(' "') for c in line.split(mark)]) for mark in ",\t;")
        return 0.0

    def read(self, file: SourceFile, reading: Reading) -> Iterator[Batch]:
        with file.open() as stream:
            raw = stream.read(8192)
        form = form_of(file.name, raw)
        if form is None or not raw:
            raise UnreadableError(told("{file} 不是表格：能读 CSV、JSONL、XLSX 和 Parquet。", file=file.name))
        course: Course | None = None
        yielded = False
        for chunk in chunks(file, form, reading):
            if course is None:
                course = Course(file, reading, list(chunk.columns))
            batch = course.batch(chunk)
            if batch is not None:
                yielded = True
                yield batch
        if not yielded:
            raise UnreadableError(_why(file, reading))


def _keys(line: str) -> list[str]:
    """What the object on a line names; nothing if it is none."""
    with suppress(msgspec.DecodeError):
        return list(decoded_object(line.strip()))
    return []


def _why(file: SourceFile, reading: Reading) -> Sentence:
    if reading.rejections:
        first = reading.rejections[-1]
        return told(
            "{file} 里没有一行能读。例如第 {offset} 处：{why}", file=file.name, offset=first.offset, why=first.reason
        )
    return told("{file} 里没有数据行：请检查导出。", file=file.name)


READER = TableReader()
