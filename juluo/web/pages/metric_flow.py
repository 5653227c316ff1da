"""来去: from one week to the next, who stayed, who came, who came back, who went quiet."""

from datetime import date

from django.http import HttpResponse

from juluo.chart.svg import flows_svg
from juluo.ledger.period import Grain, Period
from juluo.report.comings import Comings, comings
from juluo.report.scene import Scene
from juluo.report.whole_day import last_whole_day
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.store.view import View
from juluo.web.asking import choice_asked, day_asked
from juluo.web.communities import note_visit
from juluo.web.look import PHONE
from juluo.web.marks import simulated
from juluo.web.metrics.shown import last_over
from juluo.web.seen import seen

_GRAINS = {Grain.DAY: "按天", Grain.WEEK: "按周", Grain.MONTH: "按月"}


@page("desk/<slug:community>/flow", nav=Nav.METRICS, may=May.SEE_NUMBERS, title="来去")
def metric_flow(visit: Visit) -> HttpResponse:
    note_visit(visit)
    day, grain = day_asked(visit, "day"), choice_asked(visit, "grain", Grain, Grain.WEEK)

    def made(view: View) -> Comings | None:
        last = last_whole_day(view)
        if last is None:
            return None
        at = Period.of(day, grain) if day is not None else _last_period(view, last, grain)
        return comings(Scene(view, at, grain, visit.lang, visit.scene.now, nameless=True))

    found = seen(visit.community, ("flow", visit.lang, day, grain), made)
    if found is None:
        return visit.render("metric_empty.html", title=visit.say("来去"))
    drawn = found.picture
    return visit.render(
        "metric_flow.html",
        made_up=simulated(visit),
        found=found,
        wide=flows_svg(drawn) if drawn else "",
        narrow=flows_svg(drawn, width=PHONE, height=300, narrow=True) if drawn else "",
        grain=grain,
        grains={one: visit.say(words) for one, words in _GRAINS.items()},
    )


def _last_period(view: View, last: date, grain: Grain) -> Period:
    return Period.of(last_over(last, grain, view.snapshot.span.first), grain)
