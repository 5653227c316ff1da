"""Members' pages with three and with sixty of everything: the same questions to the database, and all within reach."""

import re
from collections.abc import Iterator

import pytest
from cast import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from many import guests_too, so_many
from on_portal import joined, now
from talkative import SLUG
from test_portal_home import account_of
from visitor import Visitor

from juluo.shell.guests.actions.portal import tie_guest
from juluo.shell.guests.facts import guests
from juluo.web.portal.record import portal_record

FEW, MANY = 3, 60
PAGES = (
    "",
    "me",
    "events",
    "events/e1",
    "draws",
    "draws/d1",
    "checkins",
    "questions/s0",
    "feedback",
    "board",
    "surveys/v0",
)
# Lists that a guest turns: the page, the name of the list on it, and what stands once for each row.
LISTS = (
    ("events", "", r">(聚会\d+号)<"),
    ("draws", "", r">(抽奖\d+号)<"),
    ("checkins", "", r">(早起\d+号)<"),
    ("questions/s0", "", r">(第\d+个问题)<"),
    ("feedback", "", r">(第\d+条想法)<"),
    ("board", "", r"<h3><bdi>(想法\d+号)<"),
    ("me", "events", r">(聚会\d+号)<"),
    ("me", "draws", r">(抽奖\d+号)<"),
    ("me", "given", r">(第\d+条想法)<"),
)
LONGEST = 50
NEXT = re.compile(r'rel="next" href="([^"]+)"')


@pytest.fixture
def browser(team: Cast, visitor: Visitor, link: str) -> Client:
    """A guest whom the records know."""
    found = joined(visitor, link)
    tie_guest(team.lin, SLUG, guests(SLUG)[0].id, account_of("岑"), now())
    return found


def asked_by(browser: Client, pages: tuple[str, ...]) -> dict[str, int]:
    """How many questions each page asks the database."""
    found = {}
    for page in pages:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = browser.get(page)
        assert answer.status_code == 200, page
        found[page] = len(asked)
    return found


def portal_pages() -> tuple[str, ...]:
    return tuple(f"/c/{SLUG}/{page}" for page in PAGES)


def turned(browser: Client, page: str, of: str) -> Iterator[str]:
    """Every page of a list, by the ways that stand on it."""
    address = page
    while address:
        shown = browser.get(address.replace("&amp;", "&")).content.decode()
        yield shown
        ways = [way for way in NEXT.findall(shown) if not of or f"of={of}&" in way]
        address = ways[0] if ways else ""


def test_however_many_there_are_a_page_asks_as_often_and_all_can_be_reached(browser: Client) -> None:
    me, account = guests(SLUG)[0].id, account_of("岑")
    so_many(0, FEW, me, account)
    asked_by(browser, portal_pages())
    few = asked_by(browser, portal_pages())
    so_many(FEW, MANY, me, account)
    many = asked_by(browser, portal_pages())
    # A full first page of events to come needs not ask for those that are over.
    assert {page: (few[page], n) for page, n in many.items() if n != few[page] - (page.endswith("/events"))} == {}
    for page, of, row in LISTS:
        _reaches_all(browser, f"/c/{SLUG}/{page}", of, row)
    held = portal_record(guests(SLUG)[0])
    assert [len(held[name]) for name in ("told", "events", "feedback")] == [MANY] * 3
    assert len(held["questions"]) == MANY + MANY - 1


def _reaches_all(browser: Client, page: str, of: str, row: str) -> None:
    shown = [re.findall(row, one) for one in turned(browser, page, of)]
    assert len(shown) > 1, (page, of)
    assert max(map(len, shown)) <= LONGEST, (page, of)
    found = [one for some in shown for one in some]
    assert len(found) == len(set(found)) == MANY, (page, of)


# What guests fill on the desk: the page, the name of the list on it, and what stands once for each row.
DESK = (
    ("feedback", "", r'class="event-link" href="[^"]+"><bdi>(想法\d+号)<'),
    ("qa/s0", "open", r'qa-words"><bdi>(第\d+个问题)<'),
    ("settings/portal", "", r"<bdi>(客\d+)<"),
)


def test_the_desks_lists_of_what_guests_bring_are_turned_too(team: Cast, browser: Client, visitor: Visitor) -> None:
    me, account, owner = guests(SLUG)[0].id, account_of("岑"), visitor(team.lin)
    assert browser
    pages = tuple(f"/desk/{SLUG}/{page}" for page, *_ in DESK)
    so_many(0, FEW, me, account)
    guests_too(0, FEW)
    asked_by(owner, pages)
    few = asked_by(owner, pages)
    so_many(FEW, MANY, me, account)
    guests_too(FEW, MANY)
    assert asked_by(owner, pages) == few
    for (_, of, row), page in zip(DESK, pages, strict=True):
        _reaches_all(owner, page, of, row)
