"""读出来的 and 关注词 in a real browser: read on a phone and by keys, told right from wrong without a reload."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from cast import Cast
from in_browser import CONTRASTS, LEAST_CONTRAST, SMALL, WIDE, Visit, served
from playwright.sync_api import Browser
from test_readings_page import AT, WORDS, read, team

__all__ = ["read", "team"]


@pytest.fixture
def desk(read: Cast, tmp_path: Path) -> Iterator[str]:
    assert read
    with served(tmp_path) as address:
        yield address


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme", "lang"), [(1440, "light", "zh"), (390, "dark", "en")])
def test_it_is_read_and_told_right_from_wrong(
    browser: Browser, desk: str, width: int, scheme: str, lang: str, tmp_path: Path
) -> None:
    visit = Visit(browser, desk, width, scheme, lang)
    page = visit.page
    try:
        for place in (f"{AT}?show=problem", f"{AT}?show=floods", f"{AT}?show=watch", WORDS):
            page.goto(desk + place)
            assert page.evaluate(WIDE) <= 0
            page.screenshot(path=tmp_path / f"{place.rpartition('=')[2][-9:].strip('/')}-{width}.png", full_page=True)
            assert [one for one in page.evaluate(CONTRASTS) if one[0] < LEAST_CONTRAST] == []
            if width < 720:
                assert page.evaluate(SMALL) == []
            assert [one["id"] for one in Axe().run(page).response["violations"]] == []
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
