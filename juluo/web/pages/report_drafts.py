"""日报 › a draft of what changed: written from the headlines alone, taken over by hand, never by itself."""

from django.http import Http404, HttpResponse

from juluo.shell.accounts.roles import May
from juluo.shell.limits import Cost
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.drafts.set import current
from juluo.web.drafts.told import told
from juluo.web.marks import simulated
from juluo.web.pages.reports import address, label, period_named
from juluo.web.reports.composed import made, places_of
from juluo.web.reports.drafts import brief

# Where the words of a draft go: 优点与不足.
_PLACE = "strengths"


@page(
    "desk/<slug:community>/reports/<slug:grain>/<slug:day>/draft",
    nav=Nav.REPORTS,
    may=May.WRITE_REPORT,
    methods=("POST",),
    cost=Cost.EXPORT,
)
def report_draft(visit: Visit, grain: str, day: str) -> HttpResponse:
    """Ask for a draft of the day's report. Only numbers go out; the report is whole without it."""
    kind, period = period_named(grain, day)
    setup = current(visit.community)
    if not setup.is_on:
        raise Http404
    asks = brief(made(visit, kind, period).bare.report, visit.lang)
    return visit.render(
        "report_draft.html",
        made_up=simulated(visit),
        label=label(visit, kind, period),
        here_is=address(visit, kind, period),
        key=_PLACE,
        place=places_of(visit, kind, period).get(_PLACE),
        made=told(visit, asks, setup, "draft_report", f"{kind} {period.first}"),
        again=visit.request.path,
    )
