"""A draw in a real browser: an operator makes and seals and draws it, a guest on a phone takes part and checks."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.sync_playwright import Axe
from cast import Cast
from django.test import Client
from in_browser import CONTRASTS, LEAST_CONTRAST, SMALL, WIDE, Visit, served
from on_portal import joined
from playwright.sync_api import Browser, Page
from talkative import EVIL, SLUG
from visitor import Visitor

from juluo.desk.draws.models import Draw

# A tick is hit by its whole line.
HIT = SMALL.replace("'a, button,", "'a, button, .choice,").replace(
    "!e.closest('.skip')", "!e.closest('.skip, .choice *, .tick *')"
)


@pytest.fixture
def desk(team: Cast, tmp_path: Path) -> Iterator[str]:
    assert team
    with served(tmp_path) as address:
        yield address


def phone(browser: Browser, desk: str, guest: Client, lang: str, scheme: str) -> Page:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, color_scheme="dark" if scheme == "dark" else "light"
    )
    held = {"juluo_lang": lang} | {one.key: one.value for one in guest.cookies.values()}
    context.add_cookies([{"name": name, "value": value, "url": desk} for name, value in held.items()])
    return context.new_page()


def is_well(page: Page, width: int, name: str) -> None:
    """Nothing sticks out, everything can be read and hit, nobody's name ran."""
    page.wait_for_load_state("networkidle")
    if folder := os.environ.get("JULUO_SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
    assert page.evaluate(WIDE) <= 0, name
    assert [one for one in page.evaluate(CONTRASTS) if one[0] < LEAST_CONTRAST] == [], name
    assert page.evaluate("window.hit") is None, name
    if width < 720:
        assert page.evaluate(HIT) == [], name
    else:
        found = Axe().run(page).response["violations"]
        assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == [], name


def planned(page: Page, root: str) -> str:
    """An operator makes a draw that members press 参加 for, and lets them see it. Returns its slug."""
    page.goto(f"{root}/new")
    page.fill("[name=title]", f"《冬日手册》送1本 {EVIL}")
    page.fill("[name=prize]", "《冬日手册》一本")
    page.fill("[name=rule]", "在成员的页面按“参加”的人；工作人员不算。")
    closes = datetime.now(UTC).astimezone(ZoneInfo("Asia/Shanghai")) + timedelta(hours=2)
    page.fill("[name=closes]", f"{closes:%Y-%m-%dT%H:%M}")
    page.click("button.main")
    page.click("button[value=publish]")
    page.wait_for_load_state()
    return page.url.rpartition("/")[2]


def drawn(page: Page, slug: str) -> None:
    """The moment of the draw has come: the value is typed, and it is drawn."""
    Draw.objects.filter(slug=slug).update(closes=datetime.now(UTC))
    page.reload()
    page.fill("[name=value]", "9f2c4d0752aab7a4" * 4)
    page.click(".task-form .button.main")
    page.click("button[value=draw]")


def until_won(page: Page, guest: Page, address: str) -> None:
    """Whoever else came out doesn't answer, until it is the guest's turn."""
    while guest.goto(address) and not guest.query_selector("[name=contact]"):
        page.click("#winners summary")
        page.fill("[name=why]", f"联系不上 {EVIL}")
        page.click("#winners .task-form .button")


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme", "lang"), [(1440, "light", "zh"), (390, "dark", "en")])
def test_a_draw_is_made_sealed_drawn_and_checked(  # who looks, at what, how
    browser: Browser, desk: str, visitor: Visitor, link: str, width: int, scheme: str, lang: str
) -> None:
    visit = Visit(browser, desk, width, scheme, lang)
    page, root, shown = visit.page, f"{desk}/desk/{SLUG}/draws", f"{desk}/c/{SLUG}/draws"
    guest = phone(browser, desk, joined(visitor, link, name=EVIL[:40]), lang, scheme)
    other = joined(visitor, link, name="小满")
    try:
        page.goto(f"{root}/new")
        is_well(page, width, f"{lang}-form")
        slug = planned(page, root)
        guest.goto(f"{desk}/c/{SLUG}/")
        guest.click(f"form[action$='{slug}/in'] button")
        is_well(guest, 390, f"{lang}-guest-in")
        other.post(f"/c/{SLUG}/draws/{slug}/in")
        page.goto(f"{root}/{slug}?who=1")
        is_well(page, width, f"{lang}-preview")
        page.click("button[value=seal]")
        is_well(page, width, f"{lang}-sealed")
        guest.goto(f"{shown}/{slug}")
        seal = guest.inner_text(".hashes .hash >> nth=0")
        is_well(guest, 390, f"{lang}-guest-sealed")
        drawn(page, slug)
        until_won(page, guest, f"{shown}/{slug}?seal={seal}")
        guest.fill("[name=contact]", "群里私信我")
        guest.click("form[action$=claim] button")
        guest.goto(f"{shown}/{slug}?seal={seal}")
        assert guest.locator(".draw-checks .good").count() == 4
        guest.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        is_well(guest, 390, f"{lang}-guest-checked")
        for address, name in ((f"{desk}/c/{SLUG}/", "home"), (f"{desk}/c/{SLUG}/me", "mine"), (shown, "all")):
            guest.goto(address)
            is_well(guest, 390, f"{lang}-guest-{name}")
        for address, name in ((f"{root}/{slug}", "claimed"), (root, "list")):
            page.goto(address)
            is_well(page, width, f"{lang}-{name}")
        assert visit.complaints == []
    finally:
        guest.context.close()
        visit.close()
