"""Names, words, channels, files and tables that attack: nothing of them runs anywhere, with or without a policy."""

import re
from pathlib import Path

import pytest
from conftest import Windows
from hostile import PAYLOADS, SLUG
from lived import DAY, REPORT
from playwright.sync_api import Page
from routes import METRIC, addresses

# What a payload would have left in the page, had it become markup.
_BECAME = """() => [...document.querySelectorAll(`
  [onerror], [onload], [onfocus], [ontoggle], [onmouseover], [onbegin], [srcdoc], iframe, object, embed, base, math,
  foreignObject, animate, mglyph, noscript > p, [formaction], [href^="javascript:" i], [src^="javascript:" i],
  b[hx-get], [hx-on--load], script:not([src]), main style, body link,
  meta[content*="javascript" i], img:not([src^="data:"])`)].map(one => one.outerHTML.slice(0, 200))"""
# Of the parts that aren't ours, every page shows some: at least so many payloads in all.
_SHOWN = 40


@pytest.mark.browser
def test_the_policy_has_nothing_to_stop(windows: Windows) -> None:
    """As everybody sees it: no word of it is refused, because none of it asks to run."""
    with windows() as opened:
        opened.expected = {404}
        for address in addresses():
            _unharmed(opened.open(address))


@pytest.mark.browser
def test_nothing_runs_without_a_policy_either(windows: Windows) -> None:
    shown: set[str] = set()
    with windows(bypass_csp=True) as opened:
        opened.expected = {404}
        for address in addresses():
            page = opened.open(address)
            page.mouse.move(700, 500)
            _unharmed(page)
            words = page.inner_text("body")
            shown |= {payload for payload in PAYLOADS if payload in words}
        _opened_drawer(opened.open(f"{METRIC}/messages?day={DAY}"))
    assert len(shown) > _SHOWN


def _opened_drawer(page: Page) -> None:
    page.locator("a[hx-get*=records]").first.click()
    page.wait_for_selector("#drawer .said")
    _unharmed(page)
    page.locator("main canvas").first.hover()
    _unharmed(page)


@pytest.mark.browser
@pytest.mark.parametrize("version", ["", "1"])
def test_a_report_to_take_away_is_harmless_as_a_file(windows: Windows, tmp_path: Path, version: str) -> None:
    with windows(bypass_csp=True) as opened:
        page = opened.open(f"{REPORT}?version={version or 'now'}")
        with page.expect_download() as started:
            page.click("form.take button[value=html]")
        started.value.save_as(tmp_path / "report.html")
        page.goto((tmp_path / "report.html").as_uri())
        assert sum(payload in page.inner_text("body") for payload in PAYLOADS) > 5
        _unharmed(page)
        page = opened.open(REPORT)
        page.click("form.take button[value=chat]")
        _unharmed(page)


@pytest.mark.browser
def test_a_colleague_called_by_an_attack_is_a_colleague(windows: Windows) -> None:
    with windows("mallory", bypass_csp=True) as opened:
        page = opened.open(f"/desk/{SLUG}/")
        assert PAYLOADS[3][:40] in re.sub(r"\s+", " ", page.inner_text(".side"))
        _unharmed(page)


def _unharmed(page: Page) -> None:
    assert page.evaluate("window.__xss") is None, page.url
    assert page.evaluate(_BECAME) == [], page.url
