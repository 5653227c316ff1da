"""需求 › 访谈: those planned and held, planning one, and the guides that they follow."""

from http import HTTPStatus

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.interviews.actions.planning import change, change_guide, plan, put_guide_away, write_guide
from juluo.desk.interviews.facts import guide, guides, interview
from juluo.desk.interviews.facts import interviews as kept
from juluo.desk.interviews.patterns import PATTERNS
from juluo.desk.interviews.values import Chosen, InterviewFacts, Plan, State
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.asking import number_of, parameter
from juluo.web.communities import note_visit
from juluo.web.events.deeds import account_of
from juluo.web.interviews.told import context, names_of
from juluo.web.local_time import moment_typed, typed, zone_of
from juluo.web.marks import simulated

_WRONG = HTTPStatus.UNPROCESSABLE_ENTITY
_ROOT = "desk/<slug:community>/interviews"
_FIELDS = ("title", "name", "chosen", "chosen_words", "starts", "minutes", "place", "owner", "questions")


@page(_ROOT, nav=Nav.NEEDS, may=May.READ_MESSAGES, title="访谈")
def interviews(visit: Visit) -> HttpResponse:
    note_visit(visit)
    found = kept(visit.community)
    return visit.render(
        "interviews.html",
        HTTPStatus.OK,
        coming=[one for one in found if one.state is State.PLANNED],
        past=[one for one in found if one.state is not State.PLANNED],
        guides=guides(visit.community),
        made_up=simulated(visit),
        **context(visit, found),
    )


@page(f"{_ROOT}/new", nav=Nav.NEEDS, may=May.KEEP_TASKS, methods=("GET", "POST"), title="约一次访谈")
def interview_new(visit: Visit) -> HttpResponse:
    """With a member whose number is given, or with somebody by name."""
    person = _person(visit)
    if visit.request.method == "GET":
        note_visit(visit)
        return _form(visit, _beginning(visit), person, None)
    try:
        if person is not None:
            account_of(visit.community, person)
        number = plan(visit.who, visit.community, _asked(visit, person), visit.scene)
    except RefusedError as error:
        return _form(visit, _sent(visit), person, None, visit.words(error.sentence))
    return HttpResponseRedirect(f"/desk/{visit.community}/interviews/{number}")


@page(f"{_ROOT}/<int:number>/edit", nav=Nav.NEEDS, may=May.KEEP_TASKS, methods=("GET", "POST"))
def interview_edit(visit: Visit, number: int) -> HttpResponse:
    one = interview(visit.community, number)
    if one is None:
        raise Http404
    if visit.request.method == "GET":
        note_visit(visit)
        return _form(visit, _values(visit, one), one.plan.person, one)
    try:
        change(visit.who, visit.community, number, _asked(visit, one.plan.person, one.plan.name), visit.scene)
    except RefusedError as error:
        return _form(visit, _sent(visit), one.plan.person, one, visit.words(error.sentence))
    return HttpResponseRedirect(f"/desk/{visit.community}/interviews/{number}")


@page(f"{_ROOT}/guides/new", nav=Nav.NEEDS, may=May.KEEP_TASKS, methods=("GET", "POST"), title="写一份提纲")
def guide_new(visit: Visit) -> HttpResponse:
    """Empty, or from one of the patterns."""
    return _guide_page(visit, None)


@page(f"{_ROOT}/guides/<int:number>", nav=Nav.NEEDS, may=May.KEEP_TASKS, methods=("GET", "POST"))
def guide_edit(visit: Visit, number: int) -> HttpResponse:
    if guide(visit.community, number) is None:
        raise Http404
    return _guide_page(visit, number)


def _guide_page(visit: Visit, number: int | None) -> HttpResponse:
    if visit.request.method == "GET":
        note_visit(visit)
        return _guide_form(visit, number, _guide_values(visit, number))
    sent = {name: visit.field(name) for name in ("title", "purpose", "questions")}
    questions = sent["questions"].splitlines()
    try:
        if number is not None and visit.field("deed") == "put_away":
            put_guide_away(visit.who, visit.community, number, visit.scene)
        elif number is not None:
            change_guide(visit.who, visit.community, number, sent["title"], sent["purpose"], questions, visit.scene)
        else:
            write_guide(visit.who, visit.community, sent["title"], sent["purpose"], questions, visit.scene)
    except RefusedError as error:
        return _guide_form(visit, number, sent, visit.words(error.sentence))
    return HttpResponseRedirect(f"/desk/{visit.community}/interviews#guides")


def _guide_values(visit: Visit, number: int | None) -> dict[str, str]:
    own = guide(visit.community, number) if number is not None else None
    if own is not None:
        return {"title": own.title, "purpose": own.purpose, "questions": "\n".join(own.questions)}
    pattern = PATTERNS.get(parameter(visit, "from"))
    if pattern is None:
        return {"title": "", "purpose": "", "questions": ""}
    lang = visit.lang
    questions = "\n".join(one.words(lang) for one in pattern.questions)
    return {"title": pattern.title.words(lang), "purpose": pattern.purpose.words(lang), "questions": questions}


def _guide_form(visit: Visit, number: int | None, values: dict[str, str], wrong: str = "") -> HttpResponse:
    return visit.render(
        "interview_guide.html",
        _WRONG if wrong else HTTPStatus.OK,
        number=number,
        values=values,
        wrong=wrong,
        patterns={name: one.title.words(visit.lang) for name, one in PATTERNS.items()},
    )


def _form(
    visit: Visit, values: dict[str, str], person: int | None, one: InterviewFacts | None, wrong: str = ""
) -> HttpResponse:
    return visit.render(
        "interview_form.html",
        _WRONG if wrong else HTTPStatus.OK,
        one=one,
        person=person,
        called=names_of(visit, [person]).get(person, "") if person is not None else "",
        values=values,
        wrong=wrong,
        guides=guides(visit.community),
        **context(visit, [one] if one else []),
    )


def _person(visit: Visit) -> int | None:
    told = visit.field("person") if visit.request.method == "POST" else parameter(visit, "person")
    return number_of(told)


def _beginning(visit: Visit) -> dict[str, str]:
    """From the page that led here: why somebody was chosen; and from a guide its questions."""
    values = dict.fromkeys(_FIELDS, "") | {"minutes": "30", "chosen": str(Chosen.OTHER)}
    why = parameter(visit, "from")
    if why in set(Chosen):
        values["chosen"] = why
    number = number_of(parameter(visit, "guide"))
    own = guide(visit.community, number) if number is not None else None
    if own is not None:
        values |= {"title": own.title, "questions": "\n".join(own.questions)}
    return values


def _values(visit: Visit, one: InterviewFacts) -> dict[str, str]:
    planned = one.plan
    return {
        "title": planned.title,
        "name": planned.name,
        "chosen": str(planned.chosen),
        "chosen_words": planned.chosen_words,
        "starts": typed(planned.starts, zone_of(visit.community)),
        "minutes": str(planned.minutes),
        "place": planned.place,
        "owner": str(planned.owner or ""),
        "questions": "\n".join(planned.questions),
    }


def _sent(visit: Visit) -> dict[str, str]:
    return {name: visit.field(name) for name in _FIELDS}


def _asked(visit: Visit, person: int | None, name: str = "") -> Plan:
    """The plan that a form tells. Raises RefusedError with what is wrong."""
    chosen = visit.field("chosen")
    return Plan(
        visit.field("title"),
        tuple(visit.field("questions").splitlines()),
        person,
        name or visit.field("name"),
        Chosen(chosen) if chosen in set(Chosen) else Chosen.OTHER,
        visit.field("chosen_words"),
        moment_typed(visit.field("starts"), zone_of(visit.community)),
        number_of(visit.field("minutes")) or 0,
        visit.field("place"),
        number_of(visit.field("owner")),
    )
