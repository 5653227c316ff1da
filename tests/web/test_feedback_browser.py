"""反馈 in a real browser: said on a phone, dealt with on the desk, told, seen by who said it; keys, hostile words."""

import pytest
from cast import Cast
from in_browser import PHONE, Visit, is_well, joins
from on_portal import now
from playwright.sync_api import Browser
from talkative import EVIL, SLUG

from juluo.desk.feedback.actions.receiving import type_in
from juluo.desk.feedback.actions.working import show
from juluo.desk.feedback.facts import pieces
from juluo.desk.feedback.values import Given, Severity, Sort, State

WORDS = f"手机上打开子表只能横着滑 {EVIL}"


@pytest.fixture
def board(team: Cast) -> None:
    """Two pieces are seen by members."""
    for words in ("子表在手机上打开只能横着滑", "希望周末也有人答疑"):
        slug = type_in(team.lin, SLUG, Given(Sort.IDEA, words, Severity.HIGH), "张姐", now())
        show(team.lin, SLUG, slug, words, now(), public=True)


@pytest.mark.browser
@pytest.mark.usefixtures("board")
@pytest.mark.parametrize(("width", "scheme", "lang"), [(390, "dark", "en"), (1440, "light", "zh")])
def test_what_is_said_on_a_phone_is_dealt_with_and_told(
    browser: Browser, desk: str, link: str, width: int, scheme: str, lang: str
) -> None:
    visit = Visit(browser, desk, width, scheme, lang)
    page = visit.page
    try:
        visit.complaints.clear()
        joins(page, f"{desk}{link}", "小满")
        is_well(visit, f"{desk}/c/{SLUG}/feedback", width, by_axe=width > PHONE)
        page.click(".pick >> nth=1")
        page.fill("[name=words]", WORDS)
        page.click("main .go")
        is_well(visit, f"{desk}/c/{SLUG}/board", width, by_axe=width > PHONE)
        page.click(".vote >> nth=0")
        assert page.get_attribute(".vote >> nth=0", "aria-pressed") == "true"

        slug = next(one.slug for one in pieces(SLUG) if EVIL in one.words)
        is_well(visit, f"{desk}/desk/{SLUG}/feedback", width, by_axe=width > PHONE)
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.className") == "event-link"
        is_well(visit, f"{desk}/desk/{SLUG}/feedback/{slug}", width, by_axe=width > PHONE)
        page.click("#near button[value=merge_in]")
        page.fill("[name=answer]", "子表改成竖着排了")
        page.click("button[name=result][value=done]")
        page.wait_for_load_state()
        is_well(visit, page.url, width, by_axe=width > PHONE)
        page.check("[name=how][value=group]")
        page.click(".voice-hand .button")
        page.wait_for_load_state()
        (one,) = [some for some in pieces(SLUG) if some.slug == slug]
        assert (one.state, len(one.askers), one.told_at is not None) == (State.DONE, 2, True)
        for address in (page.url, f"{desk}/desk/{SLUG}/feedback?show=settled", f"{desk}/desk/{SLUG}/feedback/done"):
            is_well(visit, address, width, by_axe=width > PHONE)
        for place in ("", "feedback", "board"):
            is_well(visit, f"{desk}/c/{SLUG}/{place}", width, by_axe=width > PHONE)
        page.goto(f"{desk}/c/{SLUG}/")
        assert "子表改成竖着排了" in page.inner_text("main")
        assert visit.complaints == []
    finally:
        visit.close()
