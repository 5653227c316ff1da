"""问卷结果 in a real browser: read, hit and heard by all rules; what was answered runs nowhere."""

import pytest
import surveyed
from in_browser import Visit, reads_well
from playwright.sync_api import Browser


@pytest.mark.browser
@pytest.mark.usefixtures("team")
@pytest.mark.parametrize(("width", "scheme", "lang"), [(390, "dark", "en"), (1440, "light", "zh")])
def test_results_are_read_by_all(browser: Browser, desk: str, width: int, scheme: str, lang: str) -> None:
    surveyed.make()
    visit = Visit(browser, desk, width, scheme, lang)
    page = visit.page
    try:
        visit.complaints.clear()
        page.goto(f"{desk}/desk/tea/surveys/autumn/results")
        page.wait_for_load_state("networkidle")
        for summary in page.locator("main summary").all():
            summary.click()
        reads_well(page)
        assert visit.complaints == []
    finally:
        visit.close()
