"""待答 and 常问 in a real browser: read on a phone and by keys, decided without a reload, with no complaint."""

import pytest
from in_browser import Visit, reads_well
from playwright.sync_api import Browser
from test_questions_page import AT, FAQ, asked, team

pytestmark = pytest.mark.usefixtures("team")

__all__ = ["asked", "team"]


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme", "lang"), [(1440, "light", "zh"), (390, "dark", "en")])
def test_it_is_read_and_decided(browser: Browser, desk: str, width: int, scheme: str, lang: str) -> None:
    visit = Visit(browser, desk, width, scheme, lang)
    page = visit.page
    try:
        for place in (AT, FAQ):
            page.goto(desk + place)
            reads_well(page)
        page.goto(desk + AT)
        page.keyboard.press("j")
        assert page.evaluate("Boolean(document.activeElement.closest('.asked-list'))")
        page.evaluate("window.stayed = true")
        page.locator("#found .asked-list button[value=take]").first.click()
        page.locator("#found .by b").first.wait_for()
        assert page.evaluate("window.stayed")
        page.locator("#found .asked-list details summary").first.click()
        page.locator("#found .asked-list input[name=note]").first.fill("x")
        page.locator("#found .asked-list button[value=elsewhere]").first.click()
        page.locator("#found > .asked-list > li").nth(1).wait_for(state="detached")
        assert page.locator("#found > .asked-list > li").count() == 1
        assert page.evaluate("window.stayed")
        assert visit.complaints == []
    finally:
        visit.close()
