"""The pages of people's data in a real browser: read and hit on a phone, and a member erased by typing their name."""

import json
from contextlib import closing

import pytest
from cast import Cast
from django.conf import settings
from home_words import files_saying
from in_browser import Visit, reads_well
from playwright.sync_api import Browser
from test_personal import LINES, WHO, WHO_ID
from work_off import work_off

from juluo.intake.take_in import Wish, take_in
from juluo.sources.files import SourceFile
from juluo.store.embedded import EmbeddedStore


@pytest.mark.browser
@pytest.mark.usefixtures("cast")
def test_pages_can_be_read_and_a_member_is_erased(browser: Browser, desk: str, cast: Cast) -> None:
    assert cast.lin
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in LINES)
    with closing(EmbeddedStore(settings.HOME)) as store:
        take_in(store, "tea", [SourceFile.of_bytes("群聊.jsonl", text.encode())], Wish())
        person = next(one.code for one in store.register.accounts("tea").values() if one.account_id == WHO_ID)
    visit = Visit(browser, desk, 390, "dark", "en")
    page, tea = visit.page, f"{desk}/desk/tea"
    # Signing in led to 今天, which has a test of its own.
    page.wait_for_load_state("networkidle")
    visit.complaints.clear()
    try:
        page.goto(f"{tea}/settings/notice")
        page.click(".main form .button.main")
        member = f"members/{person}"
        pages = [
            "settings",
            "settings/notice",
            "notice",
            "settings/text",
            "settings/text?days=180",
            "settings/background",
            f"{member}/personal",
        ]
        for address in [*pages, f"{member}/erase"]:
            page.goto(f"{tea}/{address}")
            reads_well(page, by_axe=False)
        page.fill("#name", WHO)
        page.click(".button.grave")
        assert "Erasing" in page.inner_text("h1")
        assert work_off() == ["done"]
        page.wait_for_selector("h1:text-is('Erased')")
        assert visit.complaints == []
    finally:
        visit.close()
    assert files_saying(settings.HOME, "昨天才说的话") == []
