"""Every page by axe-core: light and dark, Chinese and English, on a desk and in a hand. Nothing at all is found."""

import json
from itertools import product
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from conftest import Windows
from playwright.sync_api import Page
from routes import NO_PAGES, PAGES, addresses

from juluo.web.doors import found

WIDTHS, SCHEMES = (1440, 390), ("light", "dark")
# What depends on colours; all the rest is the same in the dark.
_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
_ALL = {"rules": {"target-size": {"enabled": True}}}
_UNFOLD = "document.querySelectorAll('main details').forEach(one => { one.open = true; })"
_RUN = """async options => {
  const {violations} = await axe.run(document, {resultTypes: ["violations"], ...options});
  return violations.flatMap(one => one.nodes.map(node =>
    `${one.impact} ${one.id}: ${node.html.slice(0, 160)} | ${node.failureSummary}`));
}"""


def test_every_page_is_looked_at() -> None:
    pages = {name for name, page in found().items() if "GET" in page.methods}
    assert pages - set(PAGES) - NO_PAGES == set()


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_stands_in_the_way_of_reading(windows: Windows, lang: str) -> None:
    trouble: dict[str, list[str]] = {}
    # Colours on their way to another colour are neither.
    with windows(reduced_motion="reduce") as opened:
        opened.page.add_init_script(path=AXE_FILE_PATH)
        opened.expected = {404}
        opened.open("/settings").click(f".side .switches button[value={lang}]")
        for address in addresses():
            page = opened.open(address)
            page.evaluate(_UNFOLD)
            for width, scheme in product(WIDTHS, SCHEMES):
                for said in _found(page, width, scheme):
                    trouble.setdefault(said, []).append(f"{address} {width} {scheme}")
    assert trouble == {}, json.dumps(trouble, ensure_ascii=False, indent=1)


def _found(page: Page, width: int, scheme: Any) -> list[str]:  # noqa: ANN401 - one of Playwright's words
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    return list(page.evaluate(_RUN, _ALL if scheme == "light" else _COLOURS))
