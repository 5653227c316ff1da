"""前后文 › a draft: a thread summed up, or an answer to who asked there; the operator takes it over by hand."""

from django.http import Http404, HttpResponse

from juluo.insights.drafting.facts import Task
from juluo.shell.accounts.roles import May
from juluo.shell.limits import Cost
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.asking import Asking
from juluo.web.drafts.set import current
from juluo.web.drafts.threads import brief, thread
from juluo.web.drafts.told import told
from juluo.web.entry_named import entry_named
from juluo.web.marks import simulated
from juluo.web.members.everybody import names_of
from juluo.web.seen import asked

_TASKS = {"summary": Task.SUMMARY, "answer": Task.ANSWER}


@page(
    "desk/<slug:community>/around/<str:entry>/draft",
    nav=Nav.NEEDS,
    may=May.KEEP_TASKS,
    methods=("POST",),
    cost=Cost.EXPORT,
)
def thread_draft(visit: Visit, entry: str) -> HttpResponse:
    """Ask for a draft; where nothing may be sent, nothing is asked."""
    setup, task = current(visit.community), _TASKS.get(visit.field("task"))
    if task is None or not setup.is_on:
        raise Http404
    day = Asking({"day": visit.field("day")}, visit.today).day("day")
    names, meant = names_of(visit.community), entry_named(entry)
    found = asked(visit.community, lambda view: thread(view, meant, day, task, setup, names))
    if found is None:
        raise Http404
    return visit.render(
        "thread_draft.html",
        made_up=simulated(visit),
        found=found,
        task=str(task),
        made=told(visit, brief(task, found, visit.lang), setup, "draft_thread", entry),
        again=visit.request.path,
    )
