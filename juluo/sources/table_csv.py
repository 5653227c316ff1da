"""The rows of a CSV or TSV file, with a quote that nobody closed found out before it swallows the rest."""

import csv
import re
from collections.abc import Iterator
from typing import TextIO

from juluo.sources.files import SourceFile
from juluo.sources.reader import UnreadableError
from juluo.sources.reading import Reading
from juluo.wording.sentence import Sentence, told

# No message is longer; what is, has lost its closing quote.
LONGEST_MIB = 16
csv.field_size_limit(LONGEST_MIB << 20)


class CsvRows:
    """The head of the file, and its rows as they come."""

    def __init__(self, file: SourceFile, text: TextIO, reading: Reading) -> None:
        start = text.read(8192)
        text.seek(0)
        self._text = text
        self._reading = reading
        self._delimiter = max("\t,;", key=start.split("\n", 1)[0].count)
        self._under_way: list[str] = []
        self._ended = False
        self._rows = csv.reader(self._lines(), delimiter=self._delimiter)
        self.head = self._head(file)

    def _head(self, file: SourceFile) -> list[str]:
        try:
            head = next(self._rows, [])
        except csv.Error as error:
            raise UnreadableError(told("{file} 的表头读不了：请检查第一行。", file=file.name)) from error
        if self._ended and head:
            raise UnreadableError(told("{file} 的表头里有一个引号没有合上：请检查第一行。", file=file.name))
        return [name.lstrip("\ufeff").strip() for name in head]

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """Each whole row with the number of its last line; the others are rejected."""
        width = len(self.head)
        while True:
            self._under_way.clear()
            before = self._rows.line_num
            try:
                row = next(self._rows)
            except StopIteration:
                return
            except csv.Error as error:
                self._reject(before + 1, _why(error))
                continue
            # A row is given out at its line's end; only an open quote asks for another line where there is none.
            if self._ended:
                self._reject(before + 1 + self._opened(), _open_quote(len(self._under_way) - self._opened()))
            elif len(row) == width:
                yield self._rows.line_num, row
            elif row:
                reason = told("这一行有 {n} 列，表头是 {width} 列。", n=len(row), width=width)
                self._reading.reject(self._rows.line_num, reason, ",".join(row))

    def _lines(self) -> Iterator[str]:
        for line in self._text:
            whole = line.replace("\x00", "")
            self._under_way.append(whole)
            yield whole
        self._ended = True

    def _reject(self, line: int, reason: Sentence) -> None:
        self._reading.reject(line, reason, "".join(self._under_way)[:2000])

    def _opened(self) -> int:
        """In which line of the row under way the quote stands that is not closed."""
        words, at = "".join(self._under_way), 0
        mark = re.escape(self._delimiter)
        field = re.compile(rf'"(?:[^"]++|"")*+(?P<closed>"[^{mark}\r\n]*)?|[^{mark}\r\n]*')
        while at < len(words) and (found := field.match(words, at)):
            if words[at] == '"' and found["closed"] is None:
                break
            at = found.end() + 1
        return words.count("\n", 0, at)


def _why(error: csv.Error) -> Sentence:
    if "limit" in str(error):
        return told("这一行有一格超过 {most} MiB：多半是前面有一个引号没有合上。", most=LONGEST_MIB)
    return told("这一行不是完整的表格行。")


def _open_quote(lines: int) -> Sentence:
    return told("这里的引号一直没有合上，从这一行到文件末尾的 {n} 行都没有读入：请补上引号再导入。", n=lines)
