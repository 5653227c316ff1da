"""Where one arrives: at the community one was in last, or, if there is none yet, at the first step."""

from django.http import HttpResponse, HttpResponseRedirect

from juluo.shell.page import Door, page
from juluo.shell.visit import Visit
from juluo.web.communities import last_visited, reachable


@page("", may=Door.COLLEAGUE)
def home(visit: Visit) -> HttpResponse:
    if at := last_visited(visit, reachable(visit.who)):
        return HttpResponseRedirect(f"/desk/{at}/")
    return visit.render("first_step.html")
