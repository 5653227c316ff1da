"""活动 for members: what comes and what was, one event, its place in their own calendar, sign-up and checking in."""

from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.events.actions.portal import arrive, come, give_back
from juluo.desk.events.own import how_many_public, public, public_event
from juluo.desk.events.values import EventFacts
from juluo.desk.qa.facts import sessions_of
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.limits import Cost
from juluo.shell.page import Door, page
from juluo.shell.visit import Visit
from juluo.web.asking import parameter
from juluo.web.events.calendar import calendar_file
from juluo.web.local_time import zone_of
from juluo.web.names import called
from juluo.web.portal.event import Can, Shown, reminds, shown_event, shown_events, without_place
from juluo.web.taken_away import as_file
from juluo.web.turn import turn_of
from juluo.wording.zones import zone_words

_WRONG = HTTPStatus.UNPROCESSABLE_ENTITY
_ONE = "c/<slug:community>/events/<slug:event>"
# So many are listed at once.
_MOST = 20


@page("c/<slug:community>/events", may=Door.PORTAL)
def portal_events(visit: Visit) -> HttpResponse:
    """What comes, and after it what was."""
    turn = turn_of(visit, f"/c/{visit.community}/events", how_many_public(visit.community), _MOST)
    now = visit.scene.now
    found = shown_events(visit, public(visit.community, now, turn.first, turn.last))
    coming = [one for one in found if one.one.is_coming(now)]
    return visit.render(
        "portal_events.html", coming=coming, past=[one for one in found if one not in coming], turn=turn
    )


@page(_ONE, may=Door.PORTAL)
def portal_event(visit: Visit, event: str) -> HttpResponse:
    return _shown(visit, _found(visit, event))


@page(_ONE + "/deed", may=Door.GUEST, methods=("POST",), cost=Cost.SIGN_UP)
def portal_event_deed(visit: Visit, event: str) -> HttpResponse:
    """Sign up, or give the place back."""
    one, deed = _found(visit, event), visit.field("deed")
    try:
        if deed == "come":
            _come(visit, one)
        elif deed == "back":
            give_back(visit.whoever, event, visit.scene)
        else:
            raise Http404
    except RefusedError as error:
        return _shown(visit, _found(visit, event), visit.words(error.sentence))
    return HttpResponseRedirect(f"/c/{visit.community}/events/{event}#own")


@page(_ONE + "/here", may=Door.PORTAL, methods=("GET", "POST"), cost=Cost.SIGN_UP)
def portal_event_here(visit: Visit, event: str) -> HttpResponse:
    """Check in by the code that the host shows; whoever scans it finds it filled in."""
    one = _found(visit, event)
    if visit.request.method == "GET" or visit.guest is None:
        return _door(visit, one, parameter(visit, "code")[:12])
    try:
        arrive(visit.guest, event, visit.field("code"), visit.scene)
    except RefusedError as error:
        return _door(visit, one, "", visit.words(error.sentence))
    return HttpResponseRedirect(f"/c/{visit.community}/events/{event}#own")


@page(_ONE + "/calendar-file", may=Door.PORTAL)
def portal_event_calendar(visit: Visit, event: str) -> HttpResponse:
    """The event for their own calendar, with the place only where they may know it."""
    one = without_place(shown_event(visit, _found(visit, event)))
    name = called([visit.community])[visit.community]
    host, zone = settings.URL.hostname or "juluo.invalid", zone_of(visit.community).key
    content = calendar_file([one], name, zone, host, visit.community, visit.scene.now)
    return as_file(f"{one.slug}.ics", content)


def _come(visit: Visit, one: EventFacts) -> None:
    """Sign up, if they may; what they may not is shown with the page."""
    now = shown_event(visit, one)
    if now.can in {Can.SIGN_UP, Can.QUEUE}:
        come(visit.whoever, one.slug, visit.field("name"), visit.scene, remind=visit.field("remind") == "yes")


def _shown(visit: Visit, one: EventFacts, wrong: str = "") -> HttpResponse:
    shown = shown_event(visit, one)
    return visit.render(
        "portal_event.html",
        _WRONG if wrong else HTTPStatus.OK,
        shown=shown,
        one=one,
        wrong=wrong,
        name=visit.field("name") or (visit.guest.name if visit.guest else ""),
        remind=visit.field("remind") == "yes" if wrong else reminds(visit),
        zone=zone_words(zone_of(visit.community).key, visit.lang),
        own_code=_own_code(shown),
        questions_of=sessions_of(visit.community, one.slug),
    )


def _own_code(shown: Shown) -> bool:
    """Whether they have a code of their own to be scanned at the door."""
    from juluo.web.doors import found  # noqa: PLC0415 - the doors find all pages, and this is one of them

    own = shown.own
    return own is not None and own.is_in and own.came_at is None and "portal_event_code" in found()


def _door(visit: Visit, one: EventFacts, code: str, wrong: str = "") -> HttpResponse:
    shown = shown_event(visit, one)
    return visit.render(
        "portal_event_here.html", _WRONG if wrong else HTTPStatus.OK, shown=shown, one=one, code=code, wrong=wrong
    )


def _found(visit: Visit, slug: str) -> EventFacts:
    one = public_event(visit.community, slug)
    if one is None:
        raise Http404
    return one
