"""The desk as it is used: in the other language, in the dark, by keys alone, in a hand, and by every role."""

import pytest
from conftest import Windows
from hostile import SLUG
from lived import DAY, REPORT
from playwright.sync_api import Page, expect
from routes import METRIC

PATIENT = 60_000
TODAY = f"/desk/{SLUG}/"
# What has the focus: in words, whether it is to be seen, and whether a ring is drawn around it.
_FOCUS = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at);
  // A date's calendar button lies within its field, and bears the browser's own ring.
  const ring = !at.matches(":focus") || style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  return [at.tagName, box.width > 0 && box.height > 0, ring];
}"""


@pytest.mark.browser
def test_language_and_light_are_kept(windows: Windows) -> None:
    with windows(f"{SLUG}-owner", color_scheme="light") as opened:
        page = opened.open(TODAY)
        _switched(page, "en")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        assert page.url.endswith(TODAY)
        _switched(page, "dark")
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        opened.open(METRIC)
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        _switched(page, "light")
        expect(page.locator("html")).to_have_attribute("data-theme", "light")
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != dark


def _switched(page: Page, value: str) -> None:
    with page.expect_navigation():
        page.click(f".side button[value={value}]")


@pytest.mark.browser
def test_keys_alone_lead_through_the_day(windows: Windows) -> None:
    with windows(reduced_motion="reduce") as opened:
        page = opened.open(TODAY)
        # Just imported: the page exchanges itself once its numbers are there.
        page.wait_for_selector(".tile", timeout=PATIENT)
        expect(page.locator(".updating")).to_have_count(0, timeout=PATIENT)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        expect(page.locator("#main")).to_be_focused()
        _tabs_downhill(page)
        page.keyboard.press("ArrowLeft")
        page.wait_for_url("**/?day=*")
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.closest('.tile') !== null")
        page.keyboard.press("Enter")
        page.wait_for_url("**/metrics/*")
        page.keyboard.press("g")
        page.keyboard.press("r")
        page.wait_for_url("**/reports")
        page.keyboard.press("?")
        expect(page.locator("dialog#keys")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("dialog#keys")).not_to_be_visible()


def _tabs_downhill(page: Page) -> None:
    """Every stop can be seen and bears a ring, and no page puts them in an order of its own."""
    for _ in range(25):
        page.keyboard.press("Tab")
        tag, seen, ringed = page.evaluate(_FOCUS)
        assert seen, tag
        assert ringed, tag
    assert page.evaluate("[...document.querySelectorAll('[tabindex]')].filter(one => one.tabIndex > 0).length") == 0


@pytest.mark.browser
@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        ("viewer", (), (".sign", ".take", "textarea", "[href*=records]", "[href$=imports]")),
        ("analyst", (".take",), (".sign", "textarea", "[href$=imports]")),
        ("moderator", (), (".sign", ".take", "textarea", "[href$=imports]")),
        ("operator", (".sign", ".take", "textarea", "[href$=imports]"), ("[href*=team]",)),
    ],
)
def test_a_role_is_shown_what_it_may(
    windows: Windows, role: str, may: tuple[str, ...], may_not: tuple[str, ...]
) -> None:
    with windows(f"{SLUG}-{role}") as opened:
        page = opened.open(REPORT)
        assert [one for one in may if not page.locator(one).count()] == []
        assert [one for one in may_not if page.locator(one).count()] == []
        page = opened.open(f"{TODAY}?day={DAY}")
        assert (page.locator("#waiting .entries").count() == 1) is (role != "viewer")


@pytest.mark.browser
def test_in_a_hand_everything_is_there(windows: Windows) -> None:
    with windows(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True) as opened:
        page = opened.open(TODAY)
        expect(page.locator(".side")).not_to_be_visible()
        page.tap(".tabbar a >> nth=1")
        page.wait_for_url("**/reports")
        page.tap("details.more summary")
        page.tap(".more-sheet a[href$=imports]")
        page.wait_for_url("**/imports")
        expect(page.locator("#files")).to_be_visible()
        page.tap("details.more summary")
        page.tap(".more-sheet button[value=en]")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        page.tap("details.more summary")
        page.tap(".more-sheet button[value=zh]")
        expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
