"""数据: the catalogue of metrics, what each means, and what it was on the last whole day."""

from datetime import date

from django.http import Http404, HttpResponse

from juluo.ledger.period import Grain, Period
from juluo.metrics.metric import GROUPS
from juluo.report.catalogue import GROUP_WORDS, Listed, listed
from juluo.report.scene import Scene
from juluo.report.whole_day import last_whole_day
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.store.view import View
from juluo.web.asking import day_asked, parameter
from juluo.web.communities import note_visit
from juluo.web.marks import simulated
from juluo.web.pages.metric_views import saved_lines
from juluo.web.seen import seen
from juluo.wording.numbers import long_date

# Values that are there at once: what is read from the daily roll-up. The others come after the page.
_AT_ONCE = frozenset({"order", "events", "feedback"})


@page("desk/<slug:community>/metrics", nav=Nav.METRICS, may=May.SEE_NUMBERS)
def metrics_catalogue(visit: Visit) -> HttpResponse:
    note_visit(visit)
    day, only = day_asked(visit, "day"), parameter(visit, "group")
    if only and only not in GROUPS:
        raise Http404
    shown = {group: _group(visit, group, day, asked=group == only or group in _AT_ONCE) for group in GROUPS}
    told = next((when for when, _ in shown.values()), None)
    rows = {group: found for group, (_, found) in shown.items()}
    part = bool(only) and visit.request.headers.get("HX-Request") == "true"
    return visit.render(
        "metrics_group.html" if part else "metrics.html",
        made_up=simulated(visit),
        groups=rows,
        saved=() if part else saved_lines(visit),
        group=only,
        names={group: visit.say(words) for group, words in GROUP_WORDS.items()},
        open=frozenset({only}) | _AT_ONCE,
        day=told,
        dateline=long_date(told, visit.lang) if told else "",
    )


def _group(visit: Visit, group: str, day: date | None, *, asked: bool) -> tuple[date | None, tuple[Listed, ...]]:
    def made(view: View) -> tuple[date | None, tuple[Listed, ...]]:
        when = day or last_whole_day(view)
        at = when or visit.today
        scene = Scene(view, Period(at, at), Grain.DAY, visit.lang, visit.scene.now)
        return when, listed(scene, group, asked=asked and when is not None)

    return seen(visit.community, ("catalogue", visit.lang, group, day, asked), made)
