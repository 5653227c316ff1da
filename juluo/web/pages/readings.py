"""需求 › 读出来的: what each message was read as, why, and a colleague's word on it, from which the models learn."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from http import HTTPStatus
from typing import TypeVar
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.readings.actions import say, take_back
from juluo.desk.readings.facts import clicks, lessons, taught, verdicts
from juluo.insights.readings.listed import Order
from juluo.intake.lessons import Lesson, Lessons, Reading
from juluo.intake.taught import readers_of
from juluo.report.daily import EntryLine
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.roles import May
from juluo.shell.jobs.facts import latest_job
from juluo.shell.jobs.models import Status
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.store.view import View
from juluo.web.asking import Asking, asking
from juluo.web.communities import note_visit
from juluo.web.entry_named import entry_named
from juluo.web.marks import simulated
from juluo.web.members.timeline import dated_lines
from juluo.web.questions.found import entries_of, mark
from juluo.web.reading import ask_to_read, read_words
from juluo.web.readings.found import ROWS, Asked, Found, Show, found
from juluo.web.readings.words import (
    ORDER_WORDS,
    RIGHT_WORDS,
    SHOW_WORDS,
    SIGN_WORDS,
    TIER_WORDS,
    TRICK_WORDS,
    WRONG_WORDS,
)
from juluo.web.seen import seen
from juluo.web.watched import is_watched
from juluo.wording.numbers import long_date

Name = TypeVar("Name", bound=str)
_SPANS = (7, 28, 90)
# So many seconds until a page that only waits is asked for again.
_AGAIN = "3"
_UNDER_WAY = frozenset({Status.WAITING, Status.RUNNING})


@page("desk/<slug:community>/readings", nav=Nav.NEEDS, may=May.READ_MESSAGES, title="读出来的")
def readings(visit: Visit) -> HttpResponse:
    note_visit(visit)
    return _shown(visit, _asked(asking(visit)))


@page("desk/<slug:community>/readings/<str:entry>", nav=Nav.NEEDS, may=May.KEEP_TASKS, methods=("POST",))
def reading_deed(visit: Visit, entry: str) -> HttpResponse:
    """What a colleague says of one reading; back to the list, or to its part of the page."""
    told = Asking({name: str(value) for name, value in visit.request.POST.items()}, visit.today)
    asked, day = _asked(told), told.day("asked")
    if day is None or not told.words("reading"):
        raise Http404
    reading, number = told.choice("reading", Reading, Reading.QUESTION), entry_named(entry)
    try:
        match told.words("deed"):
            case "right" | "wrong" as deed:
                say(visit.who, visit.community, Lesson(number, day, reading, deed == "right"), visit.scene)
            case "undo":
                take_back(visit.who, visit.community, number, reading, visit.scene)
            case _:
                raise Http404
    except RefusedError as error:
        return _shown(visit, asked, visit.words(error.sentence))
    ask_to_read(visit.community)
    if visit.request.headers.get("HX-Request"):
        return _shown(visit, asked)
    return HttpResponseRedirect(f"/desk/{visit.community}/readings?{_address(asked)}#r{number}")


def _asked(told: Asking) -> Asked:
    days = told.number("days", _SPANS[0])
    if days not in _SPANS:
        raise Http404
    return Asked(
        told.choice("show", Show, Show.QUESTION),
        told.choice("order", Order, Order.NEW),
        days,
        told.day("day"),
        told.number("page", 1, most=100_000),
        bool(told.words("alarms")),
    )


def _address(asked: Asked, **other: object) -> str:
    """The address of the same list, with something else in it."""
    told = {
        "show": asked.show,
        "order": asked.order if asked.order is not Order.NEW else "",
        "days": asked.days if asked.days != _SPANS[0] else "",
        "day": asked.day or "",
        "page": asked.number if asked.number > 1 else "",
        "alarms": "1" if asked.alarms else "",
        **other,
    }
    return urlencode({name: str(value) for name, value in told.items() if value})


def _shown(visit: Visit, asked: Asked, wrong: str = "") -> HttpResponse:
    told = found(visit, asked, lessons(visit.community).words if asked.alarms else ())
    if told is None:
        return visit.render("questions_empty.html", sub="readings")
    many = sum(one.count for one in taught(visit.community).values())
    pages = max(1, -(-many // ROWS)) if asked.show is Show.CLICKED else told.pages
    if asked.number > pages:
        raise Http404
    part = visit.request.headers.get("HX-Request") == "true"
    learning = _learning(visit, told, asked)
    response = visit.render(
        "readings_part.html" if part else "readings.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        made_up=simulated(visit),
        found=told,
        asked=asked,
        pages=pages,
        wrong=wrong,
        address=lambda **other: _address(asked, **other),
        **_said(visit, told),
        **learning,
        **_words(visit),
    )
    response.headers["Vary"] = "HX-Request"
    if learning["reads"] and told.messages and not told.read and not part:
        response.headers["Refresh"] = _AGAIN
    return response


def _said(visit: Visit, told: Found) -> Mapping[str, object]:
    """What colleagues said of the messages shown; of floods and watch-words whether they advertise."""
    shown = [*(one.line.entry_id for one in told.lines), *(one.line.entry_id for one in told.floods)]
    said = verdicts(visit.community, shown)
    return {
        "said": said,
        "said_ads": {entry: right for (entry, reading), right in said.items() if reading is Reading.ADVERTISING},
    }


def _learning(visit: Visit, told: Found, asked: Asked) -> Mapping[str, object]:
    """How much was taught, whether the lists were read again since, and what was said lately where that is asked."""
    known = taught(visit.community)
    last: datetime | None = max((one.last for one in known.values() if one.last), default=None)
    job = latest_job(read_words.name, visit.community)
    reads = job is not None and job.status in _UNDER_WAY
    many = sum(one.count for one in known.values())
    since = told.taught == _wanted(visit.community, many, last)
    mine = clicks(visit.community, ROWS, ROWS * (asked.number - 1)) if asked.show is Show.CLICKED else ()
    wanted = tuple((one.lesson.entry_id, one.lesson.day) for one in mine)
    lines = {}
    if wanted:
        key = ("clicked", visit.lang, wanted, mark(visit.community))
        lines = seen(visit.community, key, lambda view: _lines(visit, view, wanted))
    return {
        "taught": known,
        "clicked": many,
        "reads": reads and is_watched(),
        "waits": not since and not is_watched(),
        "since": since,
        "unread": told.messages - told.read,
        "clicks": mine,
        "clicked_lines": lines,
    }


@lru_cache(maxsize=64)
def _wanted(community: str, _many: int, _last: datetime | None) -> str:
    """The version that what was said so far makes; it is another one whenever somebody says more or takes it back."""
    return next((made_by for _, made_by in readers_of(Lessons(lessons(community).clicks))), "")


def _lines(visit: Visit, view: View, wanted: Sequence[tuple[int, date]]) -> dict[int, EntryLine]:
    """What was clicked, as far as its words are still there."""
    there = [one for one in entries_of(view, wanted) if one.text]
    return {line.entry_id: line for line in dated_lines(visit, view, there)} if there else {}


def _words(visit: Visit) -> Mapping[str, object]:
    return {
        "shows": _said_in(visit, SHOW_WORDS),
        "orders": _said_in(visit, ORDER_WORDS),
        "right_words": _said_in(visit, RIGHT_WORDS),
        "wrong_words": _said_in(visit, WRONG_WORDS),
        "sign_words": _said_in(visit, SIGN_WORDS),
        "trick_words": _said_in(visit, TRICK_WORDS),
        "tier_words": _said_in(visit, TIER_WORDS),
        "spans": _SPANS,
        "date": lambda one: long_date(one, visit.lang),
        "keeps": visit.may(May.KEEP_TASKS),
        "names_people": visit.may(May.SEE_MEMBERS),
    }


def _said_in(visit: Visit, table: Mapping[Name, str]) -> Mapping[Name, str]:
    return {one: visit.say(words) for one, words in table.items()}
