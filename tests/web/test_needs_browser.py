"""需求 in a real browser: read in a hand and on a desk, pinned by a form, opened from a quote."""

import pytest
from in_browser import Visit, reads_well
from playwright.sync_api import Browser


@pytest.mark.browser
@pytest.mark.usefixtures("needy_team")
def test_pages_of_needs_can_be_read_hit_and_worked_with(browser: Browser, desk: str) -> None:
    visit = Visit(browser, desk, 390, "dark", "en")
    page, needs = visit.page, f"{desk}/desk/tea/needs"
    try:
        page.goto(needs)
        visit.complaints.clear()
        one = page.locator(".needs h3 a").last.get_attribute("href")
        for address in (needs, f"{desk}{one}"):
            page.goto(address)
            reads_well(page)
        page.click("button[value=pin]")
        page.wait_for_selector(".need-steps li")
        page.goto(needs)
        assert page.locator(".needs h3 a").first.get_attribute("href") == one
        page.locator(".needs-quotes .uttered a").first.click()
        page.wait_for_url("**/around/**")
        assert visit.complaints == []
    finally:
        visit.close()
