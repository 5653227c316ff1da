"""打卡 on the members' pages: today's button and the week on the first page, and what is held of a guest."""

from collections.abc import Mapping
from typing import Any

from juluo.desk.streaks.facts import held
from juluo.desk.streaks.parting import parting
from juluo.shell.guests.facts import GuestFacts
from juluo.shell.visit import Visit
from juluo.web.portal.part import Part
from juluo.web.streaks.shown import letters, mine_of, on_now
from juluo.wording.numbers import short_date

# More would push everything else off the first page; the page of check-ins has all.
_MOST = 2


def week(visit: Visit) -> str:
    if visit.guest is None or not (found := on_now(visit)):
        return ""
    return visit.part(
        "portal_checkins_part.html",
        programmes=mine_of(visit, found[:_MOST]),
        more=len(found) - _MOST,
        weekdays=letters(visit.lang),
        date=lambda day: short_date(day, visit.lang),
    )


def told(guest: GuestFacts) -> Mapping[str, Any]:
    found = held(guest.id)
    return {"check_ins": found} if found else {}


PART = Part(order=50, home=week, held=told, parting=parting)
