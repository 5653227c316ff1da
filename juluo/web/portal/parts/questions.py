"""问答 on the members' pages: sessions that collect or were just published, and what is held of a guest."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from juluo.desk.qa.facts import counts, held, of_guest, sessions
from juluo.desk.qa.values import Counts, Phase
from juluo.shell.guests.facts import GuestFacts
from juluo.shell.visit import Visit
from juluo.web.portal.part import Part
from juluo.web.qa.shown import when

# A digest is news for so long; more sessions than these nobody scrolls through.
_NEWS, _MOST = timedelta(days=14), 3


def coming(visit: Visit) -> str:
    now = visit.scene.now
    found = [one for one in sessions(visit.community) if one.phase(now) is Phase.OPEN]
    found += [
        one
        for one in sessions(visit.community)
        if one.published_at is not None and now - one.published_at < _NEWS and one.phase(now) is Phase.PUBLISHED
    ]
    if not found:
        return ""
    of = counts(visit.community)
    told = [(one, one.phase(now), of.get(one.id, Counts()), when(visit, one)) for one in found[:_MOST]]
    return visit.part("portal_questions_part.html", sessions=told)


def asked(visit: Visit) -> str:
    """What a guest asked, and whether it has an answer."""
    if visit.guest is None or not (found := of_guest(visit.community, visit.guest.id)):
        return ""
    return visit.part("portal_asked_part.html", asked=[pair for pair in found if pair[1].words])


def told(guest: GuestFacts) -> Mapping[str, Any]:
    return {name: rows for name, rows in held(guest.id).items() if rows}


PART = Part(order=70, home=coming, mine=asked, held=told)
