"""The contract of a page: one function with a path, a place in the navigation, and who may open it.

    @page("desk/<slug:community>/members", nav=Nav.MEMBERS, may=May.SEE_MEMBERS)
    def members(visit: Visit) -> HttpResponse:
        return visit.render("members.html", found=directory(visit.community))

A page's module lies in `juluo/web/pages/` and is found there. Who isn't signed in is sent to sign in; a community in
which one has no role isn't there (404); a deed that one's role doesn't allow is refused (403).
"""

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from django.http import HttpResponse

from juluo.shell.accounts.roles import May
from juluo.shell.limits import Cost
from juluo.shell.visit import Visit
from juluo.wording.catalogue import capital

View = Callable[..., HttpResponse]
METHODS = frozenset({"GET", "POST"})
_PATH = re.compile(r"([a-z][a-z-]*/?|<(?:slug|int|str):[a-z]+>/?)*")
_PLACE = re.compile(r"<\w+:(\w+)>")


class Nav(StrEnum):
    """The sections of the desk, in the order of the day."""

    TODAY = "today"
    REPORTS = "reports"
    METRICS = "metrics"
    MEMBERS = "members"
    NEEDS = "needs"
    EVENTS = "events"
    IMPORTS = "imports"
    SETTINGS = "settings"


NAV_WORDS: Mapping[Nav, str] = MappingProxyType(
    {
        Nav.TODAY: "今天",
        Nav.REPORTS: "日报",
        Nav.METRICS: "数据",
        Nav.MEMBERS: "成员",
        Nav.NEEDS: "需求",
        Nav.EVENTS: "活动",
        Nav.IMPORTS: "导入",
        Nav.SETTINGS: "设置",
    }
)
# Pressed after g.
NAV_KEYS: Mapping[Nav, str] = MappingProxyType(
    {
        Nav.TODAY: "t",
        Nav.REPORTS: "r",
        Nav.METRICS: "d",
        Nav.MEMBERS: "m",
        Nav.NEEDS: "n",
        Nav.EVENTS: "e",
        Nav.IMPORTS: "i",
        Nav.SETTINGS: "s",
    }
)


class Door(StrEnum):
    """Who opens a page for which no colleague's role is asked.

    `PORTAL` is anybody, where a community's portal is open; `GUEST` is who joined it.
    """

    ANYONE = "anyone"
    COLLEAGUE = "colleague"
    PORTAL = "portal"
    GUEST = "guest"


class PageRegistrationError(TypeError):
    """What was marked as a page can't be one; the message says why."""


@dataclass(frozen=True, slots=True)
class Page:
    """A route of the desk. Its name is its function's."""

    path: str
    view: View
    may: May | Door
    nav: Nav | None
    methods: frozenset[str]
    cost: Cost | None = None
    title: str = ""
    unaided: bool = False

    @property
    def name(self) -> str:
        return self.view.__name__

    @property
    def of_portal(self) -> bool:
        return self.may in {Door.PORTAL, Door.GUEST}

    def cost_of(self, method: str) -> Cost | None:
        """What a request costs: the form of a page that takes forms, the page itself of one that only shows."""
        counted = "POST" if "POST" in self.methods else "GET"
        usual = Cost.WRITE if counted == "POST" else None
        return (self.cost or usual) if method == counted else None


def page(
    path: str,
    *,
    may: May | Door,
    nav: Nav | None = None,
    methods: frozenset[str] | tuple[str, ...] = ("GET",),
    cost: Cost | None = None,
    title: str = "",
    unaided: bool = False,
) -> Callable[[View], Page]:
    """Mark a function as a page. What it takes beside its visit stands in its path.

    `title`: by this name the palette leads there. `cost`: what it counts as where people ask too often. `unaided`: a
    child on the portal may send its form before their guardian agreed; no other form.
    """

    def registered(view: View) -> Page:
        made = Page(path, view, may, nav, frozenset(methods), cost, title, unaided)
        if trouble := _trouble(made):
            raise PageRegistrationError(f"{view.__module__}.{view.__name__}: {trouble}")
        return made

    return registered


def _trouble(made: Page) -> str:
    """What is wrong with a page at the door."""
    places = _PLACE.findall(made.path)
    takes = [*inspect.signature(made.view).parameters]
    asked = {
        f"no path: {made.path}": _PATH.fullmatch(made.path),
        "who may open it?": made.may in {*May, *Door},
        f"methods are {sorted(METHODS)}": made.methods and not made.methods - METHODS,
        "a deed belongs to a community, and a community's page asks for a deed": (
            (isinstance(made.may, May) or made.of_portal) == ("community" in places)
        ),
        "members' pages, and no others, lie under c/": made.of_portal == made.path.startswith("c/"),
        "what a child may send stands on the portal": not made.unaided or (made.of_portal and "POST" in made.methods),
        f"it takes {takes}, and its path gives {places}": (
            takes[:1] == ["visit"] and sorted(takes[1:]) == sorted(set(places) - {"community"})
        ),
        "only a page that needs nothing but its community is found by a title": (
            not made.title or ("GET" in made.methods and not set(places) - {"community"})
        ),
    }
    return next((trouble for trouble, right in asked.items() if not right), "")


def address_in(page: Page, community: str) -> str:
    """Where a page is that needs nothing but its community."""
    return "/" + _PLACE.sub(community, page.path)


@dataclass(frozen=True, slots=True)
class Section:
    """A word of the navigation. Without address, its page isn't built yet or not for this role."""

    nav: Nav
    word: str
    key: str
    url: str
    current: bool


def sections(visit: Visit, at: str, pages: Mapping[Nav, Page], current: Nav | None) -> tuple[Section, ...]:
    """The navigation of a community as this visitor sees it; on pages that belong to none, of the last one."""

    def url(nav: Nav) -> str:
        found = pages.get(nav)
        if found is None or visit.colleague is None:
            return ""
        if isinstance(found.may, May) and not (at and visit.colleague.may(at, found.may)):
            return ""
        return address_in(found, at)

    return tuple(
        Section(nav, capital(visit.say(NAV_WORDS[nav])), NAV_KEYS[nav], url(nav), nav is current) for nav in Nav
    )
