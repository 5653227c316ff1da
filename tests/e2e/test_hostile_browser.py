"""Names, words, channels, files and tables that attack: nothing of them runs anywhere, with or without a policy."""

import re
from pathlib import Path

import pytest
from conftest import Windows
from harmless import unharmed
from hostile import PAYLOADS, SLUG
from lived import DAY, REPORT
from playwright.sync_api import Page
from routes import CHARTS_AND_RECORDS, METRIC


@pytest.mark.browser
def test_nothing_runs_without_a_policy_either(windows: Windows) -> None:
    """Every page with its policy is opened where they are read; here the browser minds none."""
    with windows(bypass_csp=True) as opened:
        for address in CHARTS_AND_RECORDS:
            page = opened.open(address)
            page.mouse.move(700, 500)
            unharmed(page)
        _opened_drawer(opened.open(f"{METRIC}/messages?day={DAY}"))


@pytest.mark.browser
def test_no_address_that_anybody_writes_is_followed(windows: Windows) -> None:
    """Every process of the desk is listened to, here and until the last test ends: none speaks to anybody."""
    with windows() as opened:
        for bait in ("http://169.254.169.254/latest/meta-data/", "file:///etc/passwd", "//evil.example/x"):
            opened.expected = {404}
            opened.open(f"/search?in={SLUG}&q={bait}")
            opened.open(f"/desk/{SLUG}/members?q={bait}")
            opened.open(f"{METRIC}/messages?day={bait}")
            page = opened.open(f"/sign-in?next={bait}")
            assert page.url.startswith(opened.desk.address)
        assert opened.desk.spoke(), "its start asks whether the pages answer, and is heard"
        assert opened.desk.strangers() == []


def _opened_drawer(page: Page) -> None:
    page.locator("a[hx-get*=records]").first.click()
    page.wait_for_selector("#drawer .said")
    unharmed(page)
    page.locator("main canvas").first.hover()
    unharmed(page)


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
        unharmed(page)
        page = opened.open(REPORT)
        page.click("form.take button[value=chat]")
        unharmed(page)


@pytest.mark.browser
def test_a_colleague_called_by_an_attack_is_a_colleague(windows: Windows) -> None:
    with windows("mallory", bypass_csp=True) as opened:
        page = opened.open(f"/desk/{SLUG}/")
        assert PAYLOADS[3][:40] in re.sub(r"\s+", " ", page.inner_text(".side"))
        unharmed(page)
