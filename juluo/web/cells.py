"""Tables to download as CSV in which no cell is ever a formula, whatever program opens them."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

# What spreadsheets take for the beginning of a formula, in both widths.
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BOM = "\ufeff"


def inert(cell: str) -> str:
    """The cell as text that stays text: a quote before whatever would begin a formula, blanks before it or not."""
    return f"'{cell}" if cell.startswith(_ACTIVE) or cell.lstrip(" \u3000").startswith(_ACTIVE) else cell


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The table line by line, as Excel in Chinese reads it too."""
    yield (_BOM + _line(head)).encode()
    for row in rows:
        yield _line([inert(cell) for cell in row]).encode()


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
