"""A member's own code for one event: big to show at the door, in letters to be typed, as a file to keep.

The picture stands in the page itself, so that the page still shows it where it was kept and there is no network.
"""

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.events.codes import code_of
from juluo.desk.events.own import own_of, public_event
from juluo.desk.events.values import EventFacts, OwnSignUp
from juluo.shell.page import Door, page
from juluo.shell.visit import Visit
from juluo.web.code_drawn import door_file, door_picture
from juluo.web.events.shown import when
from juluo.web.local_time import zone_of
from juluo.web.marks import simulated
from juluo.web.taken_away import as_file

_ONE = "c/<slug:community>/events/<slug:event>/code"
_KINDS = ("svg", "png")


@page(_ONE, may=Door.GUEST)
def portal_event_code(visit: Visit, event: str) -> HttpResponse:
    one, own = _found(visit, event)
    if own is None or not (own.holds or own.is_in):
        return HttpResponseRedirect(f"/c/{visit.community}/events/{event}")
    code = code_of(visit.community, event, own.number)
    zone = zone_of(visit.community)
    return visit.render(
        "portal_code.html",
        made_up=simulated(visit),
        one=one,
        own=own,
        code=code,
        picture=door_picture(code),
        name=own.name or visit.whoever.name,
        when=when(one, zone, visit.lang),
        came=f"{own.came_at.astimezone(zone):%H:%M}" if own.came_at else "",
    )


@page(_ONE + "/<slug:kind>", may=Door.GUEST)
def portal_event_code_file(visit: Visit, event: str, kind: str) -> HttpResponse:
    """The picture alone; the letters stand in its name."""
    _, own = _found(visit, event)
    if own is None or kind not in _KINDS:
        raise Http404
    code = code_of(visit.community, event, own.number)
    response = as_file(f"{event}-{code}.{kind}", door_file(code, kind))
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _found(visit: Visit, slug: str) -> tuple[EventFacts, OwnSignUp | None]:
    """The event and their own sign-up, nobody else's."""
    one = public_event(visit.community, slug)
    if one is None:
        raise Http404
    return one, own_of(visit.whoever, one)
