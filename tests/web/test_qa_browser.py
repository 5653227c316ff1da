"""问答 in a real browser: asked on a phone, hosted by keys, shown to the room, by all rules."""

import pytest
from in_browser import Visit, is_well, joins
from playwright.sync_api import Browser
from talkative import EVIL


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme", "lang"), [(390, "dark", "en"), (1440, "light", "zh")])
def test_a_session_from_the_first_question_to_the_room(
    browser: Browser, desk: str, link: str, width: int, scheme: str, lang: str
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
        joins(page, f"{desk}{link}", "阿满")
        for words in (f"{EVIL} 表单怎么导出成 Excel？", "下次线下聚会在哪个城市办？", "会员过期以后数据还在吗？"):
            page.goto(f"{desk}/c/tea/questions/{slug}")
            page.fill("#words", words)
            page.click(".go")
        page.goto(session)
        page.click("#waiting form > .button >> nth=-1")
        is_well(visit, f"{desk}/c/tea/questions/{slug}", 390)
        page.goto(f"{session}/live")
        page.keyboard.press("n")
        page.wait_for_selector("[data-key=d]")
        # The host's view looks for news by itself.
        with page.expect_response("**/live-part", timeout=30_000) as news:
            pass
        assert news.value.ok
        for address in (session, f"{session}/live", f"{session}/screen", f"{session}/edit", f"{desk}/desk/tea/qa"):
            is_well(visit, address, width)
        page.goto(f"{session}/live")
        page.keyboard.press("d")
        page.wait_for_selector("[data-key=n]")
        is_well(visit, f"{desk}/c/tea/questions/{slug}", 390)
        is_well(visit, f"{desk}/c/tea/", 390)
        assert visit.complaints == []
    finally:
        visit.close()
