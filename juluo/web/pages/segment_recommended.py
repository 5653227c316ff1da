"""What those of a segment may like to take part in: threads and events, one list for all of them, with reasons."""

from http import HTTPStatus

from django.http import Http404, HttpResponse

from juluo.insights.recommend.words import unwanted_words
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.members.people import recommended_to_group
from juluo.web.pages.member_recommended import list_values
from juluo.web.pages.segments import found as segment_found
from juluo.web.pages.segments import shared_values


@page("desk/<slug:community>/segments/<int:number>/recommended", nav=Nav.MEMBERS, may=May.SEE_MEMBERS)
def segment_recommended(visit: Visit, number: int) -> HttpResponse:
    """Reckoned when it is asked for: looking back over twelve weeks takes seconds."""
    one, day, rule = segment_found(visit, number)
    if rule is None:
        raise Http404
    told = recommended_to_group(visit.community, rule, day)
    part = visit.request.headers.get("HX-Request") == "true"
    response = visit.render(
        "segment_recommended_part.html" if part else "segment_recommended.html",
        HTTPStatus.OK,
        one=one,
        unwanted=unwanted_words(told.found, visit.say),
        **shared_values(visit, day),
        **list_values(visit, told.found, told.tried if told.found.found else None, told.events_tried),
    )
    response.headers["Vary"] = "HX-Request"
    return response
