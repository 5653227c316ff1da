"""A day's report from draft to signature in a real browser: written, saved by itself, signed, taken away, compared."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from cast import Cast
from django.db import connection
from in_browser import Visit, reads_well, served
from playwright.sync_api import Browser, Page

DAY = "2026-11-19"
WORDS = "夜里提问多：加一个人值班。<b>不是标签</b>"


@pytest.fixture
def desk(cast: Cast, records: Path, demo_home: Path, tmp_path: Path) -> Iterator[str]:
    """The desk on a real port, over the simulated community."""
    assert cast.lin
    for part in ("ledger", "files"):
        shutil.rmtree(records / part, ignore_errors=True)
        shutil.copytree(demo_home / part, records / part)
    with served(tmp_path) as address:
        yield address
    connection.close()


def taken(page: Page, form: str) -> bytes:
    with page.expect_download() as download:
        page.click(f".take button[value={form}]")
    assert download.value.suggested_filename == f"demo-day-{DAY}.{form}"
    return Path(download.value.path()).read_bytes()


def text_of(content: bytes) -> str:
    assert content.startswith(b"%PDF-")
    text = "".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(content))
    return re.sub(r"\s+", "", text)


@pytest.mark.browser
def test_from_a_draft_to_a_signed_report_in_hand(browser: Browser, desk: str) -> None:
    visit = Visit(browser, desk, 1440, "light", "zh")
    page, here = visit.page, f"{desk}/desk/demo/reports/day/{DAY}"
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    try:
        page.goto(f"{desk}/desk/demo/reports")
        page.click("text=打开最近一份")
        page.wait_for_url(here)
        # Written, and saved without a click.
        page.fill("#words-improve", WORDS)
        page.wait_for_selector("#place-improve .saved:has-text('存好了')")
        # A proposal becomes somebody's task.
        page.click(".steps li:first-child summary")
        page.fill(".steps li:first-child input[name=due]", "2026-11-20")
        page.click(".steps li:first-child .task-form button")
        page.wait_for_selector(".settled-step:has-text('已经定了')")
        assert page.input_value("#words-improve") == WORDS
        # Signed: nothing can be written any more, and the seal says whose it is.
        page.click(".sign button")
        page.wait_for_selector(".seal")
        assert page.inner_text(".seal").split() == ["青禾", "签发"]
        assert page.locator("textarea").count() == 0
        assert page.inner_text("#activity .written") == WORDS
        # Taken away, as it was signed.
        text = text_of(taken(page, "pdf"))
        assert "青禾社区" in text
        assert WORDS.replace(" ", "") in text
        assert "青禾签发" in text
        assert taken(page, "png").startswith(b"\x89PNG\r\n\x1a\n")
        page.click(".take button[value=chat]")
        page.click("button[data-copies]")
        page.wait_for_selector("button[data-copies]:has-text('复制好了')")
        pasted = page.evaluate("navigator.clipboard.readText()")
        assert pasted.startswith("青禾社区")
        assert WORDS not in pasted
        assert visit.complaints == []
    finally:
        visit.context.close()


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme", "lang"), [(1024, "light", "en"), (390, "dark", "zh")])
def test_pages_of_reports_can_be_read_and_hit(browser: Browser, desk: str, width: int, scheme: str, lang: str) -> None:
    visit = Visit(browser, desk, width, scheme, lang)
    pages = ("reports", "reports?grain=week", f"reports/day/{DAY}", f"reports/day/{DAY}/compare", "all-tasks")
    try:
        for address in pages:
            visit.page.goto(f"{desk}/desk/demo/{address}")
            reads_well(visit.page, by_axe=False)
        assert visit.complaints == []
    finally:
        visit.close()
