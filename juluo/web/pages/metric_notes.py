"""What a colleague writes down about a day, from a metric's page: it stands under every line of the community."""

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.numbers.actions import change_note, note_day, remove_note
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.asking import Asking
from juluo.web.metrics.asked import Ask, ask_of_query
from juluo.web.pages.metric import metric_rendered

_DEEDS = frozenset({"add", "change", "remove"})


@page("desk/<slug:community>/metrics/<slug:metric>/note", nav=Nav.METRICS, may=May.KEEP_NOTES, methods=("POST",))
def metric_note(visit: Visit, metric: str) -> HttpResponse:
    ask = asked_along(visit, metric)
    deed = visit.field("deed") or "add"
    if deed not in _DEEDS:
        raise Http404
    try:
        _done(visit, deed)
    except RefusedError as error:
        return metric_rendered(visit, ask, visit.words(error.sentence))
    return HttpResponseRedirect(f"/desk/{visit.community}/metrics/{metric}{ask.address()}#notes")


def asked_along(visit: Visit, metric: str) -> Ask:
    """The page from which something was sent: its address came along."""
    try:
        return ask_of_query(metric, visit.field("address"), visit.today)
    except ValueError as error:
        raise Http404 from error


def _done(visit: Visit, deed: str) -> None:
    if deed == "add":
        day = Asking({"day": visit.field("day")}, visit.today).day("day")
        if day is None:
            raise Http404
        note_day(visit.who, visit.community, day, visit.field("words"), visit.scene)
        return
    number = Asking({"note": visit.field("note")}, visit.today).number("note", 0, least=0)
    if deed == "change":
        change_note(visit.who, visit.community, number, visit.field("words"), visit.scene)
    else:
        remove_note(visit.who, visit.community, number, visit.scene)
