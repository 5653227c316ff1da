"""Files for spreadsheets: text is text whatever it begins with, numbers are numbers."""

import csv
import io
import zipfile
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.web.sheet_file import csv_file, xlsx_file

DANGEROUS = ["=1+1", "+1", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", '=cmd|"/c calc"!A0']
NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@pytest.mark.parametrize("cell", DANGEROUS)
def test_csv_cells_are_inert(cell: str) -> None:
    ((read,),) = list(csv.reader(io.StringIO(csv_file([[cell]]).decode("utf-8-sig"))))
    assert read.startswith("'")


def sheet(content: bytes) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert book.testzip() is None
        for name in book.namelist():
            ET.fromstring(book.read(name))  # noqa: S314 - our own file
        return ET.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own file


@pytest.mark.parametrize("cell", DANGEROUS)
def test_xlsx_cells_are_text_and_no_formula(cell: str) -> None:
    found = sheet(xlsx_file([[cell]], "t"))
    (made,) = found.iter(f"{{{NS['m']}}}c")
    assert made.get("t") == "inlineStr"
    assert not list(found.iter(f"{{{NS['m']}}}f"))
    assert made.findtext(".//m:t", namespaces=NS) == cell.replace("\r", "\n")


def test_numbers_stay_numbers() -> None:
    rows = [["n", -2, 0.5, None, float("nan"), 12]]
    assert csv_file(rows).decode("utf-8-sig") == "n,-2,0.5,,,12\r\n"
    cells = {
        c.get("r"): (c.get("t"), c.findtext("m:v", namespaces=NS))
        for c in sheet(xlsx_file(rows, "t")).iter(f"{{{NS['m']}}}c")
    }
    assert cells == {"A1": ("inlineStr", None), "B1": (None, "-2"), "C1": (None, "0.5"), "F1": (None, "12")}


@given(st.text(), st.text())
def test_any_words_make_a_file_that_can_be_read(cell: str, name: str) -> None:
    sheet(xlsx_file([[cell] * 30], name))
    assert len(list(csv.reader(io.StringIO(csv_file([[cell, "x"]]).decode("utf-8-sig"), newline="")))) == 1
