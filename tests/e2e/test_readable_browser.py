"""Every page by axe-core, as everybody sees it: nothing at all is found, and nothing of the attacks in it runs."""

import json
from itertools import cycle
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from conftest import Windows
from harmless import unharmed
from hostile import PAYLOADS, SLUG
from playwright.sync_api import Page
from routes import NO_PAGES, PAGES, addresses, firsts

from juluo.web.doors import found

# Of the parts that aren't ours, the pages show at least so many payloads in all.
_SHOWN = 40
# What words decide, so that it can differ from language to language: names, and colours.
_NAMES = ("aria-command-name", "aria-dialog-name", "aria-input-field-name", "aria-meter-name", "aria-progressbar-name",
          "aria-toggle-field-name", "button-name", "document-title", "empty-heading", "empty-table-header",
          "html-has-lang", "html-lang-valid", "image-alt", "input-button-name", "label", "link-name", "role-img-alt",
          "select-name", "summary-name", "svg-img-alt", "valid-lang")  # fmt: skip
_WORDS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block", *_NAMES]}}
_ALL: dict[str, Any] = {"rules": {"target-size": {"enabled": True}}}
# Four times each part, in two languages and two lights: what is one of a kind elsewhere stands there by intent.
_FOUR_TIMES = {"rules": _ALL["rules"] | {"landmark-unique": {"enabled": False}}}
# Everything open; and of rows made alike, two: the policy forbids styles of one's own, so tags and classes are all
# that colours, sizes and names can depend on.
_UNFOLD = """() => {
  document.querySelectorAll("main details").forEach(one => { one.open = true; });
  const shape = one => one.outerHTML.replace(/>[^<]+/g, ">")
    .replace(/ (?!class=|role=|type=|aria-[a-z]+=|hidden|disabled|lang=)[a-z-]+="[^"]*"/g, "")
    .replace(/(aria-(?:label|labelledby|describedby))="[^"]+"/g, "$1");
  for (const rows of document.querySelectorAll("main tbody, main ul, main ol")) {
    const seen = new Map();
    for (const row of [...rows.children]) {
      const made = shape(row), times = seen.get(made) || 0;
      seen.set(made, times + 1);
      if (times > 1) row.remove();
    }
  }
}"""
_RUN = """async options => {
  const {violations} = await axe.run(document, {resultTypes: ["violations"], ...options});
  return violations.flatMap(one => one.nodes.map(node =>
    `${one.impact} ${one.id}: ${node.html.slice(0, 160)} | ${node.failureSummary}`));
}"""


def test_every_page_is_looked_at() -> None:
    pages = {name for name, page in found().items() if "GET" in page.methods}
    assert pages - set(PAGES) - NO_PAGES == set()


@pytest.mark.browser
def test_nothing_stands_in_the_way_of_reading(windows: Windows) -> None:
    """On a desk in the light and in a hand in the dark, by every rule."""
    trouble: dict[str, list[str]] = {}
    shown: set[str] = set()
    with windows(reduced_motion="reduce") as opened:
        opened.page.add_init_script(path=AXE_FILE_PATH)
        for address in addresses():
            page = opened.open(address)
            unharmed(page)
            words = page.inner_text("body")
            shown |= {payload for payload in PAYLOADS if payload in words}
            page.evaluate(_UNFOLD)
            rules = _FOUR_TIMES if address == "/components" else _ALL
            for width, light in ((1440, "light"), (390, "dark")):
                for said in _found(page, width, light, rules):
                    trouble.setdefault(said, []).append(f"{address} {width} {light}")
            unharmed(page)
    assert trouble == {}, json.dumps(trouble, ensure_ascii=False, indent=1)
    assert len(shown) > _SHOWN


@pytest.mark.browser
def test_nor_does_anything_in_english(windows: Windows) -> None:
    """Every page once more, for what words can change: one on a desk in the dark, the next in a hand."""
    trouble: dict[str, list[str]] = {}
    with windows(f"{SLUG}-owner", reduced_motion="reduce") as opened:
        opened.page.add_init_script(path=AXE_FILE_PATH)
        with opened.page.expect_navigation():
            opened.open("/settings").click(".side .switches button[value=en]")
        for address, (width, light) in zip(firsts(), cycle([(1440, "dark"), (390, "light")]), strict=False):
            page = opened.open(address)
            page.evaluate(_UNFOLD)
            for said in _found(page, width, light, _WORDS):
                trouble.setdefault(said, []).append(f"{address} {width} {light}")
    assert trouble == {}, json.dumps(trouble, ensure_ascii=False, indent=1)


def _found(page: Page, width: int, light: Any, rules: dict[str, Any]) -> list[str]:  # noqa: ANN401 - Playwright's word
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=light)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*page.evaluate(_RUN, rules), *(["wider than the window"] if wide > 0 else [])]
