"""The HTML report in a real browser: light and dark, desk and phone, screen and paper."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from chromium import chromium, require
from hostile_words import HOSTILE, poisoned
from playwright.sync_api import Dialog, Page
from sample_report import sample_report

from juluo.report.daily import Report
from juluo.report.render import report_html

WIDTHS = (1280, 390)
LEAST_CONTRAST = 4.5

# Every visible text with its contrast against what is painted behind it (WCAG 2.2, 1.4.3), colours as the canvas
# resolves them, so that oklch() and light-dark() need no parser here.
CONTRASTS = """() => {
  const pixel = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
  const luminance = colour => {
    pixel.fillStyle = colour; pixel.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...pixel.getImageData(0, 0, 1, 1).data].map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!/, 0\\)$|\\/ 0\\)$|transparent/.test(colour)) return colour;
    }
    return 'white';
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const front = luminance(element instanceof SVGElement ? style.fill : style.color);
    const back = luminance(behind(element));
    const contrast = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
    found.push([contrast, walker.currentNode.data.trim()]);
  }
  return found;
}"""

# Whatever sticks out to the right of the window.
WIDE = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.checkVisibility() && !e.closest('.scroll, .skip, svg')
    && e.getBoundingClientRect().right > innerWidth + 1)
  .map(e => e.className || e.tagName)"""


@pytest.fixture(scope="module")
def window() -> Iterator[Page]:
    """One window for all reports: opening one costs more than looking at a report."""
    page = chromium().new_page()
    yield page
    page.close()


class Visit:
    """A report opened as a file, and everything the browser complained about or asked the world for."""

    def __init__(self, window: Page, report: Report, folder: Path, width: int, scheme: str) -> None:
        file = folder / "report.html"
        file.write_text(report_html(report), encoding="utf-8")
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page = window
        self.page.goto("about:blank")
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(media="screen", color_scheme="dark" if scheme == "dark" else "light")
        self._heard: tuple[tuple[Any, Callable[[Any], None]], ...] = (
            ("console", lambda message: self.complaints.append(message.text)),
            ("pageerror", lambda error: self.complaints.append(str(error))),
            ("dialog", self._dialog),
            ("request", lambda request: self.requests.append(request.url)),
        )
        for event, hear in self._heard:
            self.page.on(event, hear)
        self.page.goto(file.as_uri())

    def _dialog(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def unfold(self) -> None:
        self.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")

    def close(self) -> None:
        for event, hear in self._heard:
            self.page.remove_listener(event, hear)


@pytest.fixture(params=[(width, scheme) for width in WIDTHS for scheme in ("light", "dark")], ids=str)
def visit(request: pytest.FixtureRequest, window: Page, report: Report, tmp_path: Path) -> Iterator[Visit]:
    opened = Visit(window, report, tmp_path, *request.param)
    yield opened
    opened.close()


pytestmark = pytest.mark.browser


def test_a_missing_browser_fails_where_nothing_may_be_left_out(tmp_path: Path) -> None:
    with pytest.raises(pytest.fail.Exception, match="no browser"):
        require(tmp_path / "chromium", {"CI": "true"})
    with pytest.raises(pytest.skip.Exception, match="no browser"):
        require(tmp_path / "chromium", {})


def test_opens_without_complaint_and_asks_for_nothing(visit: Visit) -> None:
    visit.unfold()
    assert visit.complaints == []
    assert [url for url in visit.requests if not url.startswith(("file:", "data:"))] == []
    assert visit.page.locator(".goal h2").count() == 2
    assert visit.page.locator(".part h2").count() == 6


def test_nothing_sticks_out(visit: Visit) -> None:
    for _ in ("folded", "open"):
        assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert visit.page.evaluate(WIDE) == []
        visit.unfold()


def test_every_text_can_be_read(visit: Visit) -> None:
    visit.unfold()
    faint = [(contrast, words) for contrast, words in visit.page.evaluate(CONTRASTS) if contrast < LEAST_CONTRAST]
    assert faint == []


def test_a_number_opens_its_messages(visit: Visit) -> None:
    words = visit.page.get_by_text("早。昨天的导出问题有结论了吗？")
    assert not words.is_visible()
    visit.page.locator(".figure > summary").nth(2).click()
    assert words.is_visible()
    box = words.bounding_box()
    below = visit.page.locator(".compare tbody tr").nth(2).locator(".change").bounding_box()
    assert box is not None
    assert below is not None
    assert box["y"] > below["y"] + 18


def test_the_phone_drops_old_values_and_keeps_the_change(window: Page, tmp_path: Path) -> None:
    visit = Visit(window, sample_report(), tmp_path, 390, "light")
    row = visit.page.locator(".compare tbody tr").nth(2)
    assert not row.locator(".before").first.is_visible()
    value, change = row.locator(".value").bounding_box(), row.locator(".change").bounding_box()
    visit.close()
    assert value is not None
    assert change is not None
    assert change["y"] >= value["y"] + value["height"] - 4


def test_targets_on_the_phone_are_large_enough(window: Page, tmp_path: Path) -> None:
    visit = Visit(window, sample_report(), tmp_path, 390, "light")
    boxes = [one.bounding_box() for one in visit.page.locator("summary").all()]
    visit.close()
    assert boxes
    assert all(box is not None and box["height"] >= 44 for box in boxes)


def test_paper_leaves_closed_folds_out_and_numbers_in(window: Page, tmp_path: Path) -> None:
    visit = Visit(window, sample_report(), tmp_path, 794, "dark")
    visit.page.emulate_media(media="print")
    fold = visit.page.locator(".fold:not(.figure)")
    assert not fold.is_visible()
    assert visit.page.locator(".figure > summary").first.is_visible()
    assert visit.page.evaluate("getComputedStyle(document.body).colorScheme") == "light"
    visit.unfold()
    assert fold.is_visible()
    visit.close()


@pytest.mark.parametrize("word", ["x" * 300, "长" * 200], ids=["latin", "chinese"])
@pytest.mark.parametrize("width", WIDTHS)
def test_long_words_do_not_widen_the_page(window: Page, tmp_path: Path, word: str, width: int) -> None:
    visit = Visit(window, poisoned(sample_report(), word), tmp_path, width, "light")
    visit.unfold()
    assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    visit.close()


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_nobody_is_obeyed(window: Page, tmp_path: Path, hostile: str) -> None:
    visit = Visit(window, poisoned(sample_report(), hostile), tmp_path, 390, "light")
    visit.unfold()
    visit.page.mouse.move(100, 300)
    assert visit.page.evaluate("window.pwned") is None
    assert visit.complaints == []
    assert [url for url in visit.requests if not url.startswith(("file:", "data:"))] == []
    visit.close()
