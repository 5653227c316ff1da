"""需求 › a need › a draft: what a language model suggests, checked; nothing is kept until somebody takes it over."""

from dataclasses import replace

from django.http import Http404, HttpResponse

from juluo.insights.drafting.draft import Draft
from juluo.insights.drafting.endpoint import Failure
from juluo.insights.drafting.facts import Task
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.roles import May
from juluo.shell.limits import Cost
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.asking import Asking
from juluo.web.drafts_set import current
from juluo.web.everybody import names_of
from juluo.web.needs_drafts import brief, drafted, material
from juluo.web.pages.needs import found_of, named_range, need_of, picked_of
from juluo.web.seen import asked

_TASKS = {"name": Task.NAME, "summary": Task.SUMMARY, "answer": Task.ANSWER}
FAILURE_WORDS = {
    Failure.ADDRESS: "地址不能用。",
    Failure.UNREACHABLE: "连不上语言模型。",
    Failure.UNENCRYPTED: "没有加密的 http 只用于自己的机器和内网，什么也没有发。",
    Failure.REDIRECTED: "那边要转到别处，没有跟去。",
    Failure.DENIED: "那边不认密钥。",
    Failure.STATUS: "那边出错了。",
    Failure.TOO_LATE: "等了太久，没有再等。",
    Failure.TOO_LONG: "那边答得太长，没有收下。",
    Failure.UNREADABLE: "那边答的看不懂。",
}


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
    told = {name: visit.field(name) for name in ("of", "day")}
    picked = picked_of(visit, Asking(told, visit.scene.now.date()))
    task = _TASKS.get(visit.field("task"))
    if picked is None or task is None or not setup.is_on:
        raise Http404
    found = found_of(visit, picked.period)
    card = need_of(found, need)
    names = names_of(visit.community)
    name = visit.field("name").strip()[:80] or card.name
    words = asked(visit.community, lambda view: material(view, card, setup, name, names))
    asks = brief(task, card, name, words, named_range(picked.period, visit.lang), visit.lang)
    made = drafted(asks, setup)
    if setup.endpoint is not None and asks.messages:
        detail = {"task": str(task), "messages": len(asks.messages)}
        note(visit.scene, visit.who, "draft_need", community=visit.community, about=need, detail=detail)
    return visit.render(
        "need_draft.html",
        need=card,
        name=name,
        task=str(task),
        picked=picked,
        range=named_range(picked.period, visit.lang),
        draft=replace(made, sentences=tuple(one for one in made.sentences if one)),
        text=_text(made, visit.lang),
        sent=len(asks.messages),
        why=visit.say(FAILURE_WORDS[made.failure]) if made.failure else "",
    )


def _text(made: Draft, lang: str) -> str:
    return ("" if lang == "zh" else " ").join(made.sentences)
