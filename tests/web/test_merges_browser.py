"""同一个人？ in a real browser: read on a phone, walked through by keys, decided without a hand on the mouse."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cast import Cast
from in_browser import CONTRASTS, LEAST_CONTRAST, SMALL, WIDE, Visit, served
from playwright.sync_api import Browser
from test_merges_page import AT, team

from juluo.desk.members.facts import Verdict, decisions

__all__ = ["team"]


@pytest.fixture
def desk(team: Cast, tmp_path: Path) -> Iterator[str]:
    """The desk on a real port, where two accounts may be one person's."""
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
        for place in ("waiting", "told apart"):
            page.goto(desk + AT)
            assert page.evaluate(WIDE) <= 0
            page.screenshot(path=tmp_path / f"{place}-{width}.png", full_page=True)
            assert [one for one in page.evaluate(CONTRASTS) if one[0] < LEAST_CONTRAST] == []
            if width < 720:
                assert page.evaluate(SMALL) == []
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
