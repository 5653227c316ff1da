"""The frame in a real browser: two widths, two lights, two languages; keys; no complaint of any kind."""

import re

import pytest
from in_browser import Visit, reads_well
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.usefixtures("cast")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("width", "scheme", "lang"), [(1440, "light", "zh"), (390, "dark", "en"), (390, "light", "zh")]
)
def test_every_page_of_the_frame_can_be_read_and_hit(
    browser: Browser, desk: str, width: int, scheme: str, lang: str
) -> None:
    visit = Visit(browser, desk, width, scheme, lang)
    try:
        for address in ("/desk/tea/", "/settings", "/sign-in", "/nowhere"):
            visit.page.goto(desk + address)
            if width < 720 and visit.page.locator("details.more").count():
                visit.page.click("details.more summary")
            reads_well(visit.page, by_axe=False)
        assert [one for one in visit.complaints if "404" not in one] == []
    finally:
        visit.close()


@pytest.mark.browser
def test_keys_lead_through_the_desk(browser: Browser, desk: str) -> None:
    visit = Visit(browser, desk, 1440, "dark", "zh")
    try:
        page = visit.page
        page.keyboard.press("?")
        assert page.locator("dialog#keys").is_visible()
        page.keyboard.press("Escape")
        assert not page.locator("dialog#keys").is_visible()
        page.keyboard.press("g")
        page.keyboard.press("s")
        page.wait_for_url("**/settings")
        page.keyboard.press("g")
        page.keyboard.press("t")
        page.wait_for_url(re.compile(r"/desk/\w+/"))
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        expect(page.locator("#main")).to_be_focused()
        assert visit.complaints == []
    finally:
        visit.close()
