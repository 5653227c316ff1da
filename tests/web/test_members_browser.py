"""成员 in a real browser: read on a desk and a phone, found while typing, walked by keys, and all without a script."""

import pytest
from in_browser import Visit, reads_well
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.usefixtures("team")


@pytest.mark.browser
def test_pages_of_members_can_be_read_and_hit(browser: Browser, desk: str) -> None:
    """In a hand, in the dark, in English; tests/e2e reads every page in Chinese, on a desk in the light, too."""
    visit = Visit(browser, desk, 390, "dark", "en")
    page = visit.page
    try:
        page.goto(f"{desk}/desk/tea/members?role=member")
        # Signing in led to 今天, which has a test of its own.
        visit.complaints.clear()
        member = str(page.locator(".members tbody a").nth(1).get_attribute("href")).removeprefix("/desk/tea/")
        addresses = ("members?role=member", "members?q=nobody", member, f"{member}/records?said=asked")
        for address in addresses:
            page.goto(f"{desk}/desk/tea/{address}")
            reads_well(page, by_axe=False)
        assert visit.complaints == []
    finally:
        visit.close()


@pytest.mark.browser
def test_typing_finds_and_keys_walk_and_open(browser: Browser, desk: str) -> None:
    visit = Visit(browser, desk, 1440, "light", "zh")
    page = visit.page
    try:
        page.goto(f"{desk}/desk/tea/members")
        visit.complaints.clear()
        assert page.locator(".members tbody tr").count() == 9
        page.keyboard.press("/")
        page.keyboard.type("大宝")
        page.wait_for_selector("#found [role=status]:has-text('1人符合')")
        assert "q=%E5%A4%A7%E5%AE%9D" in page.url
        assert page.evaluate("document.activeElement.id") == "q"
        page.click(".state-pick:has-text('一直在说')")
        page.wait_for_selector(".chips li >> nth=2")
        page.click(".chips a:has-text('名字或编号')")
        page.wait_for_url("**/members?state=steady")
        page.keyboard.press("j")
        page.keyboard.press("j")
        second = page.locator(".members tbody a").nth(1)
        assert page.evaluate("document.activeElement.pathname") == second.get_attribute("href")
        page.keyboard.press("Enter")
        page.wait_for_selector("#records ol.entries li")
        page.click("#records .choice:has-text('提问')")
        page.wait_for_selector("#records .choice[aria-current]:has-text('提问')")
        page.locator("#records a.around").first.click()
        page.wait_for_selector(".context .meant")
        assert visit.complaints == []
    finally:
        visit.close()


@pytest.mark.browser
def test_without_a_script_the_same_is_there(browser: Browser, desk: str) -> None:
    visit = Visit(browser, desk, 1024, "light", "zh")
    kept = visit.context.storage_state()
    visit.close()
    context = browser.new_context(java_script_enabled=False, storage_state=kept)
    try:
        page = context.new_page()
        page.goto(f"{desk}/desk/tea/members")
        page.fill("#q", "大宝")
        page.click(".look button")
        expect(page.locator(".members tbody tr")).to_have_count(1)
        page.click(".chips a")
        expect(page.locator(".members tbody tr")).to_have_count(9)
        page.click(".members tbody a:has-text('大宝')")
        page.click("#records .choice:has-text('提问')")
        page.wait_for_url("**/records?said=asked")
        expect(page.locator("#records ol.entries li")).to_have_count(3)
    finally:
        context.close()
