"""A survey on the members' pages: a question a page or all on one, kept bit by bit, no script needed."""

from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import quote

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.surveys import mine
from juluo.desk.surveys.actions.answering import Saved, decline, save
from juluo.desk.surveys.checking import asked, wrong
from juluo.desk.surveys.mine import Mine
from juluo.desk.surveys.values import Form, Question, Value
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.guests.actions.agreeing import agree
from juluo.shell.guests.actions.joining import held as held_guest
from juluo.shell.guests.facts import Guarded, agreed
from juluo.shell.guests.values import Purpose
from juluo.shell.page import Door, page
from juluo.shell.visit import Visit
from juluo.web.asking import parameter
from juluo.web.marks import simulated
from juluo.web.surveys.questions import question_words, until_words
from juluo.web.surveys.sent import answer_sent
from juluo.web.surveys.takers import taker_of
from juluo.wording.sentence import Sentence

_WRONG = HTTPStatus.UNPROCESSABLE_ENTITY


@page("c/<slug:community>/surveys/<slug:survey>", may=Door.PORTAL, methods=("GET", "POST"))
def portal_survey(visit: Visit, survey: str) -> HttpResponse:
    """The survey as one member has it; whoever hasn't joined is told how to."""
    if visit.guest is None:
        found = mine.form_to_read(visit.community, survey, visit.scene.now)
        if found is None:
            raise Http404
        return _said(visit, found)
    found = _of_visitor(visit, survey)
    if visit.request.method == "POST":
        return _taken(visit, found)
    return _shown(visit, found, parameter(visit, "q"))


def _of_visitor(visit: Visit, survey: str) -> Mine:
    found = mine.of_taker(visit.community, survey, taker_of(visit), visit.scene.now)
    if found is None:
        raise Http404
    return found


def _taken(visit: Visit, found: Mine) -> HttpResponse:
    """What was pressed: begin, on, back, later, all done, or not this time."""
    go, at = visit.field("go") or "finish", visit.field("q")
    try:
        if go == "decline":
            with transaction.atomic():
                held_guest(visit.whoever)
                decline(visit.community, found.slug, taker_of(visit), visit.scene)
            return HttpResponseRedirect(f"/c/{visit.community}/")
        return _pages(visit, found, go, at) if at or go == "begin" else _whole(visit, found, go)
    except RefusedError as error:
        return _said(visit, _of_visitor(visit, found.slug), visit.words(error.sentence))


def _kept(
    visit: Visit, found: Mine, given: Mapping[str, Value | None], *, finish: bool, linked: bool | None = None
) -> Saved:
    """Keep answers of somebody who is still here: who left in another window leaves nothing behind."""
    with transaction.atomic():
        held_guest(visit.whoever)
        return save(visit.community, found.slug, taker_of(visit), given, visit.scene, finish=finish, linked=linked)


def _whole(visit: Visit, found: Mine, go: str) -> HttpResponse:
    """All questions of one page, or the one of a pulse."""
    given = {one.key: answer_sent(visit, one) for one in found.form.questions}
    saved = _kept(visit, found, given, finish=go == "finish", linked=_linked(visit))
    if saved.wrong:
        return _form(visit, found, found.form.questions, given, saved.wrong)
    if found.is_pulse or go == "later":
        return HttpResponseRedirect(f"/c/{visit.community}/")
    return HttpResponseRedirect(_address(visit, found))


def _pages(visit: Visit, found: Mine, go: str, at: str) -> HttpResponse:
    """One question of many: kept, and on to the next one that is asked after it."""
    one = found.form.question(at)
    given: dict[str, Value | None] = {} if one is None else {one.key: answer_sent(visit, one)}
    if go == "back" and one is not None and given[one.key] is None:
        given = {}
    saved = _kept(visit, found, given, finish=False, linked=_linked(visit))
    now = _of_visitor(visit, found.slug)
    trouble = saved.wrong or (_missing(now, one) if go != "back" else {})
    if one is not None and at in trouble:
        return _form(visit, now, (one,), given, trouble)
    if go == "later":
        return HttpResponseRedirect(f"/c/{visit.community}/")
    there = _beside(now.form, now.answers, at, -1 if go == "back" else 1)
    if there is not None:
        return HttpResponseRedirect(f"{_address(visit, now)}?q={quote(there.key)}")
    return _ended(visit, now) if go != "back" else HttpResponseRedirect(f"{_address(visit, now)}?q=-")


def _missing(found: Mine, one: Question | None) -> Mapping[str, Sentence]:
    trouble = None if one is None else wrong(one, found.answers.get(one.key))
    return {one.key: trouble} if one is not None and trouble is not None else {}


def _ended(visit: Visit, found: Mine) -> HttpResponse:
    """The last question is answered: it counts, unless an earlier one was left out that can't be."""
    saved = _kept(visit, found, {}, finish=True)
    first = next((one for one in found.form.questions if one.key in saved.wrong), None)
    if first is not None:
        return _form(visit, found, (first,), found.answers, saved.wrong)
    return HttpResponseRedirect(_address(visit, found))


def _linked(visit: Visit) -> bool | None:
    """Whether they agreed on this form that it belongs to their account; None where it didn't ask."""
    if visit.field("asks_link") != "yes":
        return None
    wanted = visit.field("linked") == "yes" and _may_link(visit)
    if wanted:
        agree(visit.whoever, Purpose.LINKED, visit.scene)
    return wanted


def _may_link(visit: Visit) -> bool:
    """Whether they may agree to it here: for a child their guardian says so, on a page of their own."""
    return visit.whoever.guarded is Guarded.GROWN or agreed(visit.whoever.id, Purpose.LINKED)


def _beside(form: Form, answers: Mapping[str, Value], key: str, by: int) -> Question | None:
    """The question before or after one, among those that are asked of who answers so; after none, the first."""
    shown = asked(form, answers)
    at = next((place for place, one in enumerate(shown) if one.key == key), -1 if by > 0 else 0)
    return shown[at + by] if 0 <= at + by < len(shown) else None


def _shown(visit: Visit, found: Mine, at: str) -> HttpResponse:
    if not found.is_open or not found.may or found.elsewhere or (found.finished and not at):
        return _said(visit, found)
    if on_one_page(found):
        return _form(visit, found, found.form.questions, found.answers)
    shown = asked(found.form, found.answers)
    one = next((one for one in shown if one.key == at), None)
    return _form(visit, found, (one,) if one is not None else (), found.answers)


def on_one_page(found: Mine) -> bool:
    """Questions that depend on others come one by one: a page without script can't show them in time."""
    questions = found.form.questions
    return found.is_pulse or len(questions) == 1 or (found.one_page and not any(one.show_if for one in questions))


def _form(
    visit: Visit,
    found: Mine,
    questions: tuple[Question, ...],
    answers: Mapping[str, Value | None],
    trouble: Mapping[str, Sentence] | None = None,
) -> HttpResponse:
    """Some questions to answer; none of them is the first page of a survey whose questions come one by one."""
    shown = asked(found.form, found.answers)
    whole = on_one_page(found)
    place = next((n for n, one in enumerate(shown, 1) if questions and one.key == questions[0].key), 0)
    unanswered = next((one for one in shown if one.key not in found.answers), None)
    return visit.render(
        "portal_survey.html",
        _WRONG if trouble else HTTPStatus.OK,
        made_up=simulated(visit),
        found=found,
        whole=whole,
        questions=[question_words(one, answers.get(one.key), visit.lang) for one in questions],
        wrong={key: visit.words(one) for key, one in (trouble or {}).items()},
        begins=not whole and not questions,
        goes_on=unanswered.key if unanswered is not None and found.begun else "",
        place=place,
        total=len(found.form.questions),
        is_last=place == len(shown),
        asks_link=not found.is_anonymous and (whole or not questions) and _may_link(visit),
        until=until_words(visit, found.closes_at),
        address=_address(visit, found),
        lang=visit.lang,
    )


def _said(visit: Visit, found: Mine, trouble: str = "") -> HttpResponse:
    """No questions: thanks, not yet, not any more, or not for them."""
    return visit.render(
        "portal_survey_said.html",
        _WRONG if trouble else HTTPStatus.OK,
        made_up=simulated(visit),
        found=found,
        wrong=trouble,
        first=next((one.key for one in found.form.questions), ""),
        until=until_words(visit, found.closes_at),
        address=_address(visit, found),
        lang=visit.lang,
    )


def _address(visit: Visit, found: Mine) -> str:
    return f"/c/{visit.community}/surveys/{found.slug}"
