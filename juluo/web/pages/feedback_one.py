"""需求 › 反馈 › one piece: what was said and by whom, how it stands, who is told and who is left, its history."""

from http import HTTPStatus
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.feedback.actions.rows import LONGEST_ANSWER, LONGEST_TITLE
from juluo.desk.feedback.actions.telling import on_portal
from juluo.desk.feedback.facts import whole
from juluo.desk.feedback.values import DECIDED, HOW_WORDS, How, Whole
from juluo.desk.needs.facts import kept_needs
from juluo.ledger.period import zone_named
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.asking import number_asked
from juluo.web.communities import note_visit
from juluo.web.events.shown import clock
from juluo.web.feedback.deeds import DEEDS
from juluo.web.feedback.near import near
from juluo.web.feedback.shown import Name, label, names, quoted, words_of
from juluo.web.feedback.told import group_words, proofs, spans, you_said, you_said_words
from juluo.web.marks import simulated
from juluo.web.pages.feedback import words_here
from juluo.web.reports.composed import here
from juluo.wording.numbers import long_range

_WRONG = HTTPStatus.UNPROCESSABLE_ENTITY
_ROOT = "desk/<slug:community>/feedback"
_SPAN = 7


@page(f"{_ROOT}/<slug:feedback>", nav=Nav.NEEDS, may=May.READ_MESSAGES)
def feedback_piece(visit: Visit, feedback: str) -> HttpResponse:
    note_visit(visit)
    return _shown(visit, feedback)


@page(f"{_ROOT}/<slug:feedback>/deed", nav=Nav.NEEDS, may=May.KEEP_TASKS, methods=("POST",))
def feedback_deed(visit: Visit, feedback: str) -> HttpResponse:
    """What a colleague does with it; back to it."""
    if whole(visit.community, feedback) is None or visit.field("deed") not in DEEDS:
        raise Http404
    try:
        with transaction.atomic():
            DEEDS[visit.field("deed")](visit, feedback)
    except RefusedError as error:
        return _shown(visit, feedback, visit.words(error.sentence))
    return HttpResponseRedirect(f"/desk/{visit.community}/feedback/{feedback}")


@page(f"{_ROOT}/done", nav=Nav.NEEDS, may=May.READ_MESSAGES)
def feedback_done(visit: Visit) -> HttpResponse:
    """你说的，我们做了: what came out of it in some days, to look at and to copy into the group."""
    note_visit(visit)
    today = here(visit).calendar.day_of(visit.scene.now)
    ways = spans(today)
    days = number_asked(visit, "days", _SPAN)
    if days not in ways:
        raise Http404
    found = you_said(visit, ways[days])
    return visit.render(
        "feedback_done.html",
        made_up=simulated(visit),
        found=found,
        days=days,
        ways=ways,
        range=long_range(ways[days].first, ways[days].last, visit.lang),
        copy=you_said_words(visit, found),
        **words_here(visit, today),
    )


def _shown(visit: Visit, slug: str, wrong: str = "") -> HttpResponse:
    found = whole(visit.community, slug)
    if found is None:
        raise Http404
    one, calendar = found.piece, here(visit).calendar
    alike = near(visit.community, one) if one.is_open and visit.may(May.KEEP_TASKS) else []
    every = (one, *found.merged, *(other for other, _ in alike))
    lines, zone = quoted(visit, every), zone_named(calendar.zone)
    called = names(visit, [who for some in every for who in some.askers], {some.id: some.origin for some in every})
    return visit.render(
        "feedback_one.html",
        _WRONG if wrong else HTTPStatus.OK,
        made_up=simulated(visit),
        wrong=wrong,
        found=found,
        one=one,
        lines=lines,
        label=lambda some: label(visit, some, lines),
        said=lambda some: words_of(some, lines),
        called=called,
        near=alike,
        decided=one.state in DECIDED,
        needs=kept_needs(visit.community),
        clock=lambda moment: clock(moment, zone, visit.lang),
        longest=LONGEST_ANSWER,
        longest_title=LONGEST_TITLE,
        typed=visit.field("answer"),
        **(_telling(visit, found, called) | words_here(visit, calendar.day_of(visit.scene.now))),
    )


def _telling(visit: Visit, found: Whole, called: dict[int, Name]) -> dict[str, Any]:
    """Who is left to be told, how many of them read the portal, and what proves that others were."""
    one = found.piece
    left = one.left
    return {
        "left": left,
        "at_home": on_portal(visit.community, [(who.guest, who.person) for who in left]),
        "copy": group_words(
            visit, one, [called[who.piece].words for who in left] if visit.may(May.SEE_MEMBERS) else []
        ),
        "proofs": proofs(visit, found.tellings) if visit.may(May.KEEP_TASKS) else {},
        "hows": {how: visit.say(words) for how, words in HOW_WORDS.items()},
        "by_hand": (How.GROUP, How.PERSON),
    }
