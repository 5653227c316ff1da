"""分群 in a real browser: read on a phone in the dark, and a rule that is tried while it is chosen and written."""

import pytest
from cast import Cast
from in_browser import Visit, reads_well
from playwright.sync_api import Browser
from talkative import EVIL, SLUG

from juluo.desk.segments.actions import keep_segment
from juluo.shell.accounts.scene import Scene


@pytest.fixture(autouse=True)
def kept(team: Cast, scene: Scene) -> None:
    keep_segment(team.lin, SLUG, f"说话的 {EVIL}"[:60], "近28天活跃 ≥ 1 天", scene, shared=True)


@pytest.mark.browser
def test_pages_of_segments_can_be_read_and_hit(browser: Browser, desk: str) -> None:
    visit = Visit(browser, desk, 390, "dark", "en")
    page = visit.page
    try:
        page.goto(f"{desk}/desk/tea/segments")
        visit.complaints.clear()
        one = str(page.locator(".segments tbody th > a").get_attribute("href")).removeprefix("/desk/tea/")
        written = "segments/new?mode=text&sent=1&rule=asked and in"
        for address in ("segments", one, f"{one}/people", f"{one}/edit", written, "segments/suggested"):
            page.goto(f"{desk}/desk/tea/{address}")
            reads_well(page, by_axe=False)
        assert visit.complaints == []
    finally:
        visit.close()


@pytest.mark.browser
def test_a_rule_is_tried_while_it_is_chosen_and_written(browser: Browser, desk: str) -> None:
    visit = Visit(browser, desk, 1440, "light", "zh")
    page = visit.page
    try:
        page.goto(f"{desk}/desk/tea/segments/new")
        visit.complaints.clear()
        page.fill("input[name=r0-n]", "1")
        page.wait_for_selector("#preview .rule-text:has-text('近14天活跃 ≥ 1 天')")
        page.select_option("select[name=kind]", "asked")
        page.click("button[name=add]")
        page.wait_for_selector("#preview .rule-text:has-text('近14天活跃 ≥ 1 天 且 近28天提过问')")
        page.click(".joins input[value=any]")
        page.wait_for_selector("#preview .rule-text:has-text('近14天活跃 ≥ 1 天 或 近28天提过问')")
        page.click("text=改成写规则")
        page.fill("#rule", "spoke and asked in #nowhere")
        page.wait_for_selector("#preview mark:has-text('#nowhere')")
        page.fill("#rule", "spoke in 28 days")
        page.wait_for_selector("#preview .rule-text:has-text('近28天说过话')")
        page.fill("#name", "说过话的")
        page.click("button[value=keep]")
        page.wait_for_selector("h1:has-text('说过话的')")
        assert visit.complaints == []
    finally:
        visit.close()
