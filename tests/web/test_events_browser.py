"""活动 in a real browser: read, hit and heard by all rules, from plan to reflection, on a desk and in a hand."""

import pytest
from in_browser import PHONE, Visit, is_well
from playwright.sync_api import Browser
from talkative import EVIL, LAST

pytestmark = pytest.mark.usefixtures("team")


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme", "lang"), [(390, "dark", "en"), (1440, "light", "zh")])
def test_an_event_is_planned_held_and_thought_over(
    browser: Browser, desk: str, width: int, scheme: str, lang: str
) -> None:
    visit = Visit(browser, desk, width, scheme, lang)
    page = visit.page
    try:
        visit.complaints.clear()
        page.goto(f"{desk}/desk/tea/events/new?form=meetup")
        page.fill("[name=title]", EVIL)
        page.fill("[name=starts]", f"{LAST}T20:00")
        page.select_option("[name=goal_metric]", "active_members")
        page.fill("[name=goal_line]", "3")
        page.click(".event-form .button.main")
        page.wait_for_load_state()
        event = page.url
        page.click("button[value=announce]")
        page.goto(f"{event}?tab=people")
        page.fill("[name=guest]", EVIL)
        page.click(".event-adding .task-form button")
        for address in (
            event.rpartition("/")[0],
            *(f"{event}?tab={tab}" for tab in ("plan", "people", "day", "after")),
        ):
            is_well(visit, address, width, by_axe=width > PHONE)
        for address in (f"{event}/roll", f"{event}/sheet", f"{event}/edit"):
            is_well(visit, address, width, by_axe=width > PHONE)
        assert visit.complaints == []
    finally:
        visit.close()
