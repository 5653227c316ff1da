"""Every table that leaves the desk, out of a home in which everything attacks: no cell of any is a formula."""

import csv
import io
import zipfile
from xml.etree import ElementTree as ET

import pytest
from conftest import Windows
from hostile import SLUG
from lived import DRAW, EVENT, FEEDBACK, IMPORTED, IMPORTS, STREAK, SURVEY
from playwright.sync_api import APIResponse
from routes import METRIC
from windows import Window

from juluo.shell.limits import Cost
from juluo.web.doors import found

EXPORTS = {
    "draw_winners_file": (f"{DRAW}/winners",),
    "event_people_file": (f"{EVENT}/people",),
    "metric_export": (f"{METRIC}/channel_share/export?file=csv", f"{METRIC}/channel_share/export?file=xlsx"),
    "survey_results_file": tuple(f"{SURVEY}/results/file?file={kind}" for kind in ("csv", "xlsx", "codebook")),
    "feedback_file": (f"{FEEDBACK}/file",),
    "import_quarantine": (f"{IMPORTS}/{IMPORTED}/quarantine",),
    "members_export": (f"/desk/{SLUG}/members/export",),
    "streak_people_file": (f"{STREAK}/people",),
    "segment_export": (f"/desk/{SLUG}/segments/1/export", f"/desk/{SLUG}/segments/1/export?file=xlsx"),
}
# Documents, pictures, archives of a member's own, and what is asked of a language model.
_NO_TABLES = {"report_take", "metric_picture", "member_personal_file", "portal_file", "need_draft", "thread_draft"}
_NO_TABLES |= {"report_draft", "portal_draw_file", "portal_draw_list"}
_NO_TABLES |= {"report_draft", "survey_file"}
# How spreadsheets know a formula (OWASP, "CSV Injection"), in both widths.
_BEGINS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def test_every_way_out_is_tried() -> None:
    leaving = {name for name, page in found().items() if page.cost is Cost.EXPORT or "export" in name}
    assert leaving - _NO_TABLES <= set(EXPORTS)


@pytest.mark.browser
@pytest.mark.parametrize("name", sorted(set(EXPORTS) & set(found())))
def test_no_cell_computes_anything(windows: Windows, name: str) -> None:
    with windows() as opened:
        for address in EXPORTS[name]:
            answer = _asked(opened, name, address)
            assert answer.ok, address
            assert "attachment" in answer.headers["content-disposition"]
            cells = _xlsx(answer.body()) if "xlsx" in address else _csv(answer.body())
            assert "xss" in "".join(cells), "attacks are in it"
            assert [cell for cell in cells if cell.lstrip(" \u3000").startswith(_BEGINS) and not _number(cell)] == []


def _asked(opened: Window, name: str, address: str) -> APIResponse:
    """Where names leave, a form asks for it, with its token."""
    if "GET" in found()[name].methods:
        return opened.context.request.get(opened.desk.address + address)
    page = opened.open(address.rsplit("/", 1)[0])
    form = {"csrfmiddlewaretoken": page.locator("[name=csrfmiddlewaretoken]").first.input_value()}
    return opened.context.request.post(opened.desk.address + address, form=form, headers={"referer": page.url})


def _csv(body: bytes) -> list[str]:
    return [cell for row in csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")) for cell in row]


def _xlsx(body: bytes) -> list[str]:
    """The words of a workbook that has no formula at all; those are text by their type, so nothing begins one."""
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own workbook
    assert sheet.find(f".//{_SHEET}f") is None
    words = [cell for cell in sheet.iter(f"{_SHEET}c") if cell.get("t") == "inlineStr"]
    assert {cell.get("t") for cell in sheet.iter(f"{_SHEET}c")} <= {"inlineStr", None}
    return ["'" + "".join(cell.itertext()) for cell in words]


def _number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
