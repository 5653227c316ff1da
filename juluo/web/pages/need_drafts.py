"""需求 › a need › a draft: what a language model suggests, checked; nothing is kept until somebody takes it over."""

from django.http import Http404, HttpResponse

from juluo.insights.drafting.facts import Task
from juluo.shell.accounts.roles import May
from juluo.shell.limits import Cost
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.asking import Asking
from juluo.web.drafts.set import current
from juluo.web.drafts.told import told
from juluo.web.members.everybody import names_of
from juluo.web.needs.drafts import brief, material
from juluo.web.needs.page import found_of, named_range, need_of, picked_of
from juluo.web.seen import asked

_TASKS = {"name": Task.NAME, "summary": Task.SUMMARY, "answer": Task.ANSWER}


@page(
    "desk/<slug:community>/needs/<slug:need>/draft",
    nav=Nav.NEEDS,
    may=May.KEEP_TASKS,
    methods=("POST",),
    cost=Cost.EXPORT,
)
def need_draft(visit: Visit, need: str) -> HttpResponse:
    """Ask for a draft; where nothing may be sent, nothing is asked."""
    setup = current(visit.community)
    asked_for = {name: visit.field(name) for name in ("of", "day")}
    picked = picked_of(visit, Asking(asked_for, visit.today))
    task = _TASKS.get(visit.field("task"))
    if picked is None or task is None or not setup.is_on:
        raise Http404
    found = found_of(visit, picked.period)
    card = need_of(found, need)
    names = names_of(visit.community)
    name = visit.field("name").strip()[:80] or card.name
    words = asked(visit.community, lambda view: material(view, card, setup, name, names))
    asks = brief(task, card, name, words, named_range(picked.period, visit.lang), visit.lang)
    return visit.render(
        "need_draft.html",
        need=card,
        name=name,
        task=str(task),
        picked=picked,
        range=named_range(picked.period, visit.lang),
        made=told(visit, asks, setup, "draft_need", need),
        again=visit.request.path,
    )
