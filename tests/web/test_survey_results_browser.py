"""问卷结果 in a real browser: read, hit and heard by all rules; what was answered runs nowhere."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import surveyed
from axe_playwright_python.sync_playwright import Axe
from cast import Cast
from in_browser import CONTRASTS, LEAST_CONTRAST, SMALL, WIDE, Visit, served
from playwright.sync_api import Browser

SHOTS = os.environ.get("JULUO_SHOTS", "")


@pytest.fixture
def desk(team: Cast, tmp_path: Path) -> Iterator[str]:
    assert team
    surveyed.make()
    with served(tmp_path) as address:
        yield address


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme", "lang"), [(390, "dark", "en"), (1440, "light", "zh")])
def test_results_are_read_by_all(browser: Browser, desk: str, width: int, scheme: str, lang: str) -> None:
    visit = Visit(browser, desk, width, scheme, lang)
    page = visit.page
    try:
        visit.complaints.clear()
        page.goto(f"{desk}/desk/tea/surveys/autumn/results")
        page.wait_for_load_state("networkidle")
        for summary in page.locator("main summary").all():
            summary.click()
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/results-{width}.png", full_page=True)
        assert page.evaluate(WIDE) <= 0
        assert [one for one in page.evaluate(CONTRASTS) if one[0] < LEAST_CONTRAST] == []
        assert page.evaluate("window.hit") is None
        if width < 720:
            assert page.evaluate(SMALL) == []
        found = Axe().run(page).response["violations"]
        assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == []
        assert visit.complaints == []
    finally:
        visit.close()
