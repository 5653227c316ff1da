"""成员 › KOL and its neighbours in a real browser: read, hit and heard by all rules, on a desk and in a hand."""

import pytest
from in_browser import Visit, reads_well
from playwright.sync_api import Browser

pytestmark = pytest.mark.usefixtures("team")


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme", "lang"), [(390, "dark", "en"), (1440, "light", "zh")])
def test_the_pages_can_be_read_and_hit(browser: Browser, desk: str, width: int, scheme: str, lang: str) -> None:
    visit = Visit(browser, desk, width, scheme, lang)
    page = visit.page
    try:
        page.goto(f"{desk}/desk/tea/kol")
        visit.complaints.clear()
        member = str(page.locator(".kol-board tbody a").nth(0).get_attribute("href")).removeprefix("/desk/tea/")
        for address in ("kol", f"kol?by=core&person={member.split('/')[-1]}", "at-risk", f"{member}/recommended"):
            page.goto(f"{desk}/desk/tea/{address}")
            reads_well(page, by_axe=False)
        assert visit.complaints == []
    finally:
        visit.close()


@pytest.mark.browser
def test_recommendations_come_into_a_member_s_page_by_themselves(browser: Browser, desk: str) -> None:
    visit = Visit(browser, desk, 1440, "light", "zh")
    page = visit.page
    try:
        page.goto(f"{desk}/desk/tea/kol")
        page.locator(".kol-board tbody a").nth(0).click()
        page.wait_for_selector("#recommended form.wanted")
        page.click("#recommended button[value=out]")
        page.wait_for_selector("text=说过不要推荐")
        assert visit.complaints == []
    finally:
        visit.close()
