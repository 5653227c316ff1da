"""活动 › 问答: the sessions, one of them with all its questions, and what hosts decide about them."""

import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from types import MappingProxyType

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.events.facts import events
from juluo.desk.events.values import Form
from juluo.desk.qa.actions import hosting
from juluo.desk.qa.actions.sessions import LONGEST, MOST_EACH, change, end, publish, reopen, set_up
from juluo.desk.qa.facts import counts, session, sessions
from juluo.desk.qa.values import PHASE_WORDS, Counts, Plan, SessionFacts
from juluo.desk.questions.actions import Elsewhere, Meant, take_into_faq
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.roles import May
from juluo.shell.guests.facts import portal
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.asking import number_sent, parameter
from juluo.web.code_drawn import picture
from juluo.web.communities import note_visit
from juluo.web.entry_named import is_entry
from juluo.web.local_time import moment_typed, typed, zone_of
from juluo.web.marks import simulated
from juluo.web.qa.shown import Listed, day_of_entry, digest, listed, quoted, when
from juluo.web.taken_away import as_file
from juluo.web.turn import turn_of
from juluo.wording.numbers import whole as whole_number
from juluo.wording.sentence import told
from juluo.wording.zones import zone_words

_WRONG = HTTPStatus.UNPROCESSABLE_ENTITY
_ONE = "desk/<slug:community>/qa/<slug:qa>"
# So many questions of a list at once.
_MOST = 30
_ENTRY = re.compile(r"(?:.*/around/)?(-?\d+)(?:\?.*)?", re.DOTALL)
_FIELDS = ("title", "answerers", "about", "event", "opens_at", "closes_at", "most", "nameless", "moderated")


@page("desk/<slug:community>/qa", nav=Nav.EVENTS, may=May.SEE_NUMBERS, title="问答")
def qa(visit: Visit) -> HttpResponse:
    """Every session, in numbers."""
    note_visit(visit)
    found = sessions(visit.community)
    many = counts([one.id for one in found])
    return visit.render(
        "qa_list.html",
        HTTPStatus.OK,
        made_up=simulated(visit),
        found=found,
        counts={one.id: many.get(one.id, Counts()) for one in found},
        **_words(visit),
    )


@page("desk/<slug:community>/qa/new", nav=Nav.EVENTS, may=May.KEEP_TASKS, methods=("GET", "POST"), title="开一场问答")
def qa_new(visit: Visit) -> HttpResponse:
    """A session alone, or for an event that is named in the address."""
    if visit.request.method == "GET":
        return _form(visit, _beginning(visit))
    try:
        slug = set_up(visit.who, visit.community, _plan(visit), visit.scene)
    except RefusedError as error:
        return _form(visit, None, visit.words(error.sentence))
    return HttpResponseRedirect(f"/desk/{visit.community}/qa/{slug}")


@page(_ONE, nav=Nav.EVENTS, may=May.READ_MESSAGES)
def qa_page(visit: Visit, qa: str) -> HttpResponse:
    note_visit(visit)
    return _shown(visit, _one(visit, qa))


@page(_ONE + "/edit", nav=Nav.EVENTS, may=May.KEEP_TASKS, methods=("GET", "POST"))
def qa_edit(visit: Visit, qa: str) -> HttpResponse:
    one = _one(visit, qa)
    if visit.request.method == "GET":
        return _form(visit, one.plan, one=one)
    try:
        change(visit.who, visit.community, qa, _plan(visit), visit.scene)
    except RefusedError as error:
        return _form(visit, None, visit.words(error.sentence), one)
    return HttpResponseRedirect(f"/desk/{visit.community}/qa/{qa}")


@page(_ONE + "/deed", nav=Nav.EVENTS, may=May.KEEP_TASKS, methods=("POST",))
def qa_deed(visit: Visit, qa: str) -> HttpResponse:
    """What a host does with a session or a question; back to where they were."""
    one, deed = _one(visit, qa), visit.field("deed")
    if deed not in DEEDS:
        raise Http404
    try:
        DEEDS[deed](visit, qa)
    except RefusedError as error:
        return _shown(visit, one, visit.words(error.sentence))
    live = "/live" if visit.field("from") == "live" else ""
    return HttpResponseRedirect(f"/desk/{visit.community}/qa/{qa}{live}")


@page(_ONE + "/live", nav=Nav.EVENTS, may=May.KEEP_TASKS)
def qa_live(visit: Visit, qa: str) -> HttpResponse:
    """The host's own view: what is being answered, what comes next; it looks for news by itself."""
    return visit.render("qa_live.html", HTTPStatus.OK, **_live(visit, _one(visit, qa)))


@page(_ONE + "/live-part", nav=Nav.EVENTS, may=May.KEEP_TASKS)
def qa_live_part(visit: Visit, qa: str) -> HttpResponse:
    return visit.render("qa_live_part.html", HTTPStatus.OK, **_live(visit, _one(visit, qa)))


@page(_ONE + "/screen", nav=Nav.EVENTS, may=May.READ_MESSAGES)
def qa_screen(visit: Visit, qa: str) -> HttpResponse:
    """For the room: one question in big type, the next ones, and where to ask."""
    return visit.render("qa_screen.html", HTTPStatus.OK, **_live(visit, _one(visit, qa)))


@page(_ONE + "/screen-part", nav=Nav.EVENTS, may=May.READ_MESSAGES)
def qa_screen_part(visit: Visit, qa: str) -> HttpResponse:
    return visit.render("qa_screen_part.html", HTTPStatus.OK, **_live(visit, _one(visit, qa)))


@page(_ONE + "/text", nav=Nav.EVENTS, may=May.READ_MESSAGES)
def qa_text(visit: Visit, qa: str) -> HttpResponse:
    """The digest as a file."""
    one = _one(visit, qa)
    words = digest(visit, one, listed(one).done, visit.lang)
    return as_file(f"{visit.community}-qa-{qa}.md", words)


def _live(visit: Visit, one: SessionFacts) -> dict[str, object]:
    found = portal(visit.community)
    address = visit.request.build_absolute_uri(f"/c/{visit.community}/questions/{one.slug}")
    return {
        "one": one,
        "found": listed(one),
        "at_qa": f"/desk/{visit.community}/qa/{one.slug}",
        "address": address if found and found.is_open else "",
        "picture": picture(address) if found and found.is_open else "",
        "phase": one.phase(visit.scene.now),
        "keeps": visit.may(May.KEEP_TASKS),
        "longest": hosting.LONGEST_ANSWER,
        "whole": whole_number,
    }


def _shown(visit: Visit, one: SessionFacts, wrong: str = "") -> HttpResponse:
    found = listed(one)
    return visit.render(
        "qa.html",
        _WRONG if wrong else HTTPStatus.OK,
        made_up=simulated(visit),
        **_live(visit, one),
        **_lists(visit, one, found),
        digests={lang: digest(visit, one, found.done, lang) for lang in ("zh", "en")} if found.done else {},
        when=when(visit, one),
        phases={phase: visit.say(words) for phase, words in PHASE_WORDS.items()},
        portal=portal(visit.community),
        entry=lambda row: f"{row.answer.entry}" if row.answer.entry is not None else "",
        wrong=wrong,
    )


def _lists(visit: Visit, one: SessionFacts, found: Listed) -> dict[str, object]:
    """Each of its lists a page at a time, and what of the others one can be merged into without a script."""
    lists = {"waiting": found.waiting, "open": found.open, "done": found.done, "aside": (*found.hidden, *found.merged)}
    at = f"/desk/{visit.community}/qa/{one.slug}"
    turns = {name: turn_of(visit, at, len(rows), _MOST, of=name) for name, rows in lists.items()}
    shown = {name: turns[name].of(rows) for name, rows in lists.items()}
    others = [row for row in (*((found.now,) if found.now else ()), *found.open, *found.done) if row.words]
    return {"turns": turns, "shown": shown, "others": others, "many": len(others) > _MOST} | {
        "quoted": quoted(visit, shown["done"])
    }


def _one(visit: Visit, slug: str) -> SessionFacts:
    found = session(visit.community, slug)
    if found is None:
        raise Http404
    return found


def _words(visit: Visit) -> dict[str, object]:
    return {
        "phases": {phase: visit.say(words) for phase, words in PHASE_WORDS.items()},
        "now": visit.scene.now,
        "when": lambda one: when(visit, one),
        "keeps": visit.may(May.KEEP_TASKS),
        "reads": visit.may(May.READ_MESSAGES),
        "whole": whole_number,
    }


def _beginning(visit: Visit) -> Plan:
    """What the form begins with: the event's own title and time, where one is named."""
    found = next((one for one in events(visit.community) if one.slug == parameter(visit, "event")), None)
    if found is None:
        return Plan("")
    plan = found.plan
    return Plan(plan.title, event=found.slug, closes_at=plan.ends or plan.starts)


def _plan(visit: Visit) -> Plan:
    zone, most = zone_of(visit.community), visit.field("most").strip()
    if not (most.isascii() and most.isdigit() and len(most) < 5):
        raise RefusedError(told("每人最多问几个？写1到{n}。", n=MOST_EACH))
    slugs = {one.slug for one in events(visit.community)}
    return Plan(
        visit.field("title"),
        visit.field("answerers"),
        visit.field("about"),
        visit.field("event") if visit.field("event") in slugs else "",
        moment_typed(visit.field("opens_at"), zone),
        moment_typed(visit.field("closes_at"), zone),
        visit.field("nameless") == "yes",
        visit.field("moderated") == "yes",
        int(most),
    )


def _form(visit: Visit, plan: Plan | None, wrong: str = "", one: SessionFacts | None = None) -> HttpResponse:
    zone = zone_of(visit.community)
    values = {name: visit.field(name) for name in _FIELDS}
    if plan is not None:
        values = {
            "title": plan.title,
            "answerers": plan.answerers,
            "about": plan.about,
            "event": plan.event,
            "opens_at": typed(plan.opens_at, zone),
            "closes_at": typed(plan.closes_at, zone),
            "most": str(plan.most),
            "nameless": "yes" if plan.nameless else "",
            "moderated": "yes" if plan.moderated else "",
        }
    return visit.render(
        "qa_form.html",
        HTTPStatus.OK if plan else _WRONG,
        one=one,
        values=values,
        events=[(found.slug, found.plan.title) for found in events(visit.community) if found.plan.form is Form.QA],
        longest=LONGEST,
        zone=zone_words(zone.key, visit.lang),
        wrong=wrong,
    )


def _said(visit: Visit) -> hosting.Said:
    """An answer in words, or a message by its number or the address of its page."""
    pasted = visit.field("entry").strip()
    if not pasted:
        return hosting.Said(visit.field("words"))
    found = _ENTRY.fullmatch(pasted)
    entry = int(found[1]) if found and is_entry(found[1]) else None
    day = day_of_entry(visit, entry) if entry is not None else None
    if entry is None or day is None:
        raise RefusedError(told("记录里没有这条消息：贴上它前后文那一页的网址。"))
    return hosting.Said(visit.field("words"), entry, day)


def _let(visit: Visit, slug: str) -> None:
    numbers = [str(one) for one in visit.request.POST.getlist("number")]
    some = [int(one) for one in numbers if one.isascii() and one.isdigit() and len(one) < 18]
    hosting.let_through(visit.who, visit.community, slug, some, visit.scene)


def _merge(visit: Visit, slug: str) -> None:
    hosting.merge(
        visit.who, visit.community, slug, number_sent(visit, "number"), number_sent(visit, "into"), visit.scene
    )


def _faq(visit: Visit, slug: str) -> None:
    """A question and its answer as a draft of 常问."""
    number, one = number_sent(visit, "number"), _one(visit, slug)
    row = next((row for row in listed(one).done if row.id == number), None)
    if row is None or not row.words:
        raise RefusedError(told("没有这个问题，或者已经不在。"))
    answer = row.answer
    quote = Meant(answer.entry, answer.day) if answer.entry is not None and answer.day is not None else None
    taken = Elsewhere(row.words, answer.words, quote, max(1, row.votes), 1 + len(row.merged))
    take_into_faq(visit.who, visit.community, taken, visit.scene)


def _of_question(verb: Callable[..., object]) -> Callable[[Visit, str], object]:
    return lambda visit, slug: verb(visit.who, visit.community, slug, number_sent(visit, "number"), visit.scene)


def _of_session(verb: Callable[..., object]) -> Callable[[Visit, str], object]:
    return lambda visit, slug: verb(visit.who, visit.community, slug, visit.scene)


def _answer(visit: Visit, slug: str) -> None:
    """Answered, with what was written of it, unless another host has gone on to the next question meanwhile."""
    if visit.field("words").strip() and visit.field("written_for") not in {"", visit.field("number")}:
        raise RefusedError(told("现场已经换了一个问题：这段回答是写给上一个的，到那个问题下面存。"))
    hosting.answer(visit.who, visit.community, slug, number_sent(visit, "number"), _said(visit), visit.scene)


DEEDS: Mapping[str, Callable[[Visit, str], object]] = MappingProxyType(
    {
        "let": _let,
        "hide": _of_question(hosting.hide),
        "merge": _merge,
        "part": _of_question(hosting.part),
        "take": _of_question(hosting.take_up),
        "answer": _answer,
        "back": _of_question(hosting.take_back),
        "faq": _faq,
        "end": _of_session(end),
        "reopen": _of_session(reopen),
        "publish": _of_session(publish),
    }
)
