"""The tabs of a section lead to every page of it that one may open, and tell where one is."""

import re

from cast import Cast
from django.test import Client
from visitor import Visitor

from juluo.shell.accounts.roles import Role
from juluo.web.doors import found
from juluo.web.section_tabs import TABS


def tabs(browser: Client, address: str) -> dict[str, bool]:
    """The words of the tabs of a page, and which of them it stands at."""
    nav = re.search(r'<nav class="tabs".*?</nav>', browser.get(address).content.decode(), re.DOTALL)
    return {
        word: bool(now)
        for now, word in re.findall(r"<a [^>]*?(aria-current=\"page\")?>([^<]+)<", nav[0] if nav else "")
    }


def test_every_tab_has_its_page() -> None:
    assert {name for names in TABS.values() for name in names} <= set(found())


def test_a_section_is_walked_by_its_tabs(team: Cast, visitor: Visitor) -> None:
    browser = visitor(team.lin)
    assert tabs(browser, "/desk/tea/questions") == {word: word == "待答" for word in TABS["needs"].values()}
    assert tabs(browser, "/desk/tea/watch-words")["读出来的"], "a page without a tab belongs to one that has"
    assert tabs(browser, "/desk/tea/events") == {word: word == "活动" for word in TABS["events"].values()}


def test_what_one_may_not_open_is_no_tab(team: Cast, visitor: Visitor) -> None:
    told = tabs(visitor(team.of_tea[Role.VIEWER]), "/desk/tea/events")
    assert "活动" in told
    assert "待答" not in tabs(visitor(team.of_tea[Role.VIEWER]), "/desk/tea/surveys")
