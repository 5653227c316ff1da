"""What a guest was told: on the first page what they haven't seen, in 我的 all of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from juluo.shell.guests.facts import GuestFacts, NoticeFacts, how_many_notices, notices_of, notices_since
from juluo.shell.visit import Visit
from juluo.web.local_time import calendar_of
from juluo.web.portal.part import Part
from juluo.web.turn import turn_of
from juluo.wording.numbers import short_date

# On the first page; the rest is a press away. So many at once in 我的; and so many are seen by one press.
_FIRST, _MOST, _AT_ONCE = 3, 10, 200


@dataclass(frozen=True, slots=True)
class Line:
    """One notice as it is read."""

    id: int
    words: str
    day: str
    fresh: bool


def home(visit: Visit) -> str:
    if visit.guest is None:
        return ""
    _, fresh = how_many_notices(visit.guest.id)
    if not fresh:
        return ""
    told = notices_of(visit.guest.id, 0, min(fresh, _AT_ONCE))
    shown = tuple(_line(visit, one) for one in told[:_FIRST])
    return visit.part(
        "portal_notices_part.html", lines=shown, fresh=fresh, more=fresh - len(shown), ids=_ids(told), turn=None
    )


def mine(visit: Visit) -> str:
    n, fresh = how_many_notices(visit.whoever.id)
    if not n:
        return ""
    turn = turn_of(visit, f"/c/{visit.community}/me", n, _MOST, of="told")
    shown = tuple(_line(visit, one) for one in notices_of(visit.whoever.id, turn.first, turn.last))
    unseen = notices_of(visit.whoever.id, 0, min(fresh, _AT_ONCE)) if fresh else ()
    return visit.part("portal_notices_part.html", lines=shown, fresh=fresh, more=0, ids=_ids(unseen), turn=turn)


def _ids(fresh: tuple[NoticeFacts, ...]) -> str:
    """Those unseen when the page was made: what came since isn't seen by a press on it."""
    return ",".join(str(one.id) for one in fresh)


def _line(visit: Visit, one: NoticeFacts) -> Line:
    day = short_date(calendar_of(visit.community).day_of(one.at), visit.lang)
    return Line(one.id, visit.words(one.words), day, one.seen_at is None)


def parting(guest: GuestFacts) -> Mapping[str, int]:
    """What they were told since they were taken for the account's stays with them."""
    return {"notices": notices_since(guest.id, guest.tied_at) if guest.tied_at else 0}


PART = Part(order=10, home=home, mine=mine, parting=parting)
