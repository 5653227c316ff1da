"""活动 › the code that the host shows while an event runs: on a screen, changing by itself, for members to scan."""

from http import HTTPStatus

from django.http import Http404, HttpResponse

from juluo.desk.events.poster import code_at
from juluo.desk.events.values import State
from juluo.shell.accounts.roles import May
from juluo.shell.guests.facts import portal
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.code_drawn import picture
from juluo.web.local_time import zone_of
from juluo.web.pages.events import one_of, words_of

# A screen shows the next code so soon after the one before is over.
_LATER = 1


@page("desk/<slug:community>/events/<slug:event>/poster", nav=Nav.EVENTS, may=May.KEEP_TASKS)
def event_poster(visit: Visit, event: str) -> HttpResponse:
    one, found = one_of(visit, event), portal(visit.community)
    if one.opened_at is None:
        raise Http404
    now = visit.scene.now
    runs = one.state is State.OPEN and one.plan.door_is_open(now)
    code = code_at(one.id, now)
    at = f"/c/{visit.community}/events/{event}/here"
    address = visit.request.build_absolute_uri(f"{at}?code={code.digits}")
    return visit.render(
        "event_poster.html",
        HTTPStatus.OK,
        one=one,
        runs=runs,
        is_open=found is not None and found.is_open,
        digits=f"{code.digits[:3]} {code.digits[3:]}",
        until=code.until,
        seconds=int((code.until - now).total_seconds()) + _LATER,
        picture=picture(address) if runs else "",
        **words_of(visit, zone_of(visit.community)),
    )
