"""The members' pages: what a community publishes, and the way in by the group's link."""

from http import HTTPStatus

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.communities.facts import notices
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.guests.actions.joining import GROWN, join
from juluo.shell.guests.facts import PortalFacts, portal
from juluo.shell.guests.values import PURPOSE_WORDS, Purpose
from juluo.shell.limits import Cost
from juluo.shell.page import Door, page
from juluo.shell.visit import Visit
from juluo.web.notice_words import PARTS
from juluo.web.portal.cookie import known_from_now
from juluo.web.portal.day import day_of
from juluo.web.portal.greeting import greeting, lead
from juluo.web.portal.part import on_home


@page("c/<slug:community>/", may=Door.PORTAL)
def portal_home(visit: Visit) -> HttpResponse:
    return visit.render(
        "portal_home.html",
        found=_portal(visit),
        greeting=greeting(visit, visit.guest.name) if visit.guest else "",
        lead=lead(visit, day_of(visit.community)) if visit.guest else "",
        notice=bool(notices(visit.community)),
        sections=on_home(visit),
        gone="gone" in visit.request.GET,
        asked="asked" in visit.request.GET,
    )


@page("c/<slug:community>/join/<str:link>", may=Door.PORTAL, methods=("GET", "POST"), cost=Cost.JOIN)
def portal_join(visit: Visit, link: str) -> HttpResponse:
    """Who opens the group's link says how to be called; their browser is known from then on."""
    if link != _portal(visit).link:
        raise Http404
    if visit.guest is not None:
        return HttpResponseRedirect(f"/c/{visit.community}/")
    if visit.request.method == "GET":
        return _form(visit)
    child = visit.field("age") != "grown"
    if visit.field("agreed") != "yes":
        return _form(visit, visit.say("还没加入：先勾上“我同意留下称呼”那一句。"))
    guardian = visit.field("guardian") if child else None
    # Nothing is agreed to by a child: their guardian says it, purpose by purpose.
    purposes = () if child else _ticked(visit)
    try:
        _, key = join(visit.community, link, visit.field("name"), guardian, visit.scene, purposes)
    except RefusedError as error:
        return _form(visit, visit.words(error.sentence))
    return known_from_now(visit, key)


@page("c/<slug:community>/rules", may=Door.PORTAL)
def portal_rules(visit: Visit) -> HttpResponse:
    return visit.render("portal_text.html", title=visit.say("群规"), words=_portal(visit).rules, parts=())


@page("c/<slug:community>/notice", may=Door.PORTAL)
def portal_notice(visit: Visit) -> HttpResponse:
    """What members are told of their records."""
    found = next(iter(notices(visit.community)), None)
    parts = [(visit.say(head), getattr(found.words, name)) for name, head in PARTS.items()] if found else []
    return visit.render("portal_text.html", title=visit.say("关于你的记录"), words="", parts=parts)


def _ticked(visit: Visit) -> tuple[Purpose, ...]:
    """To what somebody agreed beside joining: nothing is ticked beforehand."""
    return tuple(one for one in Purpose if visit.field(f"for_{one}") == "yes")


def _form(visit: Visit, wrong: str = "") -> HttpResponse:
    ticked = _ticked(visit)
    return visit.render(
        "portal_join.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        name=visit.field("name"),
        age=visit.field("age"),
        guardian=visit.field("guardian"),
        agreed=visit.field("agreed") == "yes",
        purposes=[(one, visit.say(words), one in ticked) for one, words in PURPOSE_WORDS.items()],
        grown=GROWN,
        notice=bool(notices(visit.community)),
        wrong=wrong,
    )


def _portal(visit: Visit) -> PortalFacts:
    found = portal(visit.community)
    if found is None:
        raise Http404
    return found
