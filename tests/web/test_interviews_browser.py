"""访谈 in a real browser, from the guide to the quote: read, hit and heard by all rules; words run nowhere."""

import pytest
from in_browser import Visit, reads_well
from on_portal import today
from playwright.sync_api import Browser, expect
from talkative import EVIL

pytestmark = pytest.mark.usefixtures("team")

SAID = f"林: 平时怎么用？\n阿海: {EVIL} 每天早上看一眼，看谁在问问题。\n林: 然后呢？\n阿海: 会答就答一句。"


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme", "lang"), [(390, "dark", "en"), (1440, "light", "zh")])
def test_an_interview_is_planned_agreed_to_and_quoted(
    browser: Browser, desk: str, width: int, scheme: str, lang: str
) -> None:
    visit = Visit(browser, desk, width, scheme, lang)
    page, root = visit.page, f"{desk}/desk/tea/interviews"
    try:
        visit.complaints.clear()
        page.goto(f"{root}/guides/new?from=quiet")
        reads_well(page)
        page.click(".event-form .button.main")
        page.goto(root)
        page.click("a[href*='guide=']")
        page.fill("[name=name]", EVIL[:60])
        page.fill("[name=starts]", f"{today()}T20:00")
        reads_well(page)
        page.click(".event-form .button.main")
        page.fill("#consent-words", "可以记，别写我名字")
        page.click("#consent .event-form button")
        page.fill("#talk-pasted", SAID)
        page.click("#talk .event-form .button.main")
        page.check("[name=member1]")
        page.click(".talk-speaker ~ button")
        page.click(".talk-lines .of-member summary")
        page.click(".talk-lines .of-member button")
        expect(page.locator("#quotes .survey-said")).to_have_count(1)
        page.evaluate("document.querySelectorAll('main details').forEach(fold => { fold.open = true; })")
        reads_well(page)
        page.goto(root)
        reads_well(page)
        assert visit.complaints == []
    finally:
        visit.close()
