"""Takes the README's pictures of the desk: the simulated community, in Chinese and English. `make pictures`.

A demo is made in a folder of its own, the desk is started on it as everybody starts it, and Chromium looks at it.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from playwright.sync_api import BrowserContext, sync_playwright

from juluo.demo.schedule import yesterday
from juluo.demo.taken import last_day

PICTURES: Final = Path(__file__).parent / "pictures"
PORT: Final = 8799
DESK: Final = f"http://127.0.0.1:{PORT}"
LANGUAGES: Final = {"zh": "zh-CN", "en": "en-GB"}
# What the picture is called, and where on the desk it is taken; the demo ends with yesterday.
PAGES: Final = {
    "today": "/desk/demo/",
    "report": "/desk/demo/reports/day/{day}",
    "metric": "/desk/demo/metrics/active_members",
    "members": "/desk/demo/members",
    "event": "/desk/demo/events/{day:%Y%m%d}qa?tab=after",
    "retention": "/desk/demo/retention",
}
# The members' page, as a phone shows it to who hasn't joined.
PORTAL: Final = f"{DESK}/c/demo/"


@contextmanager
def desk(home: Path) -> Iterator[str]:
    """The desk of a new demo; gives the link that makes its first account."""
    juluo = [sys.executable, "-m", "juluo"]
    subprocess.run([*juluo, "demo", "--home", str(home)], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own
    up = [*juluo, "up", "--home", str(home), "--port", str(PORT)]
    with subprocess.Popen(up, stdout=subprocess.PIPE, text=True) as running:  # noqa: S603 - our own
        try:
            if running.stdout is None:
                raise RuntimeError(up)
            yield next(found[0] for line in running.stdout if (found := re.search(r"http://\S+/welcome/\S+", line)))
        finally:
            running.terminate()


def enter(context: BrowserContext, link: str) -> None:
    page = context.new_page()
    page.goto(link)
    page.fill("#name", "lin")
    page.fill("#shown_as", "林晚")
    page.fill("#password", "a picture of tea leaves")
    page.click("button.main")
    page.wait_for_url(f"{DESK}/desk/**")
    # A worker makes the first page ready; until then it asks for itself again and again.
    page.wait_for_selector(".tile", timeout=180_000)
    page.close()


def take(context: BrowserContext, lang: str, day: date) -> None:
    page = context.new_page()
    page.goto(f"{DESK}/settings")
    page.locator(f".switches button[value={lang}]:visible").first.click()
    for name, address in PAGES.items():
        answer = page.goto(DESK + address.format(day=day))
        if answer is None or answer.status != 200:
            raise RuntimeError(f"{address}: {answer.status if answer else 'no answer'}")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=PICTURES / f"{name}-{lang}.png")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(PORTAL)
    page.screenshot(path=PICTURES / f"portal-{lang}.png")
    page.close()


def main() -> None:
    chromium = shutil.which("chromium") or "/usr/bin/chromium"
    with tempfile.TemporaryDirectory() as folder, desk(Path(folder)) as link, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="light")
        enter(context, link)
        state = context.storage_state()
        for lang, locale in LANGUAGES.items():
            look = browser.new_context(viewport={"width": 1440, "height": 900}, locale=locale, storage_state=state)
            take(look, lang, last_day(Path(folder)) or yesterday(datetime.now(UTC)))
        browser.close()


if __name__ == "__main__":
    main()
