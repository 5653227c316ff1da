"""Files go up in pieces in a real browser; the page finds out by itself that the import is done."""

import re
from pathlib import Path

import pytest
from in_browser import WIDE, Visit, reads_well
from playwright.sync_api import Browser, expect
from work_off import work_off

pytestmark = pytest.mark.usefixtures("cast")

PAGES = ("/desk/tea/imports", "/desk/tea/imports/1", "/desk/tea/settings/team", "/desk/tea/settings/tokens",
         "/desk/tea/settings/audit", "/communities")  # fmt: skip


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme", "lang"), [(1440, "light", "zh"), (390, "dark", "en")])
def test_a_file_goes_up_and_its_receipt_comes(
    browser: Browser, desk: str, tmp_path: Path, width: int, scheme: str, lang: str
) -> None:
    lines = "".join(f"2026-11-19T08:{n % 60:02}:00Z,m{n % 9},<b onclick=alert(1)>tea {n}</b>\n" for n in range(300))
    (tmp_path / "hall.csv").write_text("time,author,text\n" + lines, encoding="utf-8")
    visit = Visit(browser, desk, width, scheme, lang)
    try:
        page = visit.page
        page.goto(f"{desk}/desk/tea/imports")
        page.click(".bring button.main")
        expect(page.locator(".bring .wrong")).to_be_visible()
        page.set_input_files("#files", tmp_path / "hall.csv")
        page.click(".bring button.main")
        page.wait_for_url("**/imports/parcel/1")
        assert "tea 5" in page.inner_text("main")
        assert page.evaluate(WIDE) <= 0
        page.click("button[value=start]")
        page.wait_for_selector("#progress")
        assert work_off() == ["done"]
        page.wait_for_url(re.compile(r"/imports/1$"))
        assert "300" in page.inner_text("h1")
        for address in PAGES:
            page.goto(desk + address)
            reads_well(page, by_axe=False)
        assert visit.complaints == []
    finally:
        visit.close()
