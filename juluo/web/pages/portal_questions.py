"""问答 on the members' pages: ask, say that one wants to know it too, and read the answers."""

from http import HTTPStatus

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.qa.actions.asking import LONGEST, LONGEST_NAME, SHORTEST, Wish, ask, vote, withdraw
from juluo.desk.qa.facts import asked_by, of_guest_in, session, voted
from juluo.desk.qa.values import Phase, SessionFacts, Stage
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.limits import Cost
from juluo.shell.page import Door, page
from juluo.shell.visit import Visit
from juluo.web.asking import number_of, number_sent
from juluo.web.marks import simulated
from juluo.web.qa.shown import flagged, listed, quoted, when
from juluo.web.turn import turn_of

_ONE = "c/<slug:community>/questions/<slug:qa>"
# So many questions at once: what isn't answered yet, then what is.
_MOST = 30


@page(_ONE, may=Door.PORTAL)
def portal_questions(visit: Visit, qa: str) -> HttpResponse:
    return _shown(visit, _one(visit, qa))


@page(_ONE + "/ask", may=Door.GUEST, methods=("POST",), cost=Cost.ASK)
def portal_question_ask(visit: Visit, qa: str) -> HttpResponse:
    """A question, or first what was asked before that is like it."""
    one, words = _one(visit, qa), visit.field("words")
    name = {"own": visit.whoever.name, "made": visit.field("name")}.get(visit.field("as"), "")
    wish = Wish(words, name, anyway=visit.field("anyway") == "yes")
    try:
        found = ask(visit.whoever, qa, wish, flagged(visit.community, words), visit.scene)
    except RefusedError as error:
        return _shown(visit, one, visit.words(error.sentence))
    if found.number is None:
        return _shown(visit, one, before=found.before)
    return HttpResponseRedirect(f"/c/{visit.community}/questions/{qa}?asked={'waits' if found.waits else 'shown'}")


@page(_ONE + "/vote", may=Door.GUEST, methods=("POST",))
def portal_question_vote(visit: Visit, qa: str) -> HttpResponse:
    number = number_sent(visit, "number")
    try:
        vote(visit.whoever, qa, number, visit.scene, wanted=visit.field("want") == "yes")
    except RefusedError as error:
        return _shown(visit, _one(visit, qa), visit.words(error.sentence))
    page = number_of(visit.field("page")) or 1
    rest = f"?page={page}" if page > 1 else ""
    return HttpResponseRedirect(f"/c/{visit.community}/questions/{qa}{rest}#q{number}")


@page(_ONE + "/withdraw", may=Door.GUEST, methods=("POST",))
def portal_question_withdraw(visit: Visit, qa: str) -> HttpResponse:
    try:
        withdraw(visit.whoever, qa, number_sent(visit, "number"), visit.scene)
    except RefusedError as error:
        return _shown(visit, _one(visit, qa), visit.words(error.sentence))
    return HttpResponseRedirect(f"/c/{visit.community}/questions/{qa}")


def _one(visit: Visit, slug: str) -> SessionFacts:
    found = session(visit.community, slug)
    if found is None:
        raise Http404
    return found


def _shown(visit: Visit, one: SessionFacts, wrong: str = "", before: tuple[int, ...] = ()) -> HttpResponse:
    found, guest = listed(one), visit.guest
    mine = of_guest_in(one.id, guest.id) if guest else ()
    seen_by_all = {row.id: row for row in (*found.open, *found.done, *((found.now,) if found.now else ()))}
    every = (*found.open, *found.done)
    turn = turn_of(visit, f"/c/{visit.community}/questions/{one.slug}", len(every), _MOST)
    done = [row for row in turn.of(every) if row.stage is Stage.DONE]
    phase = one.phase(visit.scene.now)
    return visit.render(
        "portal_questions.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        made_up=simulated(visit),
        one=one,
        phase=phase,
        collects=phase is Phase.OPEN,
        found=found,
        turn=turn,
        open=[row for row in turn.of(every) if row.stage is not Stage.DONE],
        done=done,
        quoted=quoted(visit, done),
        votes=voted(one.id, guest) if guest else frozenset(),
        mine=[row for row in mine if row.id not in seen_by_all and row.words],
        own={row.id for row in mine},
        left=max(0, one.plan.most - asked_by(one.id, guest)) if guest else 0,
        before=[seen_by_all[number] for number in before if number in seen_by_all],
        sent={name: visit.field(name) for name in ("words", "as", "name")},
        asked=visit.request.GET.get("asked", ""),
        when=when(visit, one),
        limits={"least": SHORTEST, "most": LONGEST, "name": LONGEST_NAME},
        wrong=wrong,
    )
