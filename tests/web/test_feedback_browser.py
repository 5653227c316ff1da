"""反馈 in a real browser: said on a phone, dealt with on the desk, told, seen by who said it; keys, hostile words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from cast import Cast
from in_browser import CONTRASTS, LEAST_CONTRAST, SMALL, WIDE, Visit, served
from on_portal import now
from playwright.sync_api import Browser
from talkative import EVIL, SLUG

from juluo.desk.feedback.actions.receiving import type_in
from juluo.desk.feedback.actions.working import show
from juluo.desk.feedback.facts import pieces
from juluo.desk.feedback.values import Given, Severity, Sort, State
from juluo.shell.guests.actions.portal import open_portal
from juluo.shell.guests.facts import portal

# A tick is hit by its whole line.
TICKS = ".tick, .choice, .voice-tick"
HIT = SMALL.replace("'a, button,", f"'a, button, {TICKS},").replace(
    "!e.closest('.skip')", "!e.closest('.skip, .tick *, .choice *, .voice-tick *')"
)
WORDS = f"手机上打开子表只能横着滑 {EVIL}"


@pytest.fixture
def desk(team: Cast, tmp_path: Path) -> Iterator[str]:
    open_portal(team.lin, SLUG, now())
    for words in ("子表在手机上打开只能横着滑", "希望周末也有人答疑"):
        slug = type_in(team.lin, SLUG, Given(Sort.IDEA, words, Severity.HIGH), "张姐", now())
        show(team.lin, SLUG, slug, words, now(), public=True)
    with served(tmp_path) as address:
        yield address


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme", "lang"), [(390, "dark", "en"), (1440, "light", "zh")])
def test_what_is_said_on_a_phone_is_dealt_with_and_told(
    browser: Browser, desk: str, width: int, scheme: str, lang: str
) -> None:
    visit = Visit(browser, desk, width, scheme, lang)
    page = visit.page
    try:
        visit.complaints.clear()
        found = portal(SLUG)
        assert found is not None
        page.goto(f"{desk}/c/{SLUG}/join/{found.link}")
        page.fill("[name=name]", "小满")
        page.check("[name=age][value=grown]")
        page.check("[name=agreed]")
        page.click("main .go")
        _is_well(visit, f"{desk}/c/{SLUG}/feedback", width)
        page.click(".pick >> nth=1")
        page.fill("[name=words]", WORDS)
        page.click("main .go")
        _is_well(visit, f"{desk}/c/{SLUG}/board", width)
        page.click(".vote >> nth=0")
        assert page.get_attribute(".vote >> nth=0", "aria-pressed") == "true"

        slug = next(one.slug for one in pieces(SLUG) if EVIL in one.words)
        _is_well(visit, f"{desk}/desk/{SLUG}/feedback", width)
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.className") == "event-link"
        _is_well(visit, f"{desk}/desk/{SLUG}/feedback/{slug}", width)
        page.click("#near button[value=merge_in]")
        page.fill("[name=answer]", "子表改成竖着排了")
        page.click("button[name=result][value=done]")
        page.wait_for_load_state()
        _is_well(visit, page.url, width)
        page.check("[name=how][value=group]")
        page.click(".voice-hand .button")
        page.wait_for_load_state()
        (one,) = [some for some in pieces(SLUG) if some.slug == slug]
        assert (one.state, len(one.askers), one.told_at is not None) == (State.DONE, 2, True)
        for address in (page.url, f"{desk}/desk/{SLUG}/feedback?show=settled", f"{desk}/desk/{SLUG}/feedback/done"):
            _is_well(visit, address, width)
        for place in ("", "feedback", "board"):
            _is_well(visit, f"{desk}/c/{SLUG}/{place}", width)
        page.goto(f"{desk}/c/{SLUG}/")
        assert "子表改成竖着排了" in page.inner_text("main")
        assert visit.complaints == []
    finally:
        visit.close()


def _is_well(visit: Visit, address: str, width: int) -> None:
    page = visit.page
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert page.evaluate(WIDE) <= 0, address
    assert [one for one in page.evaluate(CONTRASTS) if one[0] < LEAST_CONTRAST] == [], address
    assert page.evaluate("window.hit") is None, address
    if width < 720:
        assert page.evaluate(HIT) == [], address
    else:
        found = Axe().run(page).response["violations"]
        assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == [], address
