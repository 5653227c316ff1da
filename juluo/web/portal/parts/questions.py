"""问答 on the members' pages: sessions that collect or were just published, and what is held of a guest."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from juluo.desk.qa.facts import counts, held, how_many_of_guest, of_guest, sessions_now
from juluo.desk.qa.parting import parting
from juluo.desk.qa.values import Counts
from juluo.shell.guests.facts import GuestFacts
from juluo.shell.visit import Visit
from juluo.web.portal.part import Part
from juluo.web.qa.shown import when
from juluo.web.turn import turn_of

# A digest is news for so long; more sessions than these nobody scrolls through.
_NEWS, _MOST = timedelta(days=14), 3
# So many at once in 我的.
_ASKED = 10


def coming(visit: Visit) -> str:
    now = visit.scene.now
    found = sessions_now(visit.community, now, now - _NEWS, _MOST)
    if not found:
        return ""
    of = counts([one.id for one in found])
    told = [(one, one.phase(now), of.get(one.id, Counts()), when(visit, one)) for one in found]
    return visit.part("portal_questions_part.html", sessions=told)


def asked(visit: Visit) -> str:
    """What a guest asked, and whether it has an answer."""
    guest = visit.whoever.id
    many = how_many_of_guest(visit.community, guest)
    if not many:
        return ""
    turn = turn_of(visit, f"/c/{visit.community}/me", many, _ASKED, of="asked")
    found = of_guest(visit.community, guest, turn.first, turn.last)
    return visit.part("portal_asked_part.html", asked=found, turn=turn)


def told(guest: GuestFacts) -> Mapping[str, Any]:
    return {name: rows for name, rows in held(guest.id).items() if rows}


PART = Part(order=70, home=coming, mine=asked, held=told, parting=parting)
