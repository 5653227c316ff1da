"""Surveys in a real browser without script: built, published, asked, answered on a phone; well to see and to hit."""

import pytest
from cast import Cast
from in_browser import Visit, joins, phone, reads_well
from on_portal import now
from on_surveys import ALL_KINDS, opened
from playwright.sync_api import Browser, Page, expect
from talkative import EVIL, SLUG

from juluo.desk.surveys import facts
from juluo.desk.surveys.actions.building import Manner
from juluo.desk.surveys.values import Audience, Target

ASKED = ("nps", "table", "order")
ONE_PAGE = ALL_KINDS.__class__(
    ALL_KINDS.title, questions=tuple(one for one in ALL_KINDS.questions if one.show_if is None)
)


@pytest.mark.browser
def test_a_survey_is_built_and_answered_without_script(browser: Browser, desk: str, link: str) -> None:
    lin = Visit(browser, desk, 1440, "light", "zh")
    kept = lin.context.storage_state()
    lin.close()
    context = browser.new_context(
        java_script_enabled=False, storage_state=kept, viewport={"width": 1440, "height": 900}
    )
    page = context.new_page()
    page.goto(f"{desk}/desk/{SLUG}/surveys/new")
    page.click("button[value=empty]")
    page.wait_for_load_state()
    at = page.url
    _write(page, at, "csat", zh=f"满意吗 {EVIL}")
    _write(page, at, "text", zh="哪里不好", **{"if": "1. 满意吗"}, test="at_most", value="3")
    page.click("button[value=publish]")
    slug = at.rpartition("/")[2]
    context.close()
    member = phone(browser, desk, None, "zh", "light", script=False)
    joins(member, f"{desk}{link}", "阿满")
    member.click(f"a.plain[href$='{slug}']")
    member.click("button[value=begin]")
    member.check("input[value='2']", force=True)
    member.click("button[value=next]")
    member.fill("textarea", f"太贵 {EVIL}")
    member.click("button[value=next]")
    expect(member.locator(".said")).to_have_count(1)
    found = facts.survey(SLUG, slug)
    assert found is not None
    assert (found.finished, found.is_anonymous) == (1, True)
    member.context.close()


def _write(page: Page, at: str, kind: str, **fields: str) -> None:
    page.goto(f"{at}/question?kind={kind}")
    for name, words in fields.items():
        field = page.locator(f"[name='{name}']")
        if field.evaluate("e => e.tagName") != "SELECT":
            field.fill(words)
        elif name == "if":
            field.select_option(index=1)
        else:
            field.select_option(words)
    page.click(".event-form .button.main")


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme", "lang"), [(390, "dark", "en"), (1440, "light", "zh")])
def test_the_builders_pages_are_well(  # a survey in each state
    browser: Browser, desk: str, team: Cast, width: int, scheme: str, lang: str
) -> None:
    drawn = Manner(is_anonymous=False, target=Target(Audience.EVERYONE, size=6, by_link=False, wanted=20))
    slug = opened(team.lin, ALL_KINDS, now(), drawn)
    visit = Visit(browser, desk, width, scheme, lang)
    at = f"{desk}/desk/{SLUG}/surveys"
    try:
        visit.page.goto(f"{at}/{slug}")
        visit.page.click("button[value=ask]")
        visit.complaints.clear()
        for address in (
            at,
            f"{at}/new",
            f"{at}/{slug}",
            f"{at}/{slug}/question?q=table",
            f"{at}/{slug}/question?q=why",
            f"{at}/{slug}/question?q=-",
            f"{at}/{slug}/preview",
        ):
            _unfolded(visit.page, address)
        assert visit.complaints == []
        page = visit.page
        # What isn't asked for isn't shown.
        page.goto(f"{at}/{slug}/question?q=age")
        assert [page.locator(name).is_visible() for name in ("#low", "#test", "#value")] == [True, False, False]
        page.select_option("#if", "why")
        assert [page.locator(name).is_visible() for name in ("#test", "#value")] == [True, True]
        page.select_option("#test", "answered")
        page.uncheck("[name=number]")
        assert [page.locator(name).is_visible() for name in ("#test", "#value", "#low")] == [True, False, False]
        page.goto(f"{at}/{slug}")
        page.click("#manner summary")
        assert [page.locator(name).is_visible() for name in ("#size", "#segment", "#event")] == [True, False, False]
        page.check("[name=audience][value=segment]")
        assert page.locator("#segment").is_visible()
        page.check("[name=audience][value=link]")
        assert not page.locator("#size").is_visible()
        visit.page.goto(f"{at}/{slug}")
        visit.page.click("#down-csat")
        visit.page.wait_for_selector(".survey-questions li:nth-child(4) #up-csat")
        visit.page.click("#up-why")
        visit.page.wait_for_selector("#listed .wrong")
        assert "surveys/" in visit.page.url
    finally:
        visit.close()


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "lang"), [("dark", "en"), ("light", "zh")])
def test_the_members_pages_are_well(
    browser: Browser, desk: str, team: Cast, link: str, scheme: str, lang: str
) -> None:
    pages = opened(team.lin, ALL_KINDS, now(), Manner(is_anonymous=False))
    whole = opened(team.lin, ONE_PAGE, now(), Manner(one_page=True))
    opened(team.lin, "pulse", now())
    visit = Visit(browser, desk, 390, scheme, lang)
    page, at = visit.page, f"{desk}/c/{SLUG}"
    try:
        joins(page, f"{desk}{link}", "阿满")
        page.click(".pulse button[value='4']")
        visit.complaints.clear()
        places = ("", f"surveys/{pages}", f"surveys/{whole}", *(f"surveys/{pages}?q={key}" for key in ASKED))
        for place in places:
            _unfolded(page, f"{at}/{place}")
        page.goto(f"{at}/surveys/{whole}")
        page.check("input[name='a.nps'][value='9']", force=True)
        page.check("input[name='a.some'][value=a]")
        page.check("input[name='a.some'][value=b]")
        page.check("input[name='a.some'][value=c]")
        page.click("button[value=finish]")
        page.uncheck("input[name='a.some'][value=c]")
        page.click("button[value=finish]")
        page.wait_for_load_state()
        _unfolded(page, page.url)
        assert [one for one in visit.complaints if "422" not in one] == []
    finally:
        visit.close()


def _unfolded(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
    reads_well(page)
