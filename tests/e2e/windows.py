"""A window of Chromium that hears every complaint: consoles, errors, policies, requests, dialogs."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Error, Page, Request, Response
from served import Desk

_LISTENS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
});
"""
# A request that a click on the next page cut off is nobody's fault.
_CUT_OFF = "net::ERR_ABORTED"
_WRONG = 400
_MADE = 120_000


class Window:
    """One page in a context of its own. `expected` are the statuses from 400 on that a test asks for."""

    def __init__(self, context: BrowserContext, desk: Desk) -> None:
        self.context = context
        self.page: Page = context.new_page()
        self.desk = desk
        self.complaints: list[str] = []
        self.expected: set[int] = set()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("dialog", self._dialog)
        self.page.on("request", self._request)
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._response)

    def open(self, address: str) -> Page:
        try:
            self.page.goto(self.desk.address + address)
        except Error as error:
            if _CUT_OFF not in error.message:
                raise
            # The page before it renewed itself at that very moment.
            self.page.goto(self.desk.address + address)
        # What a worker is making comes by itself, and would come in the middle of a look.
        self.page.wait_for_selector("[aria-busy=true]", state="detached", timeout=_MADE)
        return self.page

    def _console(self, message: ConsoleMessage) -> None:
        # The browser tells of every refused answer, too; which ones may be refused is judged below.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.complaints.append(f"{message.type}: {message.text} at {self.page.url}")

    def _dialog(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message} at {self.page.url}")
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.desk.address, "data:", "file:", "about:", "blob:")):
            self.complaints.append(f"elsewhere: {request.url} from {self.page.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != _CUT_OFF:
            self.complaints.append(f"failed: {request.url} {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= _WRONG and response.status not in self.expected:
            self.complaints.append(f"{response.status}: {response.url}")


@contextmanager
def window(browser: Browser, desk: Desk, **how: Any) -> Iterator[Window]:  # noqa: ANN401 - Playwright's own options
    """A window that must have had nothing to complain about when it is closed."""
    context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, "locale": "zh-CN"} | how)
    context.add_init_script(_LISTENS)
    opened = Window(context, desk)
    try:
        yield opened
        assert opened.complaints == [], opened.complaints
    finally:
        context.close()
