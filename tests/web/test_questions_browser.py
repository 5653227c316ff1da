"""待答 and 常问 in a real browser: read on a phone and by keys, decided without a reload, with no complaint."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from cast import Cast
from in_browser import CONTRASTS, LEAST_CONTRAST, SMALL, WIDE, Visit, served
from playwright.sync_api import Browser
from test_questions_page import AT, FAQ, asked, team

__all__ = ["asked", "team"]


@pytest.fixture
def desk(team: Cast, tmp_path: Path) -> Iterator[str]:
    assert team
    with served(tmp_path) as address:
        yield address


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme", "lang"), [(1440, "light", "zh"), (390, "dark", "en")])
def test_it_is_read_and_decided(
    browser: Browser, desk: str, width: int, scheme: str, lang: str, tmp_path: Path
) -> None:
    visit = Visit(browser, desk, width, scheme, lang)
    page = visit.page
    try:
        for place in (AT, FAQ):
            page.goto(desk + place)
            assert page.evaluate(WIDE) <= 0
            page.screenshot(path=tmp_path / f"{place.rsplit('/', 1)[-1]}-{width}.png", full_page=True)
            assert [one for one in page.evaluate(CONTRASTS) if one[0] < LEAST_CONTRAST] == []
            if width < 720:
                assert page.evaluate(SMALL) == []
            assert [one["id"] for one in Axe().run(page).response["violations"]] == []
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
