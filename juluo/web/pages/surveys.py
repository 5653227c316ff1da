"""需求 › 问卷: all surveys, a new one, one of them with whom it asks, and its questions being written."""

import json
from http import HTTPStatus

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.surveys import facts
from juluo.desk.surveys.actions.asking import MOST_REMINDERS
from juluo.desk.surveys.actions.building import Manner, create
from juluo.desk.surveys.exchange import LARGEST, as_json, read_text
from juluo.desk.surveys.patterns import PATTERNS
from juluo.desk.surveys.values import (
    KIND_WORDS,
    Audience,
    Form,
    State,
    Survey,
)
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.roles import May
from juluo.shell.limits import Cost
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.communities import note_visit
from juluo.web.local_time import zone_of
from juluo.web.marks import simulated
from juluo.web.surveys.deeds import DEEDS
from juluo.web.surveys.desk import group_text, names_of, places_of, question_lines, shares_of, words_of
from juluo.web.surveys.invited import heard
from juluo.web.surveys.questions import question_words
from juluo.web.taken_away import as_file
from juluo.wording.zones import zone_words

_WRONG = HTTPStatus.UNPROCESSABLE_ENTITY
# More names than this nobody writes to.
MOST_LISTED = 500
# What is asked now stands first.
_ORDER = (State.OPEN, State.DRAFT, State.CLOSED)
_ONE = "desk/<slug:community>/surveys/<slug:survey>"


@page("desk/<slug:community>/surveys", nav=Nav.NEEDS, may=May.SEE_NUMBERS, title="问卷")
def surveys(visit: Visit) -> HttpResponse:
    """What is asked, what is written, what is over; and how long members are left alone between two."""
    note_visit(visit)
    return _list(visit)


@page("desk/<slug:community>/surveys/pauses", nav=Nav.NEEDS, may=May.CHANGE_SETTINGS, methods=("POST",))
def survey_pauses(visit: Visit) -> HttpResponse:
    try:
        DEEDS["pauses"](visit, "")
    except RefusedError as error:
        return _list(visit, visit.words(error.sentence))
    return HttpResponseRedirect(f"/desk/{visit.community}/surveys")


@page(
    "desk/<slug:community>/surveys/new", nav=Nav.NEEDS, may=May.KEEP_TASKS, methods=("GET", "POST"), title="新的问卷"
)
def survey_new(visit: Visit) -> HttpResponse:
    """From a pattern, or from JSON."""
    if visit.request.method == "GET":
        return _new(visit)
    try:
        form, is_pulse = _begun(visit)
        slug = create(visit.who, visit.community, form, visit.scene, Manner(is_pulse=is_pulse))
    except RefusedError as error:
        return _new(visit, visit.words(error.sentence))
    return HttpResponseRedirect(f"/desk/{visit.community}/surveys/{slug}")


@page(_ONE, nav=Nav.NEEDS, may=May.SEE_NUMBERS)
def survey_page(visit: Visit, survey: str) -> HttpResponse:
    note_visit(visit)
    return shown(visit, survey)


@page(_ONE + "/deed", nav=Nav.NEEDS, may=May.KEEP_TASKS, methods=("POST",))
def survey_deed(visit: Visit, survey: str) -> HttpResponse:
    """What a colleague does with it; back to where they were."""
    one_of(visit, survey)
    deed = visit.field("deed")
    if deed not in DEEDS:
        raise Http404
    alone = visit.request.headers.get("HX-Request") == "true"
    try:
        said = DEEDS[deed](visit, survey)
    except RefusedError as error:
        trouble = visit.words(error.sentence)
        return _questions(visit, survey, trouble) if alone else shown(visit, survey, trouble)
    if alone:
        return _questions(visit, survey)
    return HttpResponseRedirect(said or f"/desk/{visit.community}/surveys/{survey}")


@page(_ONE + "/preview", nav=Nav.NEEDS, may=May.SEE_NUMBERS)
def survey_preview(visit: Visit, survey: str) -> HttpResponse:
    """As the member sees it, all questions on one page; nothing that is filled in is kept."""
    found = one_of(visit, survey)
    lines = question_lines(visit, found.form)
    return visit.render(
        "survey_preview.html",
        made_up=simulated(visit),
        found=found,
        questions=[
            (question_words(one, None, visit.lang), line.condition)
            for one, line in zip(found.form.questions, lines, strict=True)
        ],
        back=f"/desk/{visit.community}/surveys/{survey}",
        tabs=(),
        lang=visit.lang,
    )


@page(_ONE + "/file", nav=Nav.NEEDS, may=May.SEE_NUMBERS, cost=Cost.EXPORT)
def survey_file(visit: Visit, survey: str) -> HttpResponse:
    """Its questions as JSON, to keep or to ask elsewhere."""
    told = json.dumps(as_json(one_of(visit, survey).form), ensure_ascii=False, indent=2)
    return as_file(f"{visit.community}-{survey}.json", told + "\n")


def _begun(visit: Visit) -> tuple[Form, bool]:
    """The form that a new survey begins with, and whether it is a pulse."""
    pattern = PATTERNS.get(visit.field("pattern"))
    if pattern is not None:
        return pattern.form, pattern.is_pulse
    file = visit.request.FILES.get("file")
    text = file.read(LARGEST + 1).decode("utf-8", "replace") if file is not None and file.size else visit.field("json")
    return read_text(text), False


def one_of(visit: Visit, slug: str) -> Survey:
    found = facts.survey(visit.community, slug)
    if found is None:
        raise Http404
    return found


def _list(visit: Visit, wrong: str = "") -> HttpResponse:
    found = facts.surveys(visit.community)
    return visit.render(
        "surveys.html",
        _WRONG if wrong else HTTPStatus.OK,
        wrong=wrong,
        made_up=simulated(visit),
        found={
            state: [one for one in found if one.state is state] for state in (State.OPEN, State.DRAFT, State.CLOSED)
        },
        pauses=facts.pauses(visit.community),
        **words_of(visit),
    )


def _new(visit: Visit, wrong: str = "") -> HttpResponse:
    return visit.render(
        "survey_new.html",
        _WRONG if wrong else HTTPStatus.OK,
        wrong=wrong,
        patterns={name: (one.name.words(visit.lang), len(one.form.questions)) for name, one in PATTERNS.items()},
        json=visit.field("json")[:LARGEST],
        largest=LARGEST // 1024,
        **words_of(visit),
    )


def _questions(visit: Visit, slug: str, wrong: str = "") -> HttpResponse:
    """The list of questions alone, for a script to put in its place."""
    found = one_of(visit, slug)
    return visit.render(
        "survey_questions_part.html",
        _WRONG if wrong else HTTPStatus.OK,
        part_only=True,
        wrong=wrong,
        one=found,
        lines=question_lines(visit, found.form),
        kinds={kind: visit.say(words) for kind, words in KIND_WORDS.items()},
        keeps=visit.may(May.KEEP_TASKS),
        **words_of(visit),
    )


def shown(visit: Visit, slug: str, wrong: str = "") -> HttpResponse:
    """One survey: how it stands, of whom it is asked, its questions, what to do next."""
    found, zone = one_of(visit, slug), zone_of(visit.community)
    invited = facts.invitations(visit.community, slug)
    names = names_of(visit, [one.person for one in invited if one.person is not None])
    keeps = visit.may(May.KEEP_TASKS)
    closes = f"{found.closes_at.astimezone(zone):%Y-%m-%dT%H:%M}" if found.closes_at else ""
    return visit.render(
        "survey.html",
        _WRONG if wrong else HTTPStatus.OK,
        part_only=False,
        wrong=wrong,
        made_up=simulated(visit),
        one=found,
        lines=question_lines(visit, found.form),
        kinds={kind: visit.say(words) for kind, words in KIND_WORDS.items()},
        waves=facts.waves(visit.community, slug),
        invited=invited,
        heard=heard(visit, found, invited[:MOST_LISTED], names) if invited and visit.may(May.SEE_MEMBERS) else None,
        most_listed=MOST_LISTED,
        keeps=keeps,
        sees_people=visit.may(May.SEE_MEMBERS),
        closes=closes,
        pauses=facts.pauses(visit.community),
        texts={lang: group_text(visit, found, lang) for lang in ("zh", "en")},
        most_reminders=MOST_REMINDERS,
        audience=Audience,
        shares=shares_of(visit, found) if keeps and found.state is not State.CLOSED else (),
        zone=zone_words(zone.key, visit.lang),
        **places_of(visit, found),
        **words_of(visit),
    )
