"""查找: from anywhere to anything one may see. The palette asks here as one types; without a script it is a page."""

from django.http import HttpResponse

from juluo.shell.limits import Cost
from juluo.shell.page import Door, page
from juluo.shell.visit import Visit
from juluo.web.asking import parameter
from juluo.web.communities import last_visited, reachable
from juluo.web.search.finding import LONGEST, groups_of

_ON_A_PAGE = 50


@page("search", may=Door.COLLEAGUE, cost=Cost.SEARCH)
def search(visit: Visit) -> HttpResponse:
    """`in` names the community in which to look; one in which the visitor is nobody is none."""
    inside = reachable(visit.who)
    wanted = parameter(visit, "in")
    at = wanted if wanted in inside else last_visited(visit, inside)
    typed = parameter(visit, "q")[:LONGEST]
    part = visit.request.headers.get("HX-Request") == "true"
    groups = groups_of(visit, at, typed) if part else groups_of(visit, at, typed, _ON_A_PAGE)
    template = "search_found.html" if part else "search.html"
    # A deed done from the palette leads back to where it was opened; whether that is here is asked when it is done.
    back = parameter(visit, "here") or "/"
    response = visit.render(template, groups=groups, typed=typed, looked_in=at, back=back)
    response.headers["Vary"] = "HX-Request"
    return response
