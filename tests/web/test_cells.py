"""Cells that a spreadsheet would run stay words."""

import csv
import io

import pytest

from juluo.web.cells import csv_lines, inert


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u3000=1", "＝1", "＠x"]
)
def test_what_begins_a_formula_gets_a_quote(cell: str) -> None:
    assert inert(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["tea", "", "3+4", "a=b", "2026-11-19"])
def test_other_cells_are_left_alone(cell: str) -> None:
    assert inert(cell) == cell


def test_a_table_is_read_back_as_it_was_but_for_that() -> None:
    rows = [["a,b", '"q"'], ["=cmd", "line\nbreak"]]
    told = b"".join(csv_lines(["x", "y"], rows)).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(told, newline=""))) == [["x", "y"], ["a,b", '"q"'], ["'=cmd", "line\nbreak"]]
