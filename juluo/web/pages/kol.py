"""成员 › KOL: whom others listen to, who is one step away, friends named, and what was agreed with whom."""

from datetime import date
from http import HTTPStatus

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.cooperations.actions import agree, drop, finish, go_on, remove
from juluo.desk.cooperations.facts import CooperationFacts, Status, cooperations
from juluo.insights.influence.board import Board, Part
from juluo.insights.influence.words import (
    PART_MEANINGS,
    PART_WORDS,
    alive_words,
    between_words,
    board_words,
    effect_words,
    evidence_words,
    nominated_words,
    rank_words,
    record_words,
    score_words,
    step_words,
)
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.asking import choice_asked, number_asked, parameter
from juluo.web.communities import note_visit
from juluo.web.marks import simulated
from juluo.web.members.everybody import everybody
from juluo.web.members.people import BOARD, BOARD_FORM, board_of, effects_of, is_coming
from juluo.web.reports.composed import today
from juluo.web.seen import last_seen, there
from juluo.wording.numbers import long_date

ROWS, MOST = 20, 200
_DEEDS = frozenset({"go_on", "done", "dropped", "remove"})
STATUS_WORDS = {
    Status.AGREED: "约好了",
    Status.UNDER_WAY: "正在做",
    Status.DONE: "做完了",
    Status.DROPPED: "没做成",
}


@page("desk/<slug:community>/kol", nav=Nav.MEMBERS, may=May.SEE_MEMBERS, title="KOL")
def kol(visit: Visit) -> HttpResponse:
    note_visit(visit)
    return _shown(visit)


@page("desk/<slug:community>/kol/agree", nav=Nav.MEMBERS, may=May.KEEP_TASKS, methods=("POST",))
def kol_agree(visit: Visit) -> HttpResponse:
    """Write down what was agreed with a member."""
    person = _person(visit)
    try:
        agree(
            visit.who,
            visit.community,
            person,
            visit.field("agreed"),
            _day(visit.field("started")),
            visit.scene,
            channel=visit.field("channel"),
            contact=visit.field("contact"),
        )
    except RefusedError as error:
        return _shown(visit, visit.words(error.sentence))
    return HttpResponseRedirect(f"/desk/{visit.community}/kol#cooperations")


@page("desk/<slug:community>/kol/<int:number>", nav=Nav.MEMBERS, may=May.KEEP_TASKS, methods=("POST",))
def kol_cooperation(visit: Visit, number: int) -> HttpResponse:
    """It goes on, is done, comes to nothing, or should never have been written down."""
    deed, words = visit.field("deed"), visit.field("words")
    if deed not in _DEEDS:
        raise Http404
    try:
        if deed == "go_on":
            go_on(visit.who, visit.community, number, visit.scene)
        elif deed == "done":
            finish(visit.who, visit.community, number, words, visit.scene)
        elif deed == "dropped":
            drop(visit.who, visit.community, number, words, visit.scene)
        else:
            remove(visit.who, visit.community, number, visit.scene)
    except RefusedError as error:
        return _shown(visit, visit.words(error.sentence))
    return HttpResponseRedirect(f"/desk/{visit.community}/kol#cooperations")


def _shown(visit: Visit, wrong: str = "") -> HttpResponse:
    by = choice_asked(visit, "by", Part, Part.REACH)
    updating = not there(visit.community, BOARD, BOARD_FORM) and is_coming(visit.community, visit.scene.now)
    found = last_seen(visit.community, BOARD, BOARD_FORM) if updating else board_of(visit.community)
    if found is None and updating:
        return _in_a_moment(visit)
    if found is None:
        return visit.render("kol_empty.html", title=visit.say("KOL"), tab="kol")
    kept = cooperations(visit.community)
    return visit.render(
        "kol.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        made_up=simulated(visit),
        updating=updating,
        found=found,
        by=by,
        people=found.by(by)[: MOST if parameter(visit, "all") else ROWS],
        every=len(found.by(by)),
        dateline=long_date(found.period.last, visit.lang),
        kept=kept,
        effects=effects_of(visit.community, kept),
        names=_names(visit, found, kept),
        chosen=number_asked(visit, "person", 0, least=0) if parameter(visit, "person") else None,
        today=today(visit),
        keeps=visit.may(May.KEEP_TASKS),
        reads=visit.may(May.READ_MESSAGES),
        wrong=wrong,
        **_words(visit, found),
    )


def _words(visit: Visit, found: Board) -> dict[str, object]:
    """What the template says things with."""
    say = visit.say
    return {
        "parts_told": {part: say(words) for part, words in PART_WORDS.items()},
        "meanings": {part: say(words) for part, words in PART_MEANINGS.items()},
        "statuses": {status: say(words) for status, words in STATUS_WORDS.items()},
        "notes": board_words(found, say),
        "score": lambda part, one: score_words(part, one, say),
        "between": lambda part, one: between_words(part, one, say),
        "rank": lambda one: rank_words(one, say),
        "evidence": lambda one: evidence_words(one, say),
        "alive": lambda one: alive_words(one.alive, say),
        "step": lambda one: step_words(one, say),
        "record": record_words(found.steps_before, say),
        "nominating": nominated_words(say),
        "effect": lambda one: effect_words(one, say),
    }


def _in_a_moment(visit: Visit) -> HttpResponse:
    response = visit.render("people_making.html", title=visit.say("KOL"), tab="kol")
    response.headers["Refresh"] = "2"
    return response


def _names(visit: Visit, found: Board, kept: tuple[CooperationFacts, ...]) -> dict[int, str]:
    """Names of those on the page: of the board, and of those with whom something was agreed."""
    names, table = dict(found.names or {}), everybody(visit.community)
    wanted = {one.person for one in kept}
    if parameter(visit, "person"):
        wanted.add(number_asked(visit, "person", 0, least=0))
    for person in wanted - set(names):
        at = table.place(person) if table is not None else None
        if table is not None and at is not None:
            names[person] = str(table.names[at])
    return names


def _person(visit: Visit) -> int:
    """The member meant, by number; 404 for who isn't here."""
    told, table = visit.field("person"), everybody(visit.community)
    if not (told.isascii() and told.isdigit() and len(told) < 10) or table is None or table.place(int(told)) is None:
        raise Http404
    return int(told)


def _day(told: str) -> date:
    try:
        return date.fromisoformat(told)
    except ValueError as error:
        raise Http404 from error
