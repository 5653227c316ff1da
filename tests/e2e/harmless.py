"""What a payload would have left behind, had a page let it."""

from playwright.sync_api import Page

_BECAME = """() => [...document.querySelectorAll(`
  [onerror], [onload], [onfocus], [ontoggle], [onmouseover], [onbegin], [srcdoc], iframe, object, embed, base, math,
  foreignObject, animate, mglyph, noscript > p, [href^="javascript:" i], [src^="javascript:" i],
  [formaction]:not([formaction^="/desk/"]),
  b[hx-get], [hx-on--load], script:not([src]), main style, body link,
  meta[content*="javascript" i], img:not([src^="data:"])`)].map(one => one.outerHTML.slice(0, 200))"""


def unharmed(page: Page) -> None:
    assert page.evaluate("window.__xss") is None, page.url
    assert page.evaluate(_BECAME) == [], page.url
