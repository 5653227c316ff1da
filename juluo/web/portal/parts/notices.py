"""What a guest was told: on the first page what they haven't seen, in 我的 all of it."""

from dataclasses import dataclass

from juluo.shell.guests.facts import NoticeFacts, notices_of
from juluo.shell.visit import Visit
from juluo.web.local_time import calendar_of
from juluo.web.portal.part import Part
from juluo.wording.numbers import short_date

# On the first page; the rest is a press away.
_FIRST, _ALL = 3, 50


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
    fresh = [one for one in notices_of(visit.guest.id) if one.seen_at is None]
    if not fresh:
        return ""
    shown = tuple(_line(visit, one) for one in fresh[:_FIRST])
    return visit.part(
        "portal_notices_part.html", lines=shown, more=len(fresh) - len(shown), ids=_ids(fresh), mine=False
    )


def mine(visit: Visit) -> str:
    told = notices_of(visit.whoever.id)
    if not told:
        return ""
    fresh = [one for one in told if one.seen_at is None]
    shown = tuple(_line(visit, one) for one in told[:_ALL])
    return visit.part("portal_notices_part.html", lines=shown, more=len(told) - len(shown), ids=_ids(fresh), mine=True)


def _ids(fresh: list[NoticeFacts]) -> str:
    """Those on the page when it was made: what came since isn't seen by a press on it."""
    return ",".join(str(one.id) for one in fresh)


def _line(visit: Visit, one: NoticeFacts) -> Line:
    day = short_date(calendar_of(visit.community).day_of(one.at), visit.lang)
    return Line(one.id, visit.words(one.words), day, one.seen_at is None)


PART = Part(order=10, home=home, mine=mine)
