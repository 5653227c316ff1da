"""提意见: members say what they think, see what became of it, and vote for what the board shows. No script needed."""

from http import HTTPStatus

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.feedback.actions.receiving import agree, send_in
from juluo.desk.feedback.actions.rows import LONGEST_WORDS
from juluo.desk.feedback.actions.voting import vote
from juluo.desk.feedback.values import SORT_WORDS, Given, Sort
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.page import Door, page
from juluo.shell.visit import Visit
from juluo.web.asking import number_of
from juluo.web.marks import simulated
from juluo.web.portal.feedback import board, own, own_turn
from juluo.web.problems import ask_guardian

_WRONG = HTTPStatus.UNPROCESSABLE_ENTITY
# So many of one's own at once.
_MOST = 20


@page("c/<slug:community>/feedback", may=Door.PORTAL)
def portal_feedback(visit: Visit) -> HttpResponse:
    return _form(visit)


@page("c/<slug:community>/feedback/send", may=Door.GUEST, methods=("POST",))
def portal_feedback_send(visit: Visit) -> HttpResponse:
    """A guest says something."""
    try:
        sort = Sort(visit.field("sort"))
    except ValueError:
        return _form(visit, visit.say("先点一类：使用问题、建议、投诉、表扬，还是其他。"))
    given = Given(sort, visit.field("words"), consented=visit.field("public") == "yes")
    try:
        slug = send_in(visit.whoever, given, visit.scene)
    except RefusedError as error:
        return _form(visit, visit.words(error.sentence))
    return HttpResponseRedirect(f"/c/{visit.community}/feedback?sent#f{slug}")


@page("c/<slug:community>/feedback/agree", may=Door.GUEST, methods=("POST",), unaided=True)
def portal_feedback_agree(visit: Visit) -> HttpResponse:
    """Their words may be shown on the board, or may not any more: that a child says alone, the other they don't."""
    if visit.field("public") == "yes" and not visit.whoever.may_act:
        return ask_guardian(visit)
    try:
        agree(visit.whoever, visit.field("piece"), visit.scene, agreed=visit.field("public") == "yes")
    except RefusedError as error:
        return _form(visit, visit.words(error.sentence))
    return HttpResponseRedirect(f"/c/{visit.community}/feedback")


@page("c/<slug:community>/board", may=Door.PORTAL)
def portal_board(visit: Visit) -> HttpResponse:
    return _board(visit)


@page("c/<slug:community>/board/vote", may=Door.GUEST, methods=("POST",))
def portal_vote(visit: Visit) -> HttpResponse:
    """One more for it, or one less."""
    if visit.field("wanted") not in {"yes", "no"}:
        raise Http404
    slug = visit.field("piece")
    try:
        vote(visit.whoever, slug, visit.scene, wanted=visit.field("wanted") == "yes")
    except RefusedError as error:
        return _board(visit, visit.words(error.sentence))
    page = number_of(visit.field("page")) or 1
    return HttpResponseRedirect(f"/c/{visit.community}/board{f'?page={page}' if page > 1 else ''}#f{slug}")


def _form(visit: Visit, wrong: str = "") -> HttpResponse:
    turn = own_turn(visit, f"/c/{visit.community}/feedback", _MOST)
    return visit.render(
        "portal_feedback.html",
        _WRONG if wrong else HTTPStatus.OK,
        made_up=simulated(visit),
        wrong=wrong,
        sent="sent" in visit.request.GET,
        sorts={one: visit.say(words) for one, words in SORT_WORDS.items()},
        sort=visit.field("sort"),
        words=visit.field("words"),
        public=visit.field("public") == "yes",
        longest=LONGEST_WORDS,
        mine=own(visit, turn.first, turn.last),
        turn=turn,
    )


def _board(visit: Visit, wrong: str = "") -> HttpResponse:
    return visit.render(
        "portal_board.html",
        _WRONG if wrong else HTTPStatus.OK,
        made_up=simulated(visit),
        wrong=wrong,
        board=board(visit),
    )
