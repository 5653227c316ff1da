"""Draws on the first page and in 我的: those that are open or on their way, what one is in, and what one won."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from juluo.desk.draws.facts import about_guest, public_draws
from juluo.desk.draws.values import DrawFacts, State
from juluo.shell.guests.facts import GuestFacts
from juluo.shell.visit import Visit
from juluo.web.draws.shown import steps, words_of
from juluo.web.local_time import zone_of
from juluo.web.pages.portal_draws import is_in, mine_of
from juluo.web.portal.part import Part

# A draw stays on the first page for so long after it was held.
_SHOWN = timedelta(days=7)
_MOST = 3


def home(visit: Visit) -> str:
    """Draws of now, the next one first."""
    every = public_draws(visit.community)
    now = [one for one in every if _is_now(visit, one)]
    if not now:
        return ""
    zone, found = zone_of(visit.community), sorted(now, key=lambda one: one.plan.closes)[:_MOST]
    shown = [
        (one, steps(one, visit.scene.now, zone, visit.lang), mine_of(visit, one), is_in(visit, one)) for one in found
    ]
    more = len(every) > len(found)
    return visit.part("portal_draws_part.html", shown=shown, more=more, now=visit.scene.now, **words_of(visit, zone))


def mine(visit: Visit) -> str:
    """What they are in, and what became of it."""
    if visit.guest is None:
        return ""
    lines = [(one, mine_of(visit, one), is_in(visit, one)) for one in public_draws(visit.community)]
    lines = [line for line in lines if line[1] is not None or line[2]]
    zone = zone_of(visit.community)
    return visit.part("portal_draws_mine.html", lines=lines, **words_of(visit, zone)) if lines else ""


def leaving(visit: Visit) -> tuple[str, ...]:
    """What leaving does to the draws they are in by this browser."""
    if visit.guest is None:
        return ()
    said = []
    if any(one.state is State.OPEN and is_in(visit, one) for one in public_draws(visit.community)):
        said.append(visit.say("你参加了还没封存名单的抽奖：删掉以后，你就不在里面了。"))
    if "draw_entrant" in {what for what, *_ in about_guest(visit.community, visit.guest.id)}:
        said.append(visit.say("封存了的抽奖名单里留着你的代号，没有人知道是谁；中了也不能再领。"))
    return tuple(said)


def held(guest: GuestFacts) -> Mapping[str, Any]:
    """Their lines, what they won and how they said to be reached."""
    told = about_guest(guest.community, guest.id)
    lines = [{"what": what, "words": words, "at": at.isoformat()} for what, words, _, at in told]
    return {"draws": lines} if lines else {}


def _is_now(visit: Visit, one: DrawFacts) -> bool:
    if one.state is State.CALLED_OFF:
        return False
    return one.drawn_at is None or visit.scene.now < one.drawn_at + _SHOWN


PART = Part(order=40, home=home, mine=mine, held=held, leaving=leaving)
