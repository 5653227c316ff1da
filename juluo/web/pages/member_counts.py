"""报成员数: what exports don't show of membership is stated here, a day at a time."""

from contextlib import closing
from http import HTTPStatus

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect

from juluo.desk.communities.actions import COUNTS, state_members
from juluo.intake.operator import stated_counts
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.store.embedded import EmbeddedStore
from juluo.web.seen import asked

_SHOWN = 28


@page(
    "desk/<slug:community>/imports/counts", nav=Nav.IMPORTS, may=May.IMPORT, methods=("GET", "POST"),
    title="报成员数",
)  # fmt: skip
def member_counts(visit: Visit) -> HttpResponse:
    if visit.request.method == "GET":
        return _shown(visit)
    said = {name: visit.field(name).strip() for name in COUNTS}
    try:
        state_members(visit.who, settings.HOME, visit.community, visit.field("day"), said, visit.scene)
    except RefusedError as error:
        return _shown(visit, HTTPStatus.UNPROCESSABLE_ENTITY, visit.words(error.sentence))
    return HttpResponseRedirect(f"/desk/{visit.community}/imports/counts")


def _shown(visit: Visit, status: int = HTTPStatus.OK, wrong: str = "") -> HttpResponse:
    with closing(EmbeddedStore(settings.HOME)) as store:
        found = store.community(visit.community)
    today = found.calendar.day_of(visit.scene.now) if found else visit.today
    stated = asked(visit.community, stated_counts)
    return visit.render(
        "member_counts.html",
        status,
        wrong=wrong,
        stated=sorted(stated.items(), reverse=True)[:_SHOWN],
        today=today,
        typed={name: visit.field(name) for name in ("day", *COUNTS)},
    )
