"""读出来的 and 关注词 in a real browser: read on a phone and by keys, told right from wrong without a reload."""

import pytest
from in_browser import Visit, reads_well
from playwright.sync_api import Browser
from test_readings_page import AT, WORDS, read, team

pytestmark = pytest.mark.usefixtures("read")

__all__ = ["read", "team"]


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme", "lang"), [(1440, "light", "zh"), (390, "dark", "en")])
def test_it_is_read_and_told_right_from_wrong(browser: Browser, desk: str, width: int, scheme: str, lang: str) -> None:
    visit = Visit(browser, desk, width, scheme, lang)
    page = visit.page
    try:
        for place in (f"{AT}?show=problem", f"{AT}?show=floods", f"{AT}?show=watch", WORDS):
            page.goto(desk + place)
            reads_well(page)
        page.goto(f"{desk}{AT}?show=problem")
        page.keyboard.press("j")
        assert page.evaluate("Boolean(document.activeElement.closest('.read-list'))")
        page.evaluate("window.stayed = true")
        page.locator("#found .read-list button[value=wrong]").first.click()
        page.locator("#found .read-list .not").first.wait_for()
        page.locator("#found .read-list button[value=undo]").first.click()
        page.locator("#found .read-list .not").first.wait_for(state="detached")
        assert page.evaluate("window.stayed")
        assert visit.complaints == []
    finally:
        visit.close()
