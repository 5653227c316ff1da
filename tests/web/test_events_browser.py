"""活动 in a real browser: read, hit and heard by all rules, from plan to reflection, on a desk and in a hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from cast import Cast
from in_browser import CONTRASTS, LEAST_CONTRAST, SMALL, WIDE, Visit, served
from playwright.sync_api import Browser
from talkative import EVIL, LAST


@pytest.fixture
def desk(team: Cast, tmp_path: Path) -> Iterator[str]:
    assert team
    with served(tmp_path) as address:
        yield address


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
            _is_well(visit, address, width)
        for address in (f"{event}/roll", f"{event}/sheet", f"{event}/edit"):
            _is_well(visit, address, width)
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
        assert page.evaluate(SMALL) == [], address
    else:
        found = Axe().run(page).response["violations"]
        assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == [], address
