"""今天 and 数据 in a real browser: drawn, opened, shut, read on a phone; hostile names run nothing."""

import pytest
from in_browser import WIDE, Visit, reads_well
from playwright.sync_api import Browser
from talkative import LAST

pytestmark = pytest.mark.usefixtures("team")

PAGES = (
    "",
    "metrics",
    "metrics/messages?people=regulars&by=hour",
    "metrics/lifecycle?grain=week",
    "metrics/hour_of_week",
    "retention",
    "flow",
    "metric-views",
)


@pytest.mark.browser
def test_pages_of_numbers_can_be_read_and_hit(browser: Browser, desk: str) -> None:
    """In a hand, in the dark, in English; tests/e2e reads every page in Chinese, on a desk in the light, too."""
    visit = Visit(browser, desk, 390, "dark", "en")
    try:
        for address in PAGES:
            visit.page.goto(f"{desk}/desk/tea/{address}")
            reads_well(visit.page, by_axe=False)
        assert visit.complaints == []
    finally:
        visit.close()


@pytest.mark.browser
def test_from_a_tile_to_the_messages_and_back(browser: Browser, desk: str) -> None:
    visit = Visit(browser, desk, 1440, "light", "zh")
    page = visit.page
    try:
        page.click(".tile .to >> nth=0")
        page.wait_for_url(f"**/metrics/active_members?day={LAST}")
        page.wait_for_selector(".chart.live .canvas canvas")
        page.click(".headline a:has-text('看背后的')")
        page.wait_for_selector("#drawer ol.entries li")
        assert "背后有" in page.inner_text("#drawer header")
        page.keyboard.press("Escape")
        assert page.locator("#drawer > *").count() == 0
        page.click("#parts tbody tr >> nth=1 >> th a")
        page.wait_for_selector("#drawer ol.entries li")
        page.click(".choice:has-text('90天')")
        page.wait_for_url("**days=90**")
        page.wait_for_selector(".chart.live .canvas canvas")
        assert page.evaluate("window.hit") is None
        assert visit.complaints == []
    finally:
        visit.close()


@pytest.mark.browser
def test_arrows_turn_the_days(browser: Browser, desk: str) -> None:
    visit = Visit(browser, desk, 1024, "light", "zh")
    page = visit.page
    try:
        page.goto(f"{desk}/desk/tea/")
        first = page.inner_text("h1")
        page.keyboard.press("ArrowLeft")
        page.wait_for_url("**day=**")
        assert page.inner_text("h1") != first
        page.keyboard.press("ArrowRight")
        page.wait_for_function("text => document.querySelector('h1').innerText === text", arg=first)
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
        page.goto(f"{desk}/desk/tea/metrics/messages")
        assert page.locator(".chart .wide svg.course").is_visible()
        page.click(".headline a:has-text('看背后的')")
        page.wait_for_url("**/records*")
        assert page.locator("ol.entries li").count() > 5
        page.goto(f"{desk}/desk/tea/metrics")
        page.click("noscript a >> nth=0")
        page.wait_for_url("**group=*")
    finally:
        context.close()


@pytest.mark.browser
def test_a_number_is_asked_by_keys(browser: Browser, desk: str) -> None:
    visit = Visit(browser, desk, 1440, "light", "zh")
    page = visit.page
    try:
        page.goto(f"{desk}/desk/tea/metrics/messages")
        for key, asked in (
            ("w", "**days=7"),
            ("x", "**against=none"),
            ("ArrowLeft", "**to=**"),
            ("f", "**against=none"),
        ):
            page.keyboard.press(key)
            page.wait_for_url(asked)
        page.keyboard.press("x")
        page.wait_for_url("**/messages**")
        page.wait_for_function("!location.search.includes('against')")
        # A key that is written somewhere is no order.
        page.click("summary:has-text('给一天写批注')")
        page.focus("#note-words")
        page.keyboard.type("wxm")
        assert page.input_value("#note-words") == "wxm"
        assert "days=7" not in page.url
        assert visit.complaints == []
    finally:
        visit.close()


@pytest.mark.browser
def test_a_note_is_written_and_the_drawer_searched(browser: Browser, desk: str) -> None:
    visit = Visit(browser, desk, 390, "dark", "zh")
    page = visit.page
    try:
        page.goto(f"{desk}/desk/tea/metrics/messages")
        page.click("summary:has-text('给一天写批注')")
        page.fill("#note-words", "服务器停了半天")
        page.click("button:has-text('记下')")
        page.wait_for_selector(".notes .mark-note:has-text('服务器停了半天')")
        page.click(".headline a:has-text('看背后的')")
        page.wait_for_selector("#drawer ol.entries li")
        before = page.locator("#drawer ol.entries li").count()
        page.select_option("#drawer select[name=who]", index=1)
        page.click("#drawer button:has-text('找')")
        page.wait_for_function("n => document.querySelectorAll('#drawer ol.entries li').length < n", arg=before)
        assert "符合的有" in page.inner_text("#drawer header")
        page.keyboard.press("Escape")
        page.wait_for_function("!document.getElementById('drawer').childElementCount")
        assert page.evaluate("document.activeElement.textContent").startswith("看背后的")
        assert page.evaluate(WIDE) <= 0
        assert visit.complaints == []
    finally:
        visit.close()
