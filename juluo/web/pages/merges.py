"""成员 › 同一个人？: who may be one person and why, what was decided, and the way back."""

from http import HTTPStatus

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.members.actions import ask_again, tell_apart, tie, untie
from juluo.desk.members.facts import Verdict, decisions
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.asking import number_asked
from juluo.web.communities import note_visit
from juluo.web.marks import simulated
from juluo.web.members.merges import names_of, others_of, tied_people, ties_on_their_way, waiting_suggestions

_PAGE, _APART = 30, 100
_DEEDS = frozenset({"tie", "apart", "untie", "again"})
# Account codes are 32 bits wide.
_DIGITS = 10


@page("desk/<slug:community>/members/merges", nav=Nav.MEMBERS, may=May.IMPORT)
def merges(visit: Visit) -> HttpResponse:
    note_visit(visit)
    return _shown(visit)


@page("desk/<slug:community>/members/merges/decide", nav=Nav.MEMBERS, may=May.IMPORT, methods=("POST",))
def merge_decide(visit: Visit) -> HttpResponse:
    """One person, not one person, apart again, or to be asked again."""
    deed = visit.field("deed")
    if deed not in _DEEDS:
        raise Http404
    try:
        _do(visit, deed)
    except RefusedError as error:
        return _shown(visit, visit.words(error.sentence))
    if (member := visit.field("member")) and _number(member):
        return HttpResponseRedirect(f"/desk/{visit.community}/members/{_number(member)}")
    return HttpResponseRedirect(f"/desk/{visit.community}/members/merges")


def _do(visit: Visit, deed: str) -> None:
    one = _number(visit.field("one"))
    if deed == "untie":
        untie(visit.who, visit.community, one, others_of(visit.community, one), visit.scene)
        return
    pair = (one, _number(visit.field("other")))
    {"tie": tie, "apart": tell_apart, "again": ask_again}[deed](visit.who, visit.community, pair, visit.scene)


def _number(told: str) -> int:
    if not (told.isascii() and told.isdigit() and len(told) <= _DIGITS):
        raise Http404
    return int(told)


def _shown(visit: Visit, wrong: str = "") -> HttpResponse:
    waiting = waiting_suggestions(visit)
    pages = max(1, -(-len(waiting) // _PAGE))
    at = min(number_asked(visit, "page", 1), pages)
    apart = decisions(visit.community, Verdict.APART)[:_APART]
    return visit.render(
        "merges.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        made_up=simulated(visit),
        waiting=waiting[(at - 1) * _PAGE : at * _PAGE],
        count=len(waiting),
        at_page=at,
        pages=pages,
        tied=tied_people(visit),
        coming=ties_on_their_way(visit),
        apart=apart,
        names=names_of(visit.community, (code for one in apart for code in one.pair)),
        wrong=wrong,
    )
