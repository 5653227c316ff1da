"""What was decided to be done: the list of a community, and what happens to one task."""

from datetime import date
from http import HTTPStatus

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.tasks.actions import add, drop, finish, take_up
from juluo.desk.tasks.facts import ended_tasks, open_tasks
from juluo.ledger.period import Grain, Period
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.facts import team
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.asking import day_sent, number_of
from juluo.web.communities import note_visit
from juluo.web.pages.reports import address
from juluo.web.pages.signing_in import onward
from juluo.web.reports.composed import today
from juluo.wording.numbers import long_date

_DEEDS = frozenset({"done", "dropped", "open"})


@page("desk/<slug:community>/all-tasks", nav=Nav.REPORTS, may=May.SEE_NUMBERS, title="要做的事")
def tasks(visit: Visit) -> HttpResponse:
    note_visit(visit)
    return _shown(visit)


@page("desk/<slug:community>/all-tasks/add", nav=Nav.REPORTS, may=May.WRITE_REPORT, methods=("POST",))
def task_add(visit: Visit) -> HttpResponse:
    """Settle a line of a plan: what, who, until when."""
    grain, period = _decided(visit)
    owner, evidence = visit.field("owner"), visit.field("evidence")
    try:
        number = number_of(owner)
        due = day_sent(visit, "due")
        decided = (grain, period)
        add(
            visit.who,
            visit.community,
            decided,
            visit.field("words"),
            visit.scene,
            evidence=evidence,
            owner=number,
            due=due,
        )
    except RefusedError as error:
        return _shown(visit, visit.words(error.sentence))
    there = onward(visit)
    return HttpResponseRedirect(f"{address(visit, grain, period)}#plan" if there == "/" else there)


@page("desk/<slug:community>/all-tasks/<int:number>", nav=Nav.REPORTS, may=May.KEEP_TASKS, methods=("POST",))
def task_end(visit: Visit, number: int) -> HttpResponse:
    """Done, dropped with its reason, or open again."""
    deed = visit.field("deed")
    if deed not in _DEEDS:
        raise Http404
    try:
        if deed == "done":
            finish(visit.who, visit.community, number, visit.scene)
        elif deed == "dropped":
            drop(visit.who, visit.community, number, visit.field("why"), visit.scene)
        else:
            take_up(visit.who, visit.community, number, visit.scene)
    except RefusedError as error:
        return _shown(visit, visit.words(error.sentence))
    there = onward(visit)
    return HttpResponseRedirect(f"/desk/{visit.community}/all-tasks" if there == "/" else there)


def _shown(visit: Visit, wrong: str = "") -> HttpResponse:
    return visit.render(
        "tasks.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        open_tasks=open_tasks(visit.community),
        ended=ended_tasks(visit.community),
        team=team(visit.community),
        today=today(visit),
        date=lambda one: long_date(one, visit.lang),
        wrong=wrong,
        keeps=visit.may(May.KEEP_TASKS),
    )


def _decided(visit: Visit) -> tuple[Grain, Period]:
    try:
        grain, first = Grain(visit.field("grain")), date.fromisoformat(visit.field("first"))
        return grain, Period.of(first, grain)
    except (ValueError, OverflowError) as error:
        raise Http404 from error
