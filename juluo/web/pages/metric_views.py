"""Views of metrics that colleagues come back to: saved from a metric's page, listed on 数据, own or shared."""

from dataclasses import dataclass
from http import HTTPStatus

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.numbers.actions import remove_view, rename_view, save_view, share_view
from juluo.desk.numbers.facts import ViewFacts, saved_views
from juluo.metrics.metric import metrics
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.asking import Asking
from juluo.web.communities import note_visit
from juluo.web.marks import simulated
from juluo.web.metrics.asked import ask_of_query
from juluo.web.pages.metric import metric_rendered
from juluo.web.pages.metric_notes import asked_along

_DEEDS = frozenset({"rename", "share", "unshare", "remove"})


@dataclass(frozen=True, slots=True)
class SavedLine:
    """A saved view as it is listed; without address, what it asks can't be asked any more."""

    view: ViewFacts
    title: str
    address: str
    own: bool


@page("desk/<slug:community>/metrics/<slug:metric>/save", nav=Nav.METRICS, may=May.SEE_NUMBERS, methods=("POST",))
def metric_save(visit: Visit, metric: str) -> HttpResponse:
    """Keep the page as it stands under a name."""
    ask = asked_along(visit, metric)
    shared, name = bool(visit.field("shared")), visit.field("name")
    try:
        save_view(visit.who, visit.community, name, (metric, ask.address()), visit.scene, shared=shared)
    except RefusedError as error:
        return metric_rendered(visit, ask, visit.words(error.sentence))
    return HttpResponseRedirect(f"/desk/{visit.community}/metrics/{metric}{ask.address()}")


@page("desk/<slug:community>/metric-views", nav=Nav.METRICS, may=May.SEE_NUMBERS, methods=("GET", "POST"))
def metric_views(visit: Visit) -> HttpResponse:
    """All saved views; a name changed, a view shared or put away."""
    if visit.request.method == "GET":
        note_visit(visit)
        return _listed(visit)
    number = Asking({"view": visit.field("view")}, visit.today).number("view", 0, least=0)
    deed = visit.field("deed")
    if deed not in _DEEDS:
        raise Http404
    try:
        _done(visit, deed, number)
    except RefusedError as error:
        return _listed(visit, visit.words(error.sentence))
    return HttpResponseRedirect(f"/desk/{visit.community}/metric-views")


def _done(visit: Visit, deed: str, number: int) -> None:
    who, community, scene = visit.who, visit.community, visit.scene
    if deed == "rename":
        rename_view(who, community, number, visit.field("name"), scene)
    elif deed == "remove":
        remove_view(who, community, number, scene)
    else:
        share_view(who, community, number, scene, shared=deed == "share")


def _listed(visit: Visit, wrong: str = "") -> HttpResponse:
    return visit.render(
        "metric_views.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        made_up=simulated(visit),
        saved=saved_lines(visit),
        wrong=wrong,
        notes=visit.may(May.KEEP_NOTES),
    )


def saved_lines(visit: Visit) -> tuple[SavedLine, ...]:
    """What a colleague saved and what the team shares, checked anew: metrics change, and what they can be asked."""
    return tuple(_line(visit, one) for one in saved_views(visit.community, visit.who.id))


def _line(visit: Visit, saved: ViewFacts) -> SavedLine:
    own = saved.owner_id == visit.who.id
    found = metrics().get(saved.metric)
    try:
        ask = ask_of_query(saved.metric, saved.query, visit.today)
    except (Http404, ValueError):
        return SavedLine(saved, saved.metric, "", own)
    title = saved.metric if found is None else found.title if visit.lang == "zh" else found.title_en
    return SavedLine(saved, title, f"/desk/{visit.community}/metrics/{saved.metric}{ask.address()}", own)
