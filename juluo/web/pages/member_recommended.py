"""What a member may like to take part in, with reasons; and whether they want to be told at all."""

from http import HTTPStatus

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.cooperations.actions import opt_in, opt_out
from juluo.desk.cooperations.facts import opted_out
from juluo.insights.recommend.hindsight import Tried
from juluo.insights.recommend.recommending import Recommended
from juluo.insights.recommend.words import (
    events_tried_words,
    invitation_words,
    none_words,
    starts_words,
    tried_words,
    why_words,
)
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.marks import simulated
from juluo.web.members.everybody import everybody
from juluo.web.members.people import ask, recommended_to, tried_of
from juluo.wording.numbers import short_date

_MOST = 2**31


@page("desk/<slug:community>/members/<int:person>/recommended", nav=Nav.MEMBERS, may=May.SEE_MEMBERS)
def member_recommended(visit: Visit, person: int) -> HttpResponse:
    name = _name(visit, person)
    found, past = recommended_to(visit.community, person), tried_of(visit.community)
    if found is None:
        raise Http404
    part = visit.request.headers.get("HX-Request") == "true"
    response = visit.render(
        "member_recommended_part.html" if part else "member_recommended.html",
        HTTPStatus.OK,
        made_up=simulated(visit),
        person=person,
        name=name,
        out=person in opted_out(visit.community),
        keeps=visit.may(May.KEEP_TASKS),
        **list_values(
            visit, found, past.found if past else None, past.events if past else None, told=past is not None
        ),
    )
    response.headers["Vary"] = "HX-Request"
    return response


def list_values(
    visit: Visit, found: Recommended, past: Tried | None, chosen: Tried | None, *, told: bool = True
) -> dict[str, object]:
    """What a list of recommendations says things with. `told`: how earlier lists did is known by now."""
    say, lang = visit.say, visit.lang
    return {
        "found": found,
        "nothing": none_words(found, say),
        "why": lambda one: why_words(one, say),
        "starts": lambda one: starts_words(one, say, lang),
        "invitation": lambda one: invitation_words(one, say),
        "tried": tried_words(past, say) if told and found.found else (),
        "events_tried": events_tried_words(chosen, say) if told else "",
        "day": lambda one: short_date(one, lang),
    }


@page(
    "desk/<slug:community>/members/<int:person>/recommended/wanted",
    nav=Nav.MEMBERS,
    may=May.KEEP_TASKS,
    methods=("POST",),
)
def member_recommended_wanted(visit: Visit, person: int) -> HttpResponse:
    """They want no recommendations; or want them again."""
    _name(visit, person)
    deed = {"out": opt_out, "in": opt_in}.get(visit.field("deed"))
    if deed is None:
        raise Http404
    deed(visit.who, visit.community, person, visit.scene)
    ask(visit.community)
    return HttpResponseRedirect(f"/desk/{visit.community}/members/{person}/recommended")


def _name(visit: Visit, person: int) -> str:
    table = everybody(visit.community)
    at = table.place(person) if table is not None and person < _MOST else None
    if table is None or at is None:
        raise Http404
    return str(table.names[at])
