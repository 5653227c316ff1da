"""Draws on the members' pages, for anybody to check: the sealed list, the steps, who came out; and to take part in."""

import re
from collections.abc import Sequence
from http import HTTPStatus

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.draws.actions.taking_part import claim, step_back, take_part
from juluo.desk.draws.facts import draw, how_many_public, mine_among, picks, pressed_among, public_draws, tickets
from juluo.desk.draws.values import CLAIM_DAYS, DrawFacts, Mine, State, Why
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.limits import Cost
from juluo.shell.page import Door, page
from juluo.shell.visit import Visit
from juluo.web.asking import parameter
from juluo.web.draws.entrants import accounts_of
from juluo.web.draws.shown import checks, is_whole, lookup, steps, words_of
from juluo.web.local_time import zone_of
from juluo.web.marks import simulated
from juluo.web.pages.draws import sealed_text, verification_file
from juluo.web.turn import turn_of

_ONE = "c/<slug:community>/draws/<slug:draw>"
# So many draws stand on a page, and of a draw so many pseudonyms; the text to download has all at once.
_MOST, LISTED = 20, 200
_SEAL = re.compile(r"[0-9A-Fa-f]{64}")


@page("c/<slug:community>/draws", may=Door.PORTAL)
def portal_draws(visit: Visit) -> HttpResponse:
    """Every draw that was published."""
    turn = turn_of(visit, f"/c/{visit.community}/draws", how_many_public(visit.community), _MOST)
    return visit.render(
        "portal_draws.html",
        HTTPStatus.OK,
        made_up=simulated(visit),
        found=public_draws(visit.community, turn.first, turn.last),
        turn=turn,
        **words_of(visit, zone_of(visit.community)),
    )


# Whoever looks has the whole list reckoned anew.
@page(_ONE, may=Door.PORTAL, cost=Cost.SEARCH)
def portal_draw(visit: Visit, draw: str) -> HttpResponse:
    return _shown(visit, draw)


@page(_ONE + "/file", may=Door.PORTAL, cost=Cost.EXPORT)
def portal_draw_file(visit: Visit, draw: str) -> HttpResponse:
    """The verification file, for members and strangers alike."""
    _one(visit, draw)
    return verification_file(visit, draw)


@page(_ONE + "/list", may=Door.PORTAL, cost=Cost.EXPORT)
def portal_draw_list(visit: Visit, draw: str) -> HttpResponse:
    """The text whose hash is the seal."""
    _one(visit, draw)
    return sealed_text(visit, draw)


@page(_ONE + "/in", may=Door.GUEST, methods=("POST",))
def portal_draw_in(visit: Visit, draw: str) -> HttpResponse:
    """Be in, or not after all."""
    _one(visit, draw)
    try:
        if visit.field("out") == "yes":
            step_back(visit.whoever, draw)
        else:
            take_part(visit.whoever, draw, visit.scene)
    except RefusedError as error:
        return _shown(visit, draw, visit.words(error.sentence))
    return HttpResponseRedirect(f"/c/{visit.community}/draws/{draw}")


@page(_ONE + "/claim", may=Door.GUEST, methods=("POST",))
def portal_draw_claim(visit: Visit, draw: str) -> HttpResponse:
    """A winner says how they are reached."""
    _one(visit, draw)
    try:
        claim(visit.whoever, accounts_of(visit, visit.whoever.account), draw, visit.field("contact"), visit.scene)
    except RefusedError as error:
        return _shown(visit, draw, visit.words(error.sentence))
    return HttpResponseRedirect(f"/c/{visit.community}/draws/{draw}#mine")


def lines_of(visit: Visit, found: Sequence[DrawFacts]) -> list[tuple[DrawFacts, Mine | None, bool]]:
    """Draws, each with the line of whoever looks, if they are in it, and whether they pressed 参加."""
    guest = visit.guest
    if guest is None:
        return [(one, None, False) for one in found]
    mine = mine_among([one.id for one in found if one.is_sealed], guest.id, accounts_of(visit, guest.account))
    wanted = pressed_among([one.id for one in found], guest)
    return [(one, mine.get(one.id), one.id in wanted) for one in found]


def _shown(visit: Visit, slug: str, wrong: str = "") -> HttpResponse:
    one, zone = _one(visit, slug), zone_of(visit.community)
    noted = "".join(parameter(visit, "seal").split())[:80]
    is_seal = _SEAL.fullmatch(noted) is not None
    came = picks(visit.community, slug)
    found = checks(visit.community, one, noted if is_seal else "")
    ((_, mine, is_in),) = lines_of(visit, [one])
    at = f"/c/{visit.community}/draws/{slug}"
    turn = turn_of(visit, at, one.entrants if one.is_sealed else 0, LISTED, of="list", seal=noted)
    return visit.render(
        "portal_draw.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        made_up=simulated(visit),
        one=one,
        wrong=wrong,
        noted=noted,
        no_seal=bool(noted) and not is_seal,
        steps=steps(one, visit.scene.now, zone, visit.lang),
        whole_list=is_whole(visit.community, one),
        checks=[(check, visit.words(check.words)) for check in found],
        came=came,
        tickets=tickets(visit.community, slug, turn.first, turn.last) if one.is_sealed else (),
        turn=turn,
        left_out=_left_out(visit, one),
        mine=mine,
        lookup=lookup(one),
        is_in=is_in,
        takes=one.takes(visit.scene.now),
        same_seal=noted.lower() == one.seal,
        claim_days=CLAIM_DAYS,
        drawn=one.state is State.DRAWN,
        **words_of(visit, zone),
    )


def _left_out(visit: Visit, one: DrawFacts) -> Sequence[str]:
    """Who was left out, as a stranger may read it: how many and why, nobody's name."""
    words = words_of(visit, zone_of(visit.community))["whys"]
    said = {Why.OWN: visit.say("照规则另外不算的")}
    if not isinstance(words, dict):
        return ()
    return [visit.say("{why}{n}人", why=said.get(Why(why), words[why]), n=n) for why, n in one.left_out.items()]


def _one(visit: Visit, slug: str) -> DrawFacts:
    found = draw(visit.community, slug)
    if found is None or found.opened_at is None:
        raise Http404
    return found
