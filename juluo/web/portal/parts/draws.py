"""Draws on the first page and in 我的: those that are open or on their way, what one is in, and what one won."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from juluo.desk.draws.facts import about_guest, draws_now, how_many_own, how_many_public, own_draws, waits_or_stands
from juluo.desk.draws.parting import parting
from juluo.shell.guests.facts import GuestFacts
from juluo.shell.visit import Visit
from juluo.web.draws.entrants import accounts_of
from juluo.web.draws.shown import steps, words_of
from juluo.web.local_time import zone_of
from juluo.web.pages.portal_draws import lines_of
from juluo.web.portal.part import Part
from juluo.web.turn import turn_of

# A draw stays on the first page for so long after it was held.
_SHOWN = timedelta(days=7)
# So many stand there, and so many at once in 我的.
_MOST, _MINE = 3, 10


def home(visit: Visit) -> str:
    """Draws of now, the next one first."""
    now = visit.scene.now
    found = draws_now(visit.community, now - _SHOWN, _MOST)
    if not found:
        return ""
    zone = zone_of(visit.community)
    shown = [(one, steps(one, now, zone, visit.lang), *rest) for one, *rest in lines_of(visit, found)]
    more = how_many_public(visit.community) > len(found)
    return visit.part("portal_draws_part.html", shown=shown, more=more, now=now, **words_of(visit, zone))


def mine(visit: Visit) -> str:
    """What they are in, and what became of it."""
    guest = visit.whoever
    persons = accounts_of(visit, guest.account)
    turn = turn_of(visit, f"/c/{visit.community}/me", how_many_own(guest, persons), _MINE, of="draws")
    lines = lines_of(visit, own_draws(guest, persons, turn.first, turn.last))
    zone = zone_of(visit.community)
    return visit.part("portal_draws_mine.html", lines=lines, turn=turn, **words_of(visit, zone)) if lines else ""


def leaving(visit: Visit) -> tuple[str, ...]:
    """What leaving does to the draws they are in by this browser."""
    if visit.guest is None:
        return ()
    said, (waits, stands) = [], waits_or_stands(visit.guest)
    if waits:
        said.append(visit.say("你参加了还没封存名单的抽奖：删掉以后，你就不在里面了。"))
    if stands:
        said.append(visit.say("封存了的抽奖名单里留着你的代号，没有人知道是谁；中了也不能再领。"))
    return tuple(said)


def held(guest: GuestFacts) -> Mapping[str, Any]:
    """Their lines, what they won and how they said to be reached."""
    told = about_guest(guest.community, guest.id)
    lines = [{"what": what, "words": words, "at": at.isoformat()} for what, words, _, at in told]
    return {"draws": lines} if lines else {}


PART = Part(order=40, home=home, mine=mine, held=held, leaving=leaving, parting=parting)
