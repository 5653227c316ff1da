"""需求 › 问卷 › 一个问题: a question being written, and what the survey is called."""

from dataclasses import dataclass
from http import HTTPStatus

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.surveys.actions.building import change
from juluo.desk.surveys.shaping import new_key, put
from juluo.desk.surveys.values import (
    KIND_WORDS,
    Compare,
    Form,
    Kind,
    Question,
    State,
    Survey,
    Words,
)
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.asking import parameter
from juluo.web.pages.surveys import one_of
from juluo.web.surveys.desk import words_of
from juluo.web.surveys.typed import condition_value, form_typed, options_text, question_typed

_WRONG = HTTPStatus.UNPROCESSABLE_ENTITY
_ONE = "desk/<slug:community>/surveys/<slug:survey>"


@page(_ONE + "/question", nav=Nav.NEEDS, may=May.KEEP_TASKS, methods=("GET", "POST"))
def survey_question(visit: Visit, survey: str) -> HttpResponse:
    """One question, or with `q=-` what the survey is called and its first and last words."""
    found = one_of(visit, survey)
    key = visit.field("q") if visit.request.method == "POST" else parameter(visit, "q")
    if found.state is State.CLOSED:
        raise Http404
    if visit.request.method == "GET":
        return _words(visit, found) if key == "-" else _question(visit, found, key)
    try:
        if key == "-":
            change(visit.who, visit.community, survey, lambda form: form_typed(visit, form), visit.scene)
        else:
            there = key if found.form.question(key) is not None else new_key()
            change(
                visit.who,
                visit.community,
                survey,
                lambda form: put(form, question_typed(visit, form, there)),
                visit.scene,
            )
    except RefusedError as error:
        said = visit.words(error.sentence)
        return _words(visit, found, said) if key == "-" else _question(visit, found, key, said)
    return HttpResponseRedirect(f"/desk/{visit.community}/surveys/{survey}#questions")


def _words(visit: Visit, found: Survey, wrong: str = "") -> HttpResponse:
    form = found.form
    values = {
        "title": form.title.zh,
        "title_en": form.title.en,
        "intro": form.intro.zh,
        "intro_en": form.intro.en,
        "thanks": form.thanks.zh,
        "thanks_en": form.thanks.en,
    }
    return visit.render(
        "survey_words.html",
        _WRONG if wrong else HTTPStatus.OK,
        wrong=wrong,
        one=found,
        values={name: visit.field(name) for name in values} if wrong else values,
        **words_of(visit),
    )


@dataclass(frozen=True, slots=True)
class Editing:
    """The question that is written, and its place among the others; a new one comes last."""

    key: str
    kind: Kind
    number: int


def _question(visit: Visit, found: Survey, key: str, wrong: str = "") -> HttpResponse:
    """The form of one question: as it is, as it was sent, or empty for a new one of a kind."""
    one = found.form.question(key)
    kind = visit.field("kind") if wrong else parameter(visit, "kind")
    if one is None:
        one = Question("", Kind(kind) if kind in set(Kind) else Kind.CHOICE, Words())
    keys = [other.key for other in found.form.questions]
    at = keys.index(key) if key in keys else len(keys)
    values = _sent(visit) if wrong else _values(found.form, one)
    return visit.render(
        "survey_question.html",
        _WRONG if wrong else HTTPStatus.OK,
        wrong=wrong,
        one=found,
        editing=Editing(key if key in keys else "", one.kind, at + 1),
        values=values,
        earlier=[(n, other) for n, other in enumerate(found.form.questions[:at], 1)],
        kinds={name: visit.say(words) for name, words in KIND_WORDS.items()},
        **words_of(visit),
    )


_FIELDS = (
    "zh", "en", "hint", "hint_en", "options", "rows", "required", "number", "most", "shortest", "longest", "low",
    "high", "if", "test", "value",
)  # fmt: skip


def _sent(visit: Visit) -> dict[str, str]:
    return {name: visit.field(name) for name in _FIELDS}


def _values(form: Form, one: Question) -> dict[str, str]:
    rules, when = one.rules, one.show_if
    told = {
        "zh": one.words.zh,
        "en": one.words.en,
        "hint": one.hint.zh,
        "hint_en": one.hint.en,
        "options": options_text(one.options),
        "rows": options_text(one.rows),
        "required": "yes" if one.required else "",
        "number": "yes" if rules.is_number else "",
        "most": rules.most,
        "shortest": rules.shortest or None,
        "longest": rules.longest,
        "low": None if rules.low is None else f"{rules.low:g}",
        "high": None if rules.high is None else f"{rules.high:g}",
        "if": when.question if when else "",
        "test": when.test if when else Compare.IS,
        "value": condition_value(form, when) if when else "",
    }
    return {name: "" if value is None else str(value) for name, value in told.items()}
