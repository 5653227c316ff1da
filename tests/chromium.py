"""The one Chromium of a test process: Playwright runs one loop in a thread, and windows know nothing of each other."""

import atexit
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")


def require(browser: Path, environment: Mapping[str, str]) -> None:
    """Where every test must run, a missing browser is a failure; elsewhere the tests say why they are left out."""
    if browser.exists():
        return
    reason = f"no browser at {browser}: apt-get install chromium"
    if environment.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def chromium() -> Browser:
    """It runs until the process of the tests ends."""
    require(CHROMIUM, os.environ)
    return _started()


@cache
def _started() -> Browser:
    playwright = sync_playwright().start()
    atexit.register(playwright.stop)
    return playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
