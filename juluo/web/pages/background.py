"""设置 › 后台工作: what works in the background, what broke and why; stop it, or let it begin anew."""

from http import HTTPStatus

from django.http import HttpResponse, HttpResponseRedirect

from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.background import MOST, Clock, Deed, background, see_to
from juluo.web.local_time import zone_of
from juluo.web.watched import is_watched


@page(
    "desk/<slug:community>/settings/background",
    nav=Nav.SETTINGS,
    may=May.IMPORT,
    methods=("GET", "POST"),
    title="后台工作",
)
def background_page(visit: Visit) -> HttpResponse:
    if visit.request.method == "GET":
        return _shown(visit)
    number = visit.field("job")
    try:
        # No number of a job is longer than those of the database.
        see_to(
            visit, visit.field("deed"), int(number) if number.isdecimal() and len(number) < len(str(1 << 62)) else 0
        )
    except RefusedError as error:
        return _shown(visit, HTTPStatus.UNPROCESSABLE_ENTITY, visit.words(error.sentence))
    return HttpResponseRedirect(f"/desk/{visit.community}/settings/background")


def _shown(visit: Visit, status: int = HTTPStatus.OK, wrong: str = "") -> HttpResponse:
    zone = zone_of(visit.community)
    return visit.render(
        "background.html",
        status,
        found=background(visit, Clock(visit.scene.now.astimezone(zone), visit.today)),
        watched=is_watched(),
        most=MOST,
        deeds=Deed,
        zone=zone.key,
        wrong=wrong,
        tab="background",
    )
