"""Tables as files for spreadsheets: CSV and XLSX, in which no cell is ever a formula.

A cell that begins like a formula is text: in XLSX by its type, in CSV by an apostrophe before it, because a
spreadsheet that opens CSV decides by the first sign (OWASP, "CSV Injection"). Numbers stay numbers.
"""

import csv
import io
import math
import zipfile
from collections.abc import Iterator, Sequence
from html import escape

from juluo.chart.svg.element import spoken
from juluo.web.cells import inert

Cell = str | float | int | None
Row = Sequence[Cell]

_ZEROS = (1980, 1, 1, 0, 0, 0)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def _written(cell: Cell) -> str:
    """A cell of CSV: a number as it is, text never as a formula."""
    if cell is None:
        return ""
    return _number(cell) if isinstance(cell, int | float) else inert(spoken(cell))


def csv_file(rows: Sequence[Row]) -> bytes:
    """With a byte order mark: without one, Excel reads Chinese as something else."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([_written(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_file(rows: Sequence[Row], name: str, *more: tuple[str, Sequence[Row]]) -> bytes:
    """A workbook of one sheet or several; text stands in it as inline strings, which are never computed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for path, content in _parts([(name, rows), *more]).items():
            book.writestr(zipfile.ZipInfo(path, _ZEROS), _HEAD + content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _parts(sheets: Sequence[tuple[str, Sequence[Row]]]) -> dict[str, str]:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    numbers = range(1, len(sheets) + 1)
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>' for n in numbers
    )
    ties = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    named = "".join(
        f'<sheet name="{_title(name, n)}" sheetId="{n}" r:id="rId{n}"/>' for n, (name, _) in enumerate(sheets, 1)
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{named}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{ties}</Relationships>',
        **{
            f"xl/worksheets/sheet{n}.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(_rows(rows))}</sheetData>'
            "</worksheet>"
            for n, (_, rows) in enumerate(sheets, 1)
        },
    }


def _title(name: str, number: int) -> str:
    """What a spreadsheet takes as a sheet's name."""
    return escape(spoken("".join(" " if sign in "[]:*?/\\'" else sign for sign in name))[:31] or str(number))


def _rows(rows: Sequence[Row]) -> Iterator[str]:
    for down, row in enumerate(rows, 1):
        cells = (_cell(f"{_column(across)}{down}", cell) for across, cell in enumerate(row))
        yield f'<row r="{down}">{"".join(cells)}</row>'


def _cell(place: str, cell: Cell) -> str:
    if cell is None or cell == "":
        return ""
    if isinstance(cell, int | float):
        return f'<c r="{place}"><v>{_number(cell)}</v></c>' if math.isfinite(cell) else ""
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(spoken(cell))}</t></is></c>'


def _column(across: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    across += 1
    while across:
        across, rest = divmod(across - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _number(value: float) -> str:
    if not math.isfinite(value):
        return ""
    return str(int(value)) if float(value).is_integer() else repr(float(value))
