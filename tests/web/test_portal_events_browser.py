"""活动 on a phone without JavaScript: seen, signed up for, given back, waited for; read and hit by all rules."""

import pytest
from in_browser import phone, reads_well
from on_portal import joined
from playwright.sync_api import Browser, expect
from talkative import EVIL, SLUG
from test_portal_events import Announce, announce, send
from visitor import Visitor

__all__ = ["announce"]


@pytest.mark.browser
@pytest.mark.parametrize(("lang", "scheme"), [("zh", "light"), ("en", "dark")])
def test_without_script_a_member_signs_up_cancels_and_sees_their_turn(
    browser: Browser, desk: str, announce: Announce, visitor: Visitor, link: str, lang: str, scheme: str
) -> None:
    at = f"{desk}/c/{SLUG}"
    slug = announce(title=f"上海小聚{EVIL}", begins=0.9, capacity="1", place_later="yes")
    announce(begins=50, title="读书夜")
    page = phone(browser, desk, joined(visitor, link), lang, scheme, script=False)
    page.goto(f"{at}/")
    reads_well(page, by_axe=False)
    page.fill("[name=name]", "小满")
    page.click("button[value=come]")
    expect(page).to_have_url(f"{at}/events/{slug}#own")
    expect(page.locator("text=武康路1号")).to_be_visible()
    reads_well(page, by_axe=False)
    page.goto(f"{at}/me")
    reads_well(page, by_axe=False)
    page.goto(f"{at}/events/{slug}/here")
    reads_well(page, by_axe=False)
    page.goto(f"{at}/events/{slug}")
    page.click("button[value=back]")
    expect(page.locator("text=武康路1号")).to_have_count(0)
    assert send(joined(visitor, link), slug, "come") == 302
    page.reload()
    page.click("button[value=come]")
    turn = page.locator("[role=status]").inner_text()
    assert ("候补第1位" if lang == "zh" else "number 1 on the waiting list") in turn
    reads_well(page, by_axe=False)
    page.goto(f"{at}/events")
    reads_well(page, by_axe=False)
    page.context.close()
