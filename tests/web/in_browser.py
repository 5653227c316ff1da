"""The desk in a real browser: served on a port of its own, in a window in which Lin is signed in."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from axe_playwright_python.sync_playwright import Axe
from django.core.wsgi import get_wsgi_application
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, expect
from whitenoise import WhiteNoise

from juluo.shell.accounts.models import User
from juluo.shell.statics import laid_out, version

# A machine that does much else at once is slow, not wrong.
expect.set_options(timeout=60_000)

LEAST_CONTRAST = 4.5
# Narrower windows are touched.
PHONE = 720

# Controls that a finger can't hit: less than 44 px high or 24 px wide, on a phone. A box is hit by its whole label.
SMALL = """() => [...document.querySelectorAll('a, button, summary, input:not([type=hidden]):not(.unseen), select')]
  .filter(e => e.checkVisibility() && !e.closest('.skip') && !e.matches('p a, label a'))
  .map(e => e.matches('[type=radio], [type=checkbox]') && [...e.labels].find(l => !l.matches('.unseen')) || e)
  .map(e => [e, e.getBoundingClientRect()])
  .filter(([, box]) => box.height < 44 || box.width < 24)
  .map(([e, box]) => `${e.outerHTML.slice(0, 80)} ${box.width}x${box.height}`)"""
WIDE = "() => document.documentElement.scrollWidth - innerWidth"
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
    if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest('.skip')) continue;
    const [front, back] = [getComputedStyle(element).color, behind(element)].map(luminance);
    found.push([(Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05), walker.currentNode.data.trim()]);
  }
  return found;
}"""


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Tests print what they find, not what they fetch."""


class Many(ThreadingMixIn, WSGIServer):
    """A browser connects before it asks; to a server of one thread that is the end of all other questions."""

    daemon_threads = True


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The desk on a real port, in threads of this process; its files lie beside `folder`, once for all tests of it."""
    files = laid_out(folder.parent / "static")
    desk = WhiteNoise(get_wsgi_application(), files, prefix=f"static/{version()}/")
    server: WSGIServer = make_server("127.0.0.1", 0, desk, server_class=Many, handler_class=Quiet)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


_windows: list[Page] = []


def _window(browser: Browser) -> Page:
    """One for all visits of a process: opening one costs Chromium a second. Who changes it for good closes it."""
    if not _windows or _windows[-1].is_closed():
        _windows.append(browser.new_context().new_page())
    return _windows[-1]


class Visit:
    """A window in which Lin is signed in, by a cookie, and everything the browser complained about."""

    def __init__(self, browser: Browser, desk: str, width: int, scheme: str, lang: str) -> None:
        self.page = _window(browser)
        self.context = self.page.context
        self.page.set_viewport_size({"width": width, "height": 844})
        self.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        self.page.mouse.move(0, 0)
        self.complaints: list[str] = []
        self.page.on("console", self._said)
        self.page.on("pageerror", self._failed)
        self.desk = desk
        client = Client(HTTP_HOST="127.0.0.1", REMOTE_ADDR="127.0.0.1")
        client.force_login(User.objects.get(name="lin"))
        client.post("/settings/face", {"lang": lang, "next": "/"})
        self.context.add_cookies(
            [{"name": one.key, "value": one.value, "url": desk} for one in client.cookies.values()]
        )
        self.page.goto(desk)
        self.page.wait_for_url("**/desk/*/")

    def close(self) -> None:
        """Lin goes; the window stays for the next visit."""
        self.page.remove_listener("console", self._said)
        self.page.remove_listener("pageerror", self._failed)
        self.page.goto("about:blank")
        self.context.clear_cookies()

    def _said(self, message: ConsoleMessage) -> None:
        self.complaints.append(message.text)

    def _failed(self, error: Error) -> None:
        self.complaints.append(str(error))


def phone(browser: Browser, desk: str, guest: Client | None, lang: str, scheme: str, *, script: bool = True) -> Page:
    """A phone that holds a guest's cookies, in a window of its own."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=script,
    )
    kept = {one.key: one.value for one in guest.cookies.values()} if guest else {}
    held = {"juluo_lang": lang} | kept
    context.add_cookies([{"name": name, "value": value, "url": desk} for name, value in held.items()])
    return context.new_page()


def joins(page: Page, way_in: str, name: str) -> None:
    """Somebody new comes in by the link and leaves a name."""
    page.goto(way_in)
    page.fill("[name=name]", name)
    page.check("[name=age][value=grown]")
    page.check("[name=agreed]")
    page.click("main .go")


def is_well(visit: Visit, address: str, width: int, *, by_axe: bool = True) -> None:
    """A page of the desk that reads well at `width`."""
    page = visit.page
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(address)
    reads_well(page, by_axe=by_axe)


def reads_well(page: Page, *, by_axe: bool = True) -> None:
    """What the window shows fits it, can be read and hit, runs no words of members, and breaks no rule of axe."""
    # Pages that look for news by themselves are never idle.
    page.wait_for_load_state("load")
    width, lang = page.evaluate("[innerWidth, document.documentElement.lang]")
    where = f"{page.url} {width} {lang}"
    if folder := os.environ.get("JULUO_SHOTS"):
        name = re.sub(r"[^\w=]+", "-", page.url.split("/", 3)[3])
        page.screenshot(path=f"{folder}/{name[-80:]}-{width}-{lang}.png", full_page=True)
    assert page.evaluate(WIDE) <= 0, where
    assert [one for one in page.evaluate(CONTRASTS) if one[0] < LEAST_CONTRAST] == [], where
    assert page.evaluate("window.hit ?? null") is None, where
    if width < PHONE:
        assert page.evaluate(SMALL) == [], where
    if by_axe:
        found = Axe().run(page)
        assert found.violations_count == 0, f"{where}: {found.generate_report()}"
