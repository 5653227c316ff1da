"""活动 on a phone without JavaScript: seen, signed up for, given back, waited for; read and hit by all rules."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cast import Cast
from in_browser import CONTRASTS, LEAST_CONTRAST, WIDE, served
from on_portal import COOKIE, joined
from playwright.sync_api import Browser, Page, expect
from talkative import EVIL, SLUG
from test_portal_browser import HIT
from test_portal_events import Announce, announce, send
from visitor import Visitor

__all__ = ["announce"]


@pytest.fixture
def site(team: Cast, tmp_path: Path) -> Iterator[str]:
    assert team
    with served(tmp_path) as address:
        yield address


@pytest.fixture
def phone(browser: Browser, site: str, visitor: Visitor, link: str) -> Iterator[Callable[..., Page]]:
    """A phone of 390 px in which a guest joined and no script runs."""
    opened = []

    def switched_on(lang: str, scheme: str) -> Page:
        guest = joined(visitor, link)
        look = "dark" if scheme == "dark" else "light"
        context = browser.new_context(
            viewport={"width": 390, "height": 844}, color_scheme=look, java_script_enabled=False
        )
        context.add_cookies(
            [
                {"name": COOKIE, "value": guest.cookies[COOKIE].value, "url": site},
                {"name": "juluo_lang", "value": lang, "url": site},
            ]
        )
        opened.append(context)
        return context.new_page()

    yield switched_on
    for context in opened:
        context.close()


@pytest.mark.browser
@pytest.mark.parametrize(("lang", "scheme"), [("zh", "light"), ("en", "dark")])
def test_without_script_a_member_signs_up_cancels_and_sees_their_turn(
    phone: Callable[..., Page], site: str, announce: Announce, visitor: Visitor, link: str, lang: str, scheme: str
) -> None:
    at = f"{site}/c/{SLUG}"
    slug = announce(title=f"上海小聚{EVIL}", begins=0.9, capacity="1", place_later="yes")
    announce(begins=50, title="读书夜")
    page = phone(lang, scheme)
    page.goto(f"{at}/")
    is_well(page)
    page.fill("[name=name]", "小满")
    page.click("button[value=come]")
    expect(page).to_have_url(f"{at}/events/{slug}#own")
    expect(page.locator("text=武康路1号")).to_be_visible()
    is_well(page)
    page.goto(f"{at}/me")
    is_well(page)
    page.goto(f"{at}/events/{slug}/here")
    is_well(page)
    page.goto(f"{at}/events/{slug}")
    page.click("button[value=back]")
    expect(page.locator("text=武康路1号")).to_have_count(0)
    assert send(joined(visitor, link), slug, "come") == 302
    page.reload()
    page.click("button[value=come]")
    turn = page.locator("[role=status]").inner_text()
    assert ("候补第1位" if lang == "zh" else "number 1 on the waiting list") in turn
    is_well(page)
    page.goto(f"{at}/events")
    is_well(page)


def is_well(page: Page) -> None:
    page.wait_for_load_state()
    assert page.evaluate(WIDE) <= 0, page.url
    assert [one for one in page.evaluate(CONTRASTS) if one[0] < LEAST_CONTRAST] == [], page.url
    assert page.evaluate(HIT) == [], page.url
    assert page.evaluate("window.hit ?? null") is None, page.url
