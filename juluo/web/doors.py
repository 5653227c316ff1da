"""Pages behind their doors: found by walking `juluo/web/pages/`, each let in whom it may."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from http import HTTPMethod, HTTPStatus
from types import MappingProxyType
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from juluo.shell.accounts.roles import May
from juluo.shell.guests.facts import portal
from juluo.shell.limits import Cost, wait_for
from juluo.shell.page import Door, Nav, Page, PageRegistrationError, Section, sections
from juluo.shell.visit import Visit, portal_visit_of, visit_of
from juluo.web import pages as package
from juluo.web.communities import half_made, known, last_visited, reachable
from juluo.web.marks import simulated
from juluo.web.names import called
from juluo.web.portal.tabs import tabs
from juluo.web.problems import ask_guardian, not_heard, not_to_open, refused, too_often


@cache
def found() -> Mapping[str, Page]:
    """Every page by its name, `…/new` before `…/<slug:one>`. Two of a name or a path are one too many."""
    made: list[Page] = []
    for module in pkgutil.iter_modules(package.__path__):
        names = vars(importlib.import_module(f"{package.__name__}.{module.name}"))
        made += [value for value in names.values() if isinstance(value, Page) and value not in made]
    for what in ("name", "path"):
        said = [getattr(one, what) for one in made]
        if doubled := {one for one in said if said.count(one) > 1}:
            raise PageRegistrationError(f"two pages of one {what}: {sorted(doubled)}")
    return MappingProxyType({one.name: one for one in sorted(made, key=lambda one: one.path.replace("<", "~"))})


@cache
def by_section() -> Mapping[Nav, Page]:
    """The page that each word of the navigation leads to: of those without a title of their own, the shortest path."""
    fitting = [one for one in found().values() if one.nav is not None and "GET" in one.methods]
    ordered = sorted(fitting, key=lambda one: (not one.title, -len(one.path)))
    return MappingProxyType({one.nav: one for one in ordered if one.nav is not None})


def opened(page: Page) -> Callable[..., HttpResponse]:
    """The page as a route: asks who comes, and only then opens."""

    def view(request: HttpRequest, community: str = "", **values: object) -> HttpResponse:
        if page.of_portal:
            visit = portal_visit_of(request, community, _portal(page))
            _open(visit)
        else:
            visit = visit_of(request, community, _framed(page))
            if page.may is not Door.ANYONE and visit.colleague is None:
                return _to_sign_in(request)
        kept_out = _kept_out(page, visit)
        return _whole(visit, page.view(visit, **values)) if kept_out is None else kept_out

    view.__name__ = page.name
    return view


def _whole(visit: Visit, answer: HttpResponse) -> HttpResponse:
    """The answer; a refusal instead of a file that doesn't hold what was asked for: a page says so itself."""
    is_file = answer.status_code == HTTPStatus.OK and not answer.headers.get("Content-Type", "").startswith(
        "text/html"
    )
    return not_heard(visit, visit.ignored) if is_file and visit.ignored else answer


def _kept_out(page: Page, visit: Visit) -> HttpResponse | None:
    """What a visitor gets instead of the page; None for who may open it."""
    cost = page.cost_of(_method(visit.request))
    if cost is not None and (seconds := _wait(visit, cost)):
        return too_often(visit, seconds)
    if isinstance(page.may, May):
        _there(visit)
        if not visit.may(page.may):
            return refused(visit)
    if page.may is Door.GUEST and visit.guest is None:
        return HttpResponseRedirect(f"/c/{visit.community}/")
    if _method(visit.request) not in page.methods:
        return not_to_open(visit, page.methods)
    return ask_guardian(visit) if _too_young(page, visit) else None


def _too_young(page: Page, visit: Visit) -> bool:
    """A child whose guardian didn't agree reads, and sends no form but those that are theirs alone to send."""
    acts = page.of_portal and not page.unaided and _method(visit.request) == HTTPMethod.POST
    return acts and visit.guest is not None and not visit.guest.may_act


def _wait(visit: Visit, cost: Cost) -> int:
    who = visit.colleague.id if visit.colleague else visit.guest.known_as if visit.guest else None
    return wait_for(cost, str(settings.HOME), who, visit.scene.address, visit.scene.now.timestamp())


def _there(visit: Visit) -> None:
    """A community that isn't there, and one in which the visitor is nobody, look the same."""
    role = visit.who.role(visit.community)
    there = visit.community in known() if visit.who.owns_home else not half_made(visit.community)
    if role is None or not there:
        raise Http404


def _open(visit: Visit) -> None:
    """A portal that is closed, one that nobody ever opened, and a community that isn't there look the same."""
    found = portal(visit.community)
    if found is None or not found.is_open or visit.community not in known():
        raise Http404


def _portal(page: Page | None) -> Callable[[Visit], dict[str, object]]:
    made: dict[str, object] = {}

    def frame(visit: Visit) -> dict[str, object]:
        # Parts of a page have the same frame.
        if not made:
            stays = page is not None and HTTPMethod.GET in page.methods
            here = visit.request.path if stays else f"/c/{visit.community}/"
            made.update(
                at=visit.community,
                at_name=called([visit.community])[visit.community],
                here=here,
                made_up=simulated(visit),
                tabs=tabs(visit, visit.request.path, [one.path for one in found().values()]),
            )
        return made

    return frame


def missing_at_portal(request: HttpRequest, community: str) -> Visit | None:
    """The visit of an address of open members' pages that leads nowhere; None where they aren't open."""
    visit = portal_visit_of(request, community, _portal(None))
    try:
        _open(visit)
    except Http404:
        return None
    return visit


def _framed(page: Page) -> Callable[[Visit], dict[str, object]]:
    def frame(visit: Visit) -> dict[str, object]:
        inside = reachable(visit.colleague) if visit.colleague else ()
        at = visit.community or last_visited(visit, inside)
        shown = sections(visit, at, by_section(), page.nav)
        known_as = called({at, *inside} - {""})
        return {
            "sections": shown,
            "communities": {slug: known_as[slug] for slug in inside},
            "at": at,
            "at_name": known_as.get(at, ""),
            "here": _here(visit, page, shown),
        }

    return frame


def _here(visit: Visit, page: Page, shown: tuple[Section, ...]) -> str:
    """Where a switch of language leads back to: this page, or, if it only takes forms, its section."""
    if HTTPMethod.GET in page.methods:
        return visit.request.get_full_path()
    return next((section.url for section in shown if section.current and section.url), "/")


def _method(request: HttpRequest) -> str:
    return HTTPMethod.GET.value if request.method == HTTPMethod.HEAD else str(request.method)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    here = request.get_full_path() if request.method == HTTPMethod.GET else "/"
    answer = HttpResponseRedirect("/sign-in" if here == "/" else f"/sign-in?next={quote(here)}")
    # A part of a page is not replaced by the sign-in form: the whole page goes there.
    if request.headers.get("HX-Request"):
        answer.headers["HX-Redirect"] = answer.url
    return answer
