"""活动 on the members' pages: the next ones with their sign-up, and what a guest signed up for."""

from collections.abc import Mapping
from typing import Any

from juluo.desk.events.own import coming, how_many_own, own, own_held
from juluo.desk.events.parting import parting
from juluo.shell.guests.facts import GuestFacts
from juluo.shell.visit import Visit
from juluo.web.portal.event import reminds, shown_events
from juluo.web.portal.part import Part
from juluo.web.turn import turn_of

# So many stand on the first page, and so many at once in 我的.
_NEXT, _MINE = 3, 10


def next_ones(visit: Visit) -> str:
    found = shown_events(visit, coming(visit.community, visit.scene.now, _NEXT))
    return visit.part("portal_events_part.html", coming=found, remind=reminds(visit)) if found else ""


def signed_up_for(visit: Visit) -> str:
    """What they signed up for and didn't give back, and what they came to; the latest first."""
    turn = turn_of(visit, f"/c/{visit.community}/me", how_many_own(visit.whoever), _MINE, of="events")
    mine = own_held(visit.whoever, turn.first, turn.last)
    found = shown_events(visit, [one.event for one in mine])
    return visit.part("portal_events_mine.html", found=found, turn=turn) if found else ""


def kept(guest: GuestFacts) -> Mapping[str, Any]:
    """Everything, what was given back with it."""
    return {
        "events": [
            {
                "event": one.event.plan.title,
                "starts": one.event.plan.starts.isoformat() if one.event.plan.starts else None,
                "called": one.name,
                "signed_up_at": one.at.isoformat(),
                "stands": str(one.place),
                "came_at": one.came_at.isoformat() if one.came_at else None,
                "to_be_reminded": one.remind,
            }
            for one in own(guest)
        ]
    }


PART = Part(order=30, home=next_ones, mine=signed_up_for, held=kept, parting=parting)
