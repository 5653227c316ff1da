"""The members' pages in a real browser on a phone: light, asked of nobody else, read and hit by all rules."""

from urllib.parse import urlsplit

import pytest
from cast import Cast
from django.test import Client
from in_browser import phone, reads_well
from on_portal import joined, now
from playwright.sync_api import Browser, Page
from talkative import EVIL, LAST, SLUG
from test_portal_guardians import link_of
from test_portal_home import account_of, made, squares
from visitor import Visitor
from whole_portal import offered, takes_part

from juluo.chart.spec import Quarter, SettlementPlan
from juluo.chart.svg.crowd import crowd
from juluo.shell.guests.actions.notices import tell
from juluo.shell.guests.actions.portal import PortalWords, tie_guest, write_words
from juluo.shell.guests.facts import guests
from juluo.web.pages import portal as first_page
from juluo.web.portal.day import PortalDay, Told
from juluo.web.portal.parts import town
from juluo.web.portal.sheet import portal_sheet
from juluo.wording.sentence import told

Phones = list[tuple[Client | None, list[str]]]
MOST_BYTES = 60_000
# What a phone of five years ago may not know, and what it then leaves out with all that stands in it.
TOO_NEW = ("@layer", "oklch(", "light-dark(", "color-mix(", "@container", ":has(", "@scope")


@pytest.fixture
def filled(team: Cast, visitor: Visitor, link: str, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A guest whom the records know, with all that the first page may hold, on the day of a huge town."""
    browser = joined(visitor, link, name=EVIL)
    write_words(team.lin, SLUG, PortalWords("欢迎" * 100, "规矩\n" * 40), now())
    (one,) = guests(SLUG)
    tie_guest(team.lin, SLUG, one.id, account_of("岑"), now())
    for nth in range(9):
        tell(
            SLUG,
            [one.id],
            told("认出来了：{name}。", name=f"第{nth}件 {EVIL}"),
            f"/c/{SLUG}/rules",
            now(),
            key=f"{nth}",
        )
    takes_part(browser, offered(team, visitor, "一起来做这件事 " * 3), "我也来 " * 6)
    made()
    plan = SettlementPlan(tuple(Quarter(str(n), n, squares(n)) for n in (700, 400, 250, 150)), "")
    big = crowd(plan, width=342, height=110, most=1500)
    there = PortalDay(LAST, 1500, big, {account_of("岑"): Told(True, LAST, True, 3, big.spots[7919])})  # noqa: FBT003 - values
    monkeypatch.setattr(town, "day_of", lambda _: there)
    monkeypatch.setattr(first_page, "day_of", lambda _: there)
    return browser


@pytest.fixture
def phones(filled: Client, visitor: Visitor, link: str) -> Phones:
    """Who looks at what: somebody new, a guardian, a child, and a member."""
    child = joined(visitor, link, name=EVIL, age="child", guardian="阿满妈妈")
    return [(None, [link_of(child), link]), (child, ["", "me"]), (filled, ["", "me", "rules", "notice"])]


@pytest.mark.browser
def test_the_first_page_weighs_little_and_asks_nobody_else(browser: Browser, desk: str, filled: Client) -> None:
    page = phone(browser, desk, filled, "zh", "light")
    asked: list[str] = []
    sizes: list[float] = []
    try:
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{desk}/c/{SLUG}/", wait_until="networkidle")
        assert page.locator("figure svg").count() == 1
        assert len(sizes) >= 2, "the page and its styles"
        assert sum(sizes) <= MOST_BYTES, sizes
        assert {urlsplit(one).netloc for one in asked if not one.startswith("data:")} == {urlsplit(desk).netloc}
        assert page.locator("script").count() == 0
    finally:
        page.context.close()


@pytest.mark.browser
@pytest.mark.parametrize(("lang", "scheme"), [("zh", "light"), ("en", "dark")])
def test_every_page_is_read_and_hit(browser: Browser, desk: str, phones: Phones, lang: str, scheme: str) -> None:
    for guest, those in phones:
        page = phone(browser, desk, guest, lang, scheme)
        try:
            for address in those:
                _reads(page, f"{desk}{address}" if address.startswith("/") else f"{desk}/c/{SLUG}/{address}")
        finally:
            page.context.close()


def _reads(page: Page, address: str) -> None:
    page.goto(address)
    # Of all others, tests/e2e/test_readable_browser.py knows the address.
    _unfolded(page, by_axe="/guardian/" in address)
    # What is shown once, in answer to a press.
    for pressed in ("[action$='/me/guardian'] button", "button[value=make]"):
        if page.locator(pressed).count():
            page.click(pressed)
            _unfolded(page, by_axe=True)
            page.goto(address)


def _unfolded(page: Page, *, by_axe: bool) -> None:
    page.wait_for_load_state("load")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    reads_well(page, by_axe=by_axe)


def test_the_sheet_is_plain_and_small() -> None:
    sheet = portal_sheet()
    assert [word for word in TOO_NEW if word in sheet] == []
    assert len(sheet) < 20_000
    assert sheet.count("{") == sheet.count("}")
