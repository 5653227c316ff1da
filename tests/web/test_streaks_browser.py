"""打卡 in a real browser: set up on the desk, pressed and repaired on a phone, by all rules."""

from datetime import timedelta

import pytest
from in_browser import Visit, is_well, joins
from on_portal import now, today
from playwright.sync_api import Browser
from talkative import EVIL

from juluo.desk.streaks.models import CheckIn, Programme
from juluo.shell.guests.facts import guests


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme", "lang"), [(390, "dark", "en"), (1440, "light", "zh")])
def test_a_check_in_from_the_desk_to_the_phone(
    browser: Browser, desk: str, link: str, width: int, scheme: str, lang: str
) -> None:
    visit = Visit(browser, desk, width, scheme, lang)
    page = visit.page
    try:
        visit.complaints.clear()
        page.goto(f"{desk}/desk/tea/streaks/new")
        page.fill("[name=title]", f"晨读 {EVIL}"[:80])
        page.fill("[name=first]", str(today() - timedelta(days=60)))
        page.fill("[name=repairs]", "2")
        page.click(".event-form .button.main")
        page.wait_for_load_state()
        programme = page.url
        joins(page, f"{desk}{link}", "阿满")
        _was_there(1, 2, 4, 5, 6)
        is_well(visit, f"{desk}/c/tea/", 390)
        page.click(".press")
        page.goto(f"{desk}/c/tea/checkins")
        page.click("form[action$=repair] button >> nth=0")
        page.wait_for_load_state()
        assert CheckIn.objects.filter(how="repair").count() == 1
        assert page.locator(".week .repaired, .week .done").count() >= 1
        is_well(visit, f"{desk}/c/tea/checkins", 390)
        for address in (f"{desk}/desk/tea/streaks", programme, f"{programme}/edit"):
            is_well(visit, address, width)
        assert visit.complaints == []
    finally:
        visit.close()


def _was_there(*back: int) -> None:
    (one,) = guests("tea")
    row = Programme.objects.get()
    for n in back:
        day = today() - timedelta(days=n)
        CheckIn.objects.create(programme=row, key=f"g{one.id}", guest=one.id, day=day, how="portal", at=now().now)
