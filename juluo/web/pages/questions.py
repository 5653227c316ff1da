"""需求 › 待答: who asked and waits, for how long, who takes it up, who may know; and what may ask without a mark."""

from collections.abc import Mapping
from datetime import date, timedelta
from http import HTTPStatus

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.questions.actions import Meant, answered_elsewhere, give, put_off, reopen
from juluo.desk.questions.facts import handled
from juluo.desk.readings.actions import say, take_back
from juluo.desk.readings.facts import verdicts
from juluo.intake.lessons import Lesson, Reading
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.facts import team
from juluo.shell.accounts.roles import May
from juluo.shell.days import day_of
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.asking import Asking, asking
from juluo.web.communities import note_visit
from juluo.web.entry_named import entry_named
from juluo.web.marks import simulated
from juluo.web.questions.found import before, listed
from juluo.web.questions.shown import SHOW_WORDS, Asked, Show, shown
from juluo.web.reading import ask_to_read
from juluo.web.reports.composed import today
from juluo.wording.numbers import long_date, waited

# So many questions are shown at once, until all are asked for.
_MOST = 15


@page("desk/<slug:community>/questions", nav=Nav.NEEDS, may=May.READ_MESSAGES, title="待答")
def questions(visit: Visit) -> HttpResponse:
    note_visit(visit)
    return _shown(visit, asking(visit))


@page("desk/<slug:community>/questions/<str:entry>", nav=Nav.NEEDS, may=May.KEEP_TASKS, methods=("POST",))
def question_deed(visit: Visit, entry: str) -> HttpResponse:
    """What a colleague decides about one question; back to the list, or to its part of the page."""
    told = _posted(visit)
    day = told.day("asked")
    if day is None:
        raise Http404
    try:
        _do(visit, Meant(entry_named(entry), day), told)
    except RefusedError as error:
        return _shown(visit, told, visit.words(error.sentence))
    if visit.request.headers.get("HX-Request"):
        return _shown(visit, told)
    return HttpResponseRedirect(f"/desk/{visit.community}/questions{_address(told)}")


def _posted(visit: Visit) -> Asking:
    return Asking({name: str(value) for name, value in visit.request.POST.items()}, visit.today)


def _do(visit: Visit, meant: Meant, told: Asking) -> None:
    by, community, scene = visit.who, visit.community, visit.scene
    match visit.field("deed"):
        case "give":
            owner = told.words("owner")
            give(by, community, meant, told.number("owner", 0) if owner else None, scene)
        case "take":
            give(by, community, meant, by.id, scene)
        case "later":
            until = told.day("until") if told.words("until") else None
            put_off(
                by,
                community,
                meant,
                until or day_of(community, scene.now) + timedelta(days=told.number("days", 1, most=365)),
                scene,
            )
        case "elsewhere":
            answered_elsewhere(by, community, meant, visit.field("note"), scene)
        case "none" | "question" as deed:
            say(by, community, Lesson(meant.entry_id, meant.day, Reading.QUESTION, deed == "question"), scene)
            ask_to_read(community)
        case "reopen":
            reopen(by, community, meant, scene)
            if take_back(by, community, meant.entry_id, Reading.QUESTION, scene):
                ask_to_read(community)
        case _:
            raise Http404


def _address(told: Asking) -> str:
    asked = {name: told.words(name) for name in ("show", "day", "more") if told.words(name)}
    return "?" + "&".join(f"{name}={value}" for name, value in asked.items()) if asked else ""


def _shown(visit: Visit, told: Asking, wrong: str = "") -> HttpResponse:
    show, day = told.choice("show", Show, Show.OPEN), told.day("day")
    found = listed(visit, day)
    if found is None:
        return visit.render("questions_empty.html", sub="questions")
    past, looking = before(visit.community)
    if past is not None and past.day != found.waiting.day:
        # Who may know is found for the latest day, where somebody can still be asked.
        past, looking = None, False
    every = [one.entry_id for one in (*found.waiting.open, *found.waiting.likely)]
    asked = Asked(show, visit.who.id, today(visit), visit.lang)
    part = visit.request.headers.get("HX-Request") == "true"
    response = visit.render(
        "questions_part.html" if part else "questions.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        made_up=simulated(visit),
        found=found,
        shown=shown(found, past, handled(visit.community, every), verdicts(visit.community, every), asked),
        show=show,
        shows={one: visit.say(words) for one, words in SHOW_WORDS.items()},
        day=day,
        most=None if told.words("more") else _MOST,
        wrong=wrong,
        looking=looking,
        **_words(visit, found.waiting.day, found.waiting.median),
    )
    response.headers["Vary"] = "HX-Request"
    return response


def _words(visit: Visit, day: date, median: timedelta | None) -> Mapping[str, object]:
    return {
        "dateline": long_date(day, visit.lang),
        "date": lambda one: long_date(one, visit.lang),
        "median": waited(median, visit.lang) if median is not None else "",
        "team": team(visit.community),
        "keeps": visit.may(May.KEEP_TASKS),
        "names_people": visit.may(May.SEE_MEMBERS),
        "tomorrow": day_of(visit.community, visit.scene.now) + timedelta(days=1),
    }
