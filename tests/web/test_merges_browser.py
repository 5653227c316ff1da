"""同一个人？ in a real browser: read on a phone, walked through by keys, decided without a hand on the mouse."""

import pytest
from in_browser import Visit, reads_well
from playwright.sync_api import Browser
from test_merges_page import AT, team

from juluo.desk.members.facts import Verdict, decisions

pytestmark = pytest.mark.usefixtures("team")

__all__ = ["team"]


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme", "lang"), [(1440, "light", "zh"), (390, "dark", "en")])
def test_it_is_read_and_decided(browser: Browser, desk: str, width: int, scheme: str, lang: str) -> None:
    visit = Visit(browser, desk, width, scheme, lang)
    page = visit.page
    try:
        for place in ("waiting", "told apart"):
            page.goto(desk + AT)
            reads_well(page, by_axe=False)
            if place == "waiting":
                page.keyboard.press("j")
                assert "merge" in page.evaluate("document.activeElement.closest('.merge').className")
                page.locator(".merge button[value=apart]").focus()
                with page.expect_navigation():
                    page.keyboard.press("Enter")
                assert len(decisions("tea", Verdict.APART)) == 1
        assert page.locator(".merge").count() == 0
        assert visit.complaints == []
    finally:
        visit.close()
