"""需求: what members need in a week, month or quarter; what is new; busy threads."""

from http import HTTPStatus

from django.http import HttpResponse

from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.asking import asking
from juluo.web.communities import note_visit
from juluo.web.needs.page import context, found_for, picked_of, waits
from juluo.web.needs.shown import cards_of

# So many cards are open; the others are folded.
_OPEN = 15


@page("desk/<slug:community>/needs", nav=Nav.NEEDS, may=May.READ_MESSAGES)
def needs(visit: Visit) -> HttpResponse:
    note_visit(visit)
    picked = picked_of(visit, asking(visit))
    if picked is None:
        return visit.render("needs_empty.html")
    found, state = found_for(visit, picked.period)
    if found is None:
        return waits(visit, picked, state)
    return visit.render(
        "needs.html",
        HTTPStatus.OK,
        state=state,
        **context(visit, picked, found),
        shown=cards_of(visit.community, found),
        most=_OPEN,
    )
