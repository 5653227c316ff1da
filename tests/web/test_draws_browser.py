"""A draw in a real browser: an operator makes and seals and draws it, a guest on a phone takes part and checks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from in_browser import PHONE, Visit, phone, reads_well
from on_portal import joined
from playwright.sync_api import Browser, Page
from talkative import EVIL, SLUG
from visitor import Visitor

from juluo.desk.draws.models import Draw


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
        reads_well(page, by_axe=width > PHONE)
        slug = planned(page, root)
        guest.goto(f"{desk}/c/{SLUG}/")
        guest.click(f"form[action$='{slug}/in'] button")
        reads_well(guest, by_axe=False)
        other.post(f"/c/{SLUG}/draws/{slug}/in")
        page.goto(f"{root}/{slug}?who=1")
        reads_well(page, by_axe=width > PHONE)
        page.click("button[value=seal]")
        reads_well(page, by_axe=width > PHONE)
        guest.goto(f"{shown}/{slug}")
        seal = guest.inner_text(".hashes .hash >> nth=0")
        reads_well(guest, by_axe=False)
        drawn(page, slug)
        until_won(page, guest, f"{shown}/{slug}?seal={seal}")
        guest.fill("[name=contact]", "群里私信我")
        guest.click("form[action$=claim] button")
        guest.goto(f"{shown}/{slug}?seal={seal}")
        assert guest.locator(".draw-checks .good").count() == 4
        guest.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        reads_well(guest, by_axe=False)
        for address in (f"{desk}/c/{SLUG}/", f"{desk}/c/{SLUG}/me", shown):
            guest.goto(address)
            reads_well(guest, by_axe=False)
        for address in (f"{root}/{slug}", root):
            page.goto(address)
            reads_well(page, by_axe=width > PHONE)
        assert visit.complaints == []
    finally:
        guest.context.close()
        visit.close()
