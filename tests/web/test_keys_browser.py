"""The keyboard and the palette in a real browser: nothing needs a mouse, and nothing is taken from who types."""

import re

import pytest
from cast import Cast
from in_browser import Visit
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.usefixtures("cast")

COMPOSED = """(key) => document.activeElement.dispatchEvent(
  new KeyboardEvent('keydown', {key, isComposing: true, keyCode: 229, bubbles: true, cancelable: true}))"""
# htmx takes up a page with a timer of its own, which a busy machine keeps waiting.
LATE = """const soon = window.setTimeout;
window.setTimeout = (what, after, ...rest) => soon(what, after === undefined ? 20000 : after, ...rest);"""
FOCUSED = "document.activeElement.getAttribute('href')"


def chosen(page: Page) -> str:
    """What is chosen, as a screen reader is told."""
    page.wait_for_selector("#palette [role=option][aria-selected=true]")
    active = page.get_attribute("#palette [role=combobox]", "aria-activedescendant")
    return page.inner_text(f"#{active}").strip()


@pytest.mark.browser
def test_the_palette_leads_anywhere_without_a_mouse(browser: Browser, desk: str) -> None:
    visit = Visit(browser, desk, 1440, "light", "zh")
    page = visit.page
    try:
        page.goto(f"{desk}/settings")
        page.keyboard.press("Control+k")
        assert chosen(page) == "今天"
        page.keyboard.press("ArrowDown")
        assert chosen(page) == "日报"
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        assert chosen(page) == "退出", "it goes round"
        page.keyboard.type("sj")
        page.wait_for_selector("#palette .found:has-text('今天')", state="detached")
        assert chosen(page) == "数据"
        page.evaluate(COMPOSED, "Enter")
        page.evaluate(COMPOSED, "ArrowDown")
        assert chosen(page) == "数据", "Enter that ends a composition chooses nothing"
        page.keyboard.press("Enter")
        page.wait_for_url("**/metrics")
        page.keyboard.press("Control+k")
        page.keyboard.type("nothing of the kind")
        page.wait_for_selector("#palette .nothing")
        page.keyboard.press("Escape")
        assert not page.locator("#palette").is_visible()
        page.keyboard.press("Control+k")
        page.keyboard.type("暗色")
        # At once: what stands there still answers an earlier word.
        page.keyboard.press("Enter")
        page.wait_for_selector("html[data-theme=dark]")
        assert page.url.endswith("/metrics"), "a deed leads back"
        assert visit.complaints == []
    finally:
        visit.close()


@pytest.mark.browser
def test_the_palette_answers_before_the_page_has_settled(browser: Browser, desk: str) -> None:
    visit = Visit(browser, desk, 1440, "light", "zh")
    page = visit.page
    try:
        page.add_init_script(LATE)
        page.goto(f"{desk}/settings")
        page.keyboard.press("Control+k")
        assert chosen(page) == "今天"
        assert visit.complaints == []
    finally:
        visit.context.close()


@pytest.mark.browser
def test_rows_are_walked_and_opened_and_typing_is_left_alone(browser: Browser, desk: str) -> None:
    visit = Visit(browser, desk, 1024, "light", "zh")
    page = visit.page
    try:
        page.goto(f"{desk}/desk/tea/metrics")
        page.keyboard.press("j")
        first = page.evaluate(FOCUSED)
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("k")
        second = page.evaluate(FOCUSED)
        links = page.eval_on_selector_all(
            "main tbody th a", "links => links.slice(0, 2).map(a => a.getAttribute('href'))"
        )
        assert [first, second] == links
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{second}")
        page.goto(f"{desk}/communities")
        field = page.locator("#slug")
        field.focus()
        page.keyboard.type("gtjk/?x")
        assert field.input_value() == "gtjk/?x"
        assert page.url.endswith("/communities")
        assert not page.locator("dialog[open]").count()
        page.locator("h1").click()
        for key in ("j", "?", "g", "t"):
            page.evaluate(COMPOSED, key)
        assert page.url.endswith("/communities")
        assert not page.locator("dialog[open]").count(), "who composes Chinese presses no keys of ours"
    finally:
        visit.close()


@pytest.mark.browser
def test_the_list_of_keys_is_that_of_the_page(browser: Browser, desk: str, cast: Cast) -> None:
    assert cast.lin
    visit = Visit(browser, desk, 1440, "dark", "en")
    page = visit.page
    try:
        listed = []
        for address in ("/settings", "/communities", "/search"):
            page.goto(desk + address)
            page.locator("h1").click()
            page.keyboard.press("?")
            listed.append(page.inner_text("dialog#keys .keys"))
            page.keyboard.press("j")
            assert page.locator("dialog#keys").is_visible(), "what is behind hears nothing"
            page.keyboard.press("?")
            assert not page.locator("dialog#keys").is_visible()
        own, rows, found = listed
        assert "Next row" not in own
        assert "Next row" in rows
        assert "Search this page" not in rows
        assert "Search this page" in found
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.name") == "q"
    finally:
        visit.close()


@pytest.mark.browser
def test_a_lost_line_is_told_and_taken_up_again(browser: Browser, desk: str) -> None:
    visit = Visit(browser, desk, 390, "light", "zh")
    page = visit.page
    try:
        page.goto(f"{desk}/desk/tea/metrics")
        page.route(re.compile("/search"), lambda route: route.abort())
        page.click(".phone-top .seek")
        page.wait_for_selector("#trouble:not([hidden])")
        assert "连不上聚落" in page.inner_text("#trouble")
        page.unroute(re.compile("/search"))
        page.click("#trouble [data-again]")
        page.wait_for_selector("#palette [role=option]")
        assert not page.locator("#trouble").is_visible()
        page.route(re.compile("/search"), lambda route: route.fulfill(status=429, body="slow"))
        page.fill("#palette input[type=search]", "x")
        page.wait_for_selector("#trouble:not([hidden])")
        assert "来得太多了" in page.inner_text("#trouble")
        assert "slow" not in page.inner_text("#palette")
    finally:
        visit.context.close()
