"""问答 in a real browser: asked on a phone, hosted by keys, shown to the room, by all rules."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cast import Cast
from in_browser import Visit, is_well, served
from on_portal import FORM, now
from playwright.sync_api import Browser
from talkative import EVIL

from juluo.shell.guests.actions.portal import open_portal
from juluo.shell.guests.facts import portal


@pytest.fixture
def desk(team: Cast, tmp_path: Path) -> Iterator[str]:
    open_portal(team.lin, "tea", now())
    with served(tmp_path) as address:
        yield address


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme", "lang"), [(390, "dark", "en"), (1440, "light", "zh")])
def test_a_session_from_the_first_question_to_the_room(
    browser: Browser, desk: str, width: int, scheme: str, lang: str
) -> None:
    visit = Visit(browser, desk, width, scheme, lang)
    page = visit.page
    try:
        visit.complaints.clear()
        page.goto(f"{desk}/desk/tea/qa/new")
        page.fill("[name=title]", f"问老周 {EVIL}")
        page.fill("[name=answerers]", "老周")
        page.click(".event-form .button.main")
        page.wait_for_load_state()
        session = page.url
        slug = session.rpartition("/")[2]
        found = portal("tea")
        assert found is not None
        page.goto(f"{desk}/c/tea/join/{found.link}")
        page.fill("[name=name]", FORM["name"])
        page.check("[value=grown]")
        page.check("[name=agreed]")
        page.click(".go")
        for words in (f"{EVIL} 表单怎么导出成 Excel？", "下次线下聚会在哪个城市办？", "会员过期以后数据还在吗？"):
            page.goto(f"{desk}/c/tea/questions/{slug}")
            page.fill("#words", words)
            page.click(".go")
        page.goto(session)
        page.click("#waiting form > .button >> nth=-1")
        is_well(visit, f"{desk}/c/tea/questions/{slug}", 390, lang)
        page.goto(f"{session}/live")
        page.keyboard.press("n")
        page.wait_for_selector("[data-key=d]")
        # The host's view looks for news by itself.
        with page.expect_response("**/live-part", timeout=30_000) as news:
            pass
        assert news.value.ok
        for address in (session, f"{session}/live", f"{session}/screen", f"{session}/edit", f"{desk}/desk/tea/qa"):
            is_well(visit, address, width, lang)
        page.goto(f"{session}/live")
        page.keyboard.press("d")
        page.wait_for_selector("[data-key=n]")
        is_well(visit, f"{desk}/c/tea/questions/{slug}", 390, lang)
        is_well(visit, f"{desk}/c/tea/", 390, lang)
        assert visit.complaints == []
    finally:
        visit.close()
