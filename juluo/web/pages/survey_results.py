"""需求 › 问卷 › 结果: what a survey says, how sure that is, who kept silent; open answers put to need cards; files."""

from enum import StrEnum
from http import HTTPStatus

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.needs.actions import cite, uncite
from juluo.desk.needs.facts import Source, Spot
from juluo.desk.surveys.facts import surveys
from juluo.desk.surveys.values import STATE_WORDS, State
from juluo.insights.surveys.answered import Kind, Sheet
from juluo.insights.surveys.results import too_few
from juluo.report.render.frame import block_words
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.roles import May
from juluo.shell.limits import Cost
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.asking import choice_asked, parameter
from juluo.web.communities import note_visit
from juluo.web.local_time import zone_of
from juluo.web.marks import simulated
from juluo.web.members.everybody import everybody
from juluo.web.reports.composed import here
from juluo.web.sheet_file import csv_file, xlsx_file
from juluo.web.surveys.answers import Cards, Group, cards_at_hand, grouped, put_to
from juluo.web.surveys.counted import Counted, counted
from juluo.web.surveys.sheet import answer_rows, codebook_rows
from juluo.web.surveys.shown import Page, results_shown
from juluo.web.taken_away import as_file
from juluo.wording.numbers import long_date

_ONE = "desk/<slug:community>/surveys/<slug:survey>/results"


class File(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    CODEBOOK = "codebook"


@page(_ONE, nav=Nav.NEEDS, may=May.SEE_NUMBERS)
def survey_results(visit: Visit, survey: str) -> HttpResponse:
    note_visit(visit)
    return _shown(visit, survey)


@page(f"{_ONE}/deed", nav=Nav.NEEDS, may=May.KEEP_TASKS, methods=("POST",))
def survey_answer_deed(visit: Visit, survey: str) -> HttpResponse:
    """An open answer speaks of a need, or doesn't after all; back to where it stands."""
    told = _told(visit, survey)
    number, part, need_id = visit.field("number"), visit.field("part"), visit.field("need")
    question = next((one for one in told.survey.questions if one.key == part and one.kind is Kind.TEXT), None)
    sheet = next((one for one in told.survey.sheets if str(one.number) == number), None)
    if question is None or sheet is None or part not in sheet.answers or too_few(told.survey, question):
        raise Http404
    spot = Spot(Source.ANSWER, survey, sheet.number, part)
    try:
        if visit.field("deed") == "uncite":
            uncite(visit.who, visit.community, need_id, spot, visit.scene)
        else:
            cards = cards_at_hand(visit)
            if not need_id:
                return _shown(visit, survey, visit.say("先选一张需求卡。"))
            if need_id not in cards.names:
                raise Http404
            cite(visit.who, visit.community, cards.found.get(need_id, need_id), spot, visit.scene)
    except RefusedError as error:
        return _shown(visit, survey, visit.words(error.sentence))
    return HttpResponseRedirect(f"/desk/{visit.community}/surveys/{survey}/results#a{sheet.number}")


@page(f"{_ONE}/file", nav=Nav.NEEDS, may=May.EXPORT_PEOPLE, cost=Cost.EXPORT)
def survey_results_file(visit: Visit, survey: str) -> HttpResponse:
    """A row a response, or what the columns mean."""
    told, kind = _told(visit, survey), choice_asked(visit, "file", File, File.CSV)
    answers = answer_rows(told, _names(visit, told), zone_of(visit.community), visit.say)
    book = codebook_rows(told, visit.say)
    if kind is File.XLSX:
        content = xlsx_file(answers, visit.say("答卷"), (visit.say("列的意思"), book))
    else:
        content = csv_file(book if kind is File.CODEBOOK else answers)
    note(visit.scene, visit.who, "export_survey", community=visit.community, about=survey)
    ending = "-codebook.csv" if kind is File.CODEBOOK else f".{kind}"
    return as_file(f"{visit.community}-{survey}{ending}", content)


def _shown(visit: Visit, slug: str, wrong: str = "") -> HttpResponse:
    told = _told(visit, slug)
    against = parameter(visit, "with")
    found = results_shown(told, _before(visit, told, against), visit.say)
    reads = visit.may(May.READ_MESSAGES)
    cards = cards_at_hand(visit) if reads else Cards({}, {}, {})
    return visit.render(
        "survey_results.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        wrong=wrong,
        told=told,
        title=told.form.title.of(visit.lang),
        state=visit.say(STATE_WORDS[told.kept.state]),
        found=found,
        hidden=told.kept.is_anonymous and not told.told and (told.kept.started > 0 or told.survey.waiting is not None),
        groups=_groups(visit, told, found, cards) if reads else {},
        cards=cards,
        names=_names(visit, told) if visit.may(May.SEE_MEMBERS) else {},
        against=against,
        others=[one for one in surveys(visit.community) if one.slug != slug and one.state is not State.DRAFT],
        lang=visit.lang,
        reads=reads,
        keeps=visit.may(May.KEEP_TASKS),
        takes=visit.may(May.EXPORT_PEOPLE),
        made_up=simulated(visit),
        date=lambda moment: long_date(here(visit).calendar.day_of(moment), visit.lang),
        words=block_words(visit.lang),
    )


def _told(visit: Visit, slug: str) -> Counted:
    told = counted(visit.community, slug, visit.lang)
    if told is None:
        raise Http404
    return told


def _before(visit: Visit, told: Counted, against: str) -> tuple[Sheet, ...]:
    """The sheets that are compared with: another survey's with the same questions, or of the wave before."""
    if against:
        other = counted(visit.community, against, visit.lang)
        return other.survey.sheets if other else ()
    return told.of_wave(told.waves[-2]) if len(told.waves) > 1 else ()


def _groups(visit: Visit, told: Counted, found: Page, cards: Cards) -> dict[str, tuple[Group, ...]]:
    people = told.people if visit.may(May.SEE_MEMBERS) else {}
    return {
        one.key: grouped(one.texts, people, put_to(visit.community, Source.ANSWER, told.kept.slug, one.key), cards)
        for one in found.questions
        if one.texts
    }


def _names(visit: Visit, told: Counted) -> dict[int, str]:
    """What those are called who agreed to be known."""
    table = everybody(visit.community) if told.people else None
    if table is None:
        return {}
    places = {person: table.place(person) for person in told.people.values()}
    return {person: str(table.names[at]) for person, at in places.items() if at is not None}
