"""需求 in a real browser: read in a hand and on a desk, pinned by a form, opened from a quote."""

from collections.abc import Iterator
from pathlib import Path

import needful
import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from cast import Cast, entered
from in_browser import CONTRASTS, LEAST_CONTRAST, SMALL, WIDE, Visit, served
from playwright.sync_api import Browser
from talkative import bring

from juluo.shell.accounts.scene import Scene
from juluo.web.seen import SHELF

# What breaks a rule of WCAG's, by axe.
_BREAKS = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .flatMap(one => one.nodes.map(node => `${one.id}: ${node.html.slice(0, 120)}`))"""


@pytest.fixture
def desk(records: Path, scene: Scene, tmp_path: Path) -> Iterator[str]:
    SHELF.clear()
    (tmp_path / "talk").mkdir()
    bring(needful.make(tmp_path / "talk"), records)
    team: Cast = entered(scene)
    assert team
    with served(tmp_path) as address:
        yield address


@pytest.mark.browser
def test_pages_of_needs_can_be_read_hit_and_worked_with(browser: Browser, desk: str) -> None:
    visit = Visit(browser, desk, 390, "dark", "en")
    page, needs = visit.page, f"{desk}/desk/tea/needs"
    try:
        page.goto(needs)
        visit.complaints.clear()
        one = page.locator(".needs h3 a").last.get_attribute("href")
        for address in (needs, f"{desk}{one}"):
            page.goto(address)
            page.wait_for_load_state("networkidle")
            assert page.evaluate(WIDE) <= 0, address
            assert [found for found in page.evaluate(CONTRASTS) if found[0] < LEAST_CONTRAST] == [], address
            assert page.evaluate(SMALL) == [], address
            assert page.evaluate("window.hit") is None, address
            page.evaluate(Path(AXE_FILE_PATH).read_text(encoding="utf-8"))
            assert page.evaluate(_BREAKS) == [], address
        page.click("button[value=pin]")
        page.wait_for_selector(".need-steps li")
        page.goto(needs)
        assert page.locator(".needs h3 a").first.get_attribute("href") == one
        page.locator(".needs-quotes .uttered a").first.click()
        page.wait_for_url("**/around/**")
        assert visit.complaints == []
    finally:
        visit.close()
