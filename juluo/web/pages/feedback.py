"""需求 › 反馈: the inbox; what is typed in, made of a message, dealt with in bulk; in how many days it is due."""

from datetime import date
from http import HTTPStatus
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.feedback.actions.receiving import make_of_message, type_in
from juluo.desk.feedback.actions.rows import LONGEST_ASKER, LONGEST_WORDS
from juluo.desk.feedback.actions.working import set_levels, tie_need
from juluo.desk.feedback.facts import levels, pieces
from juluo.desk.feedback.values import SEVERITY_WORDS, SORT_WORDS, STATE_WORDS, Given, Quoted, Severity, Sort
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import team
from juluo.shell.accounts.roles import May
from juluo.shell.limits import Cost
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.asking import choice_asked, day_sent, number_of, parameter
from juluo.web.communities import note_visit
from juluo.web.entry_named import entry_named
from juluo.web.feedback.deeds import MOST_AT_ONCE, OPEN_STATES, bulk, chosen, levels_sent
from juluo.web.feedback.shown import (
    SHOW_WORDS,
    Show,
    counts,
    label,
    listed,
    message,
    names,
    quoted,
    words_of,
)
from juluo.web.local_time import zone_of
from juluo.web.marks import simulated
from juluo.web.reports.composed import here
from juluo.web.sheet_file import csv_file
from juluo.web.taken_away import as_file
from juluo.web.turn import turn_of
from juluo.wording.numbers import short_date

_WRONG = HTTPStatus.UNPROCESSABLE_ENTITY
_ROOT = "desk/<slug:community>/feedback"
_MOST = 50


@page(_ROOT, nav=Nav.NEEDS, may=May.READ_MESSAGES, title="反馈")
def feedback(visit: Visit) -> HttpResponse:
    note_visit(visit)
    return _shown(visit)


@page(f"{_ROOT}/new", nav=Nav.NEEDS, may=May.KEEP_TASKS, methods=("POST",))
def feedback_new(visit: Visit) -> HttpResponse:
    """A colleague writes down what somebody said."""
    given = Given(chosen(visit, "sort", Sort), visit.field("words"), chosen(visit, "severity", Severity))
    try:
        slug = type_in(visit.who, visit.community, given, visit.field("asker"), visit.scene)
    except RefusedError as error:
        return _shown(visit, visit.words(error.sentence))
    return HttpResponseRedirect(f"/desk/{visit.community}/feedback/{slug}")


@page(f"{_ROOT}/from/<str:entry>", nav=Nav.NEEDS, may=May.KEEP_TASKS, methods=("POST",))
def feedback_from(visit: Visit, entry: str) -> HttpResponse:
    """A message is feedback; on to that piece, which is the same however often the button is pressed."""
    number, day = entry_named(entry), day_sent(visit, "day")
    if day is None:
        raise Http404
    sort = chosen(visit, "sort", Sort) if visit.field("sort") else Sort.OTHER
    try:
        one = message(visit, number, day)
        quote, given = Quoted(number, day, one.at, one.account), Given(sort, "")
        with transaction.atomic():
            slug = make_of_message(visit.who, visit.community, quote, given, visit.scene)
            if visit.field("need"):
                tie_need(visit.who, visit.community, slug, visit.field("need"), visit.scene)
    except RefusedError as error:
        return _shown(visit, visit.words(error.sentence))
    return HttpResponseRedirect(f"/desk/{visit.community}/feedback/{slug}")


@page(f"{_ROOT}/many", nav=Nav.NEEDS, may=May.KEEP_TASKS, methods=("POST",))
def feedback_many(visit: Visit) -> HttpResponse:
    """The same is done with all that are ticked, or with none."""
    ticked = [str(one) for one in visit.request.POST.getlist("piece")][:MOST_AT_ONCE]
    if not ticked:
        return _shown(visit, visit.say("先勾上几条。"))
    try:
        with transaction.atomic():
            bulk(visit, ticked)
    except RefusedError as error:
        return _shown(visit, visit.words(error.sentence))
    show = chosen(visit, "show", Show) if visit.field("show") else Show.OPEN
    page = number_of(visit.field("page")) or 1
    rest = f"&page={page}" if page > 1 else ""
    return HttpResponseRedirect(f"/desk/{visit.community}/feedback?show={show}{rest}")


@page(f"{_ROOT}/levels", nav=Nav.NEEDS, may=May.CHANGE_SETTINGS, methods=("POST",))
def feedback_levels(visit: Visit) -> HttpResponse:
    """Within how many days feedback is answered."""
    try:
        set_levels(visit.who, visit.community, levels_sent(visit), visit.scene)
    except RefusedError as error:
        return _shown(visit, visit.words(error.sentence))
    return HttpResponseRedirect(f"/desk/{visit.community}/feedback#levels")


@page(f"{_ROOT}/file", nav=Nav.NEEDS, may=May.EXPORT_PEOPLE, methods=("POST",), cost=Cost.EXPORT)
def feedback_file(visit: Visit) -> HttpResponse:
    """All of it as a table for a spreadsheet."""
    found, say, zone = pieces(visit.community), visit.say, zone_of(visit.community)
    lines = quoted(visit, found)
    called = names(visit, [one.askers[0] for one in found], {one.id: one.origin for one in found})
    head = [say(words) for words in _COLUMNS]
    rows = [
        [
            one.slug,
            say(SORT_WORDS[one.sort]),
            say(SEVERITY_WORDS[one.severity]),
            say(STATE_WORDS[one.state]),
            one.title,
            words_of(one, lines),
            called[one.id].words,
            one.owner,
            one.due.isoformat(),
            *(f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else "" for at in (one.received_at, one.answered_at)),
            f"{one.told_at.astimezone(zone):%Y-%m-%d %H:%M}" if one.told_at else "",
            one.answer,
            one.into,
            say("是") if one.dropped else "",
        ]
        for one in found
    ]
    note(visit.scene, visit.who, "export_feedback", community=visit.community)
    return as_file(f"{visit.community}-feedback.csv", csv_file([head, *rows]))


_COLUMNS = (
    "编号",
    "哪一类",
    "多急",
    "状态",
    "标题",
    "原话",
    "谁提的",
    "谁来跟",
    "时限",
    "收到",
    "答复",
    "回告",
    "答复的话",
    "并进",
    "不算反馈",
)


def _shown(visit: Visit, wrong: str = "") -> HttpResponse:
    today = here(visit).calendar.day_of(visit.scene.now)
    show = choice_asked(visit, "show", Show, Show.OPEN)
    sort = choice_asked(visit, "sort", Sort, Sort.BUG) if parameter(visit, "sort") else None
    every = pieces(visit.community)
    some = listed(every, show, sort, visit.who.id, today)
    at = f"/desk/{visit.community}/feedback"
    turn = turn_of(visit, at, len(some), _MOST, show=show, sort=sort or "")
    rows = turn.of(some)
    lines = quoted(visit, rows)
    return visit.render(
        "feedback.html",
        _WRONG if wrong else HTTPStatus.OK,
        made_up=simulated(visit),
        wrong=wrong,
        every=every,
        rows=rows,
        turn=turn,
        lines=lines,
        names=names(visit, [one.askers[0] for one in rows], {one.id: one.origin for one in rows}),
        labels={one.id: label(visit, one, lines) for one in rows},
        said={one.id: words_of(one, lines) for one in rows},
        show=show,
        sort=sort,
        shows={one: visit.say(words) for one, words in SHOW_WORDS.items()},
        counts=counts(every, visit.who.id, today),
        levels=levels(visit.community),
        longest=LONGEST_WORDS,
        longest_asker=LONGEST_ASKER,
        typed=visit.field("words"),
        asker=visit.field("asker"),
        **words_here(visit, today),
    )


def words_here(visit: Visit, today: date) -> dict[str, Any]:
    """What the templates of feedback say things with."""
    calendar = here(visit).calendar
    return {
        "today": today,
        "sorts": {one: visit.say(words) for one, words in SORT_WORDS.items()},
        "severities": {one: visit.say(words) for one, words in SEVERITY_WORDS.items()},
        "states": {one: visit.say(words) for one, words in STATE_WORDS.items()},
        "open_states": OPEN_STATES,
        "team": team(visit.community),
        "keeps": visit.may(May.KEEP_TASKS),
        "short": lambda day: short_date(day, visit.lang),
        "day_of": calendar.day_of,
        "takes": visit.may(May.EXPORT_PEOPLE),
        "sets": visit.may(May.CHANGE_SETTINGS),
    }
