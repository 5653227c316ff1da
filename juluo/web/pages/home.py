"""Where one arrives: the community one was in last, or the first step if there is none; and all of them."""

from http import HTTPStatus

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect

from juluo.demo.taken import SLUG as DEMO
from juluo.desk.communities.founding import LATEST_HOUR, check_may_found, found_community
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.audit import note
from juluo.shell.jobs.actions import enqueue
from juluo.shell.jobs.facts import JobFacts, jobs_of
from juluo.shell.jobs.models import OVER
from juluo.shell.page import Door, page
from juluo.shell.visit import Visit
from juluo.web.communities import half_made, known, last_visited, reachable
from juluo.web.imports.history import extents
from juluo.web.jobs import make_demo
from juluo.web.marks import made_up_words
from juluo.web.names import call
from juluo.web.pages.imports import ZONES


@page("", may=Door.COLLEAGUE)
def home(visit: Visit) -> HttpResponse:
    if at := last_visited(visit, reachable(visit.who)):
        return HttpResponseRedirect(f"/desk/{at}/")
    return _shown(visit)


@page("communities", may=Door.COLLEAGUE, methods=("GET", "POST"), title="所有社群")
def communities(visit: Visit) -> HttpResponse:
    """Every community one is in; whoever owns the home makes new ones here."""
    if visit.request.method == "GET":
        return _shown(visit)
    slug, hour = visit.field("slug").strip(), visit.field("day_starts_at").strip() or "0"
    try:
        starts = int(hour) if hour.isdecimal() and len(hour) < len("100") else LATEST_HOUR + 1
        zone = visit.field("zone").strip() or "Asia/Shanghai"
        name = found_community(visit.who, settings.HOME, slug, visit.field("name"), zone, starts, visit.scene)
    except RefusedError as error:
        return _shown(visit, HTTPStatus.UNPROCESSABLE_ENTITY, visit.words(error.sentence))
    call(slug, name or slug)
    return HttpResponseRedirect(f"/desk/{slug}/imports")


@page("communities/demo", may=Door.COLLEAGUE, methods=("POST",))
def demo_community(visit: Visit) -> HttpResponse:
    """Make the simulated community, or make it anew; asked twice, it is made once."""
    try:
        check_may_found(visit.who)
    except RefusedError as error:
        return _shown(visit, HTTPStatus.FORBIDDEN, visit.words(error.sentence))
    if _demo_under_way() is None:
        with transaction.atomic():
            enqueue(
                make_demo,
                community=DEMO,
                by=visit.who.id,
                queue="demo.make",
                lang=visit.lang,
                again=bool(visit.field("again")),
            )
            note(visit.scene, visit.who, "make_demo", community=DEMO)
    return HttpResponseRedirect("/communities")


def _demo_under_way() -> JobFacts | None:
    latest = next((job for job in jobs_of(DEMO, last=10) if job.name == make_demo.name), None)
    return latest if latest and latest.status not in OVER else None


def _shown(visit: Visit, status: int = HTTPStatus.OK, wrong: str = "") -> HttpResponse:
    inside = reachable(visit.who)
    return visit.render(
        "communities.html",
        status,
        found=extents(inside),
        wrong=wrong,
        demo=_demo_under_way(),
        has_demo=DEMO in known(),
        half_demo=half_made(DEMO),
        demo_until=made_up_words(visit, DEMO),
        zones=ZONES,
        typed={name: visit.field(name) for name in ("slug", "name", "zone", "day_starts_at")},
        may_found=visit.who.owns_home,
    )
