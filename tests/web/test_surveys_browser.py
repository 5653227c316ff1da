"""Surveys in a real browser without script: built, published, asked, answered on a phone; well to see and to hit."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from cast import Cast
from in_browser import CONTRASTS, LEAST_CONTRAST, SMALL, WIDE, Visit, served
from on_portal import now
from on_surveys import ALL_KINDS, opened
from playwright.sync_api import Browser, Page, expect
from talkative import EVIL, SLUG

from juluo.desk.surveys import facts
from juluo.desk.surveys.actions.building import Manner
from juluo.desk.surveys.values import Audience, Target

# Where somebody who looks at the pages wants to have pictures of them.
SHOTS = os.environ.get("JULUO_SHOTS", "")
ONE_PAGE = ALL_KINDS.__class__(
    ALL_KINDS.title, questions=tuple(one for one in ALL_KINDS.questions if one.show_if is None)
)


@pytest.fixture
def desk(link: str, tmp_path: Path) -> Iterator[str]:
    assert link
    with served(tmp_path) as address:
        yield address


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
    phone = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    member = phone.new_page()
    member.goto(f"{desk}{link}")
    member.fill("[name=name]", "阿满")
    member.check("[name=age][value=grown]")
    member.check("[name=agreed]")
    member.click("form .go")
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
    phone.close()


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
        for name, address in {
            "list": at,
            "new": f"{at}/new",
            "one": f"{at}/{slug}",
            "question": f"{at}/{slug}/question?q=table",
            "text": f"{at}/{slug}/question?q=why",
            "words": f"{at}/{slug}/question?q=-",
            "preview": f"{at}/{slug}/preview",
        }.items():
            _is_well(visit, address, f"{name}-{width}")
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
        page.goto(f"{desk}{link}")
        page.fill("[name=name]", "阿满")
        page.check("[name=age][value=grown]")
        page.check("[name=agreed]")
        page.click("form .go")
        page.click(".pulse button[value='4']")
        visit.complaints.clear()
        addresses = {"home": f"{at}/", "begin": f"{at}/surveys/{pages}", "whole": f"{at}/surveys/{whole}"}
        addresses |= {key: f"{at}/surveys/{pages}?q={key}" for key in ("nps", "table", "order")}
        for name, address in addresses.items():
            _is_well(visit, address, f"portal-{name}-{scheme}")
        page.goto(f"{at}/surveys/{whole}")
        page.check("input[name='a.nps'][value='9']", force=True)
        page.check("input[name='a.some'][value=a]")
        page.check("input[name='a.some'][value=b]")
        page.check("input[name='a.some'][value=c]")
        page.click("button[value=finish]")
        _shot(visit, f"portal-wrong-{scheme}")
        page.uncheck("input[name='a.some'][value=c]")
        page.click("button[value=finish]")
        page.wait_for_load_state()
        _is_well(visit, page.url, f"portal-thanks-{scheme}")
        assert [one for one in visit.complaints if "422" not in one] == []
    finally:
        visit.close()


def _is_well(visit: Visit, address: str, name: str) -> None:
    page = visit.page
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
    _shot(visit, name)
    assert page.evaluate(WIDE) <= 0, address
    assert [one for one in page.evaluate(CONTRASTS) if one[0] < LEAST_CONTRAST] == [], address
    assert page.evaluate("window.hit") is None, address
    if page.evaluate("innerWidth") < 720:
        small = [one for one in page.evaluate(SMALL) if 'type="radio"' not in one and 'type="checkbox"' not in one]
        assert small == [], address
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == [], address


def _shot(visit: Visit, name: str) -> None:
    if SHOTS:
        visit.page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)
