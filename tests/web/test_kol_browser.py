"""成员 › KOL and its neighbours in a real browser: read, hit and heard by all rules, on a desk and in a hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cast import Cast
from in_browser import CONTRASTS, LEAST_CONTRAST, SMALL, WIDE, Visit, served
from playwright.sync_api import Browser


@pytest.fixture
def desk(team: Cast, tmp_path: Path) -> Iterator[str]:
    assert team
    with served(tmp_path) as address:
        yield address


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
            page.wait_for_load_state("networkidle")
            assert page.evaluate(WIDE) <= 0, address
            assert [one for one in page.evaluate(CONTRASTS) if one[0] < LEAST_CONTRAST] == [], address
            assert page.evaluate("window.hit") is None, address
            if width < 720:
                assert page.evaluate(SMALL) == [], address
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
