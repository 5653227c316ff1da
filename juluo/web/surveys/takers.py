"""A visitor of the portal as somebody who answers surveys; members of the ledger as those who could be asked."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from juluo.desk.events.facts import whole
from juluo.desk.segments.facts import shared_segments
from juluo.desk.surveys.drawing import Candidate
from juluo.desk.surveys.takers import Taker
from juluo.desk.surveys.values import STRATA, TENURES, Audience, Target
from juluo.insights.members.table import MEMBER, MemberTable
from juluo.ledger.persons import Persons
from juluo.shell.guests.facts import guests_of, who_agreed
from juluo.shell.guests.values import Purpose
from juluo.shell.persons import persons_of
from juluo.shell.visit import Visit, guest_cookie
from juluo.web.members.everybody import everybody
from juluo.web.segments.shown import day_of, inside_of, readable

# Of "everybody", who left no trace for longer is asked nothing.
LATELY = timedelta(days=90)
_OFTEN = 4


def taker_of(visit: Visit) -> Taker:
    """Who joined with this browser, with all accounts and guests of the same person."""
    guest = visit.whoever
    browser = str(visit.request.COOKIES.get(guest_cookie(visit.community), ""))
    if guest.account is None:
        return Taker(guest.id, browser, (guest.id,))
    codes = persons_of(visit.community).accounts(guest.account)
    twins = {one.id for found in guests_of(visit.community, codes).values() for one in found}
    return Taker(guest.id, browser, tuple(sorted(twins | {guest.id})), tuple(sorted(codes)))


def frame(community: str, target: Target) -> tuple[Candidate, ...]:
    """Everybody of whom a survey could be asked: members who aren't staff or bots, by the number of their person."""
    table = everybody(community)
    if table is None:
        return ()
    ties = persons_of(community)
    people = _people(community, target, table, ties)
    codes = {person: frozenset(ties.accounts(person)) | {person} for person in people}
    found = guests_of(community, sorted({code for some in codes.values() for code in some}))
    guests = {
        person: tuple(one.id for code in sorted(some) for one in found.get(code, ())) for person, some in codes.items()
    }
    willing = who_agreed([guest for some in guests.values() for guest in some], Purpose.ASK)
    return tuple(
        Candidate(
            person,
            tuple(sorted(codes[person])),
            guests[person],
            stratum,
            not guests[person] or bool(willing & set(guests[person])),
            tenure,
        )
        for person, (stratum, tenure) in sorted(people.items())
    )


def strata_of(community: str, target: Target) -> dict[str, int]:
    """How many there are of each stratum in an audience, whether or not they may be asked now."""
    table = everybody(community)
    people = _people(community, target, table, persons_of(community)) if table is not None else {}
    counts = Counter(stratum for stratum, _ in people.values())
    return {name: counts[name] for name in STRATA if counts[name]}


def guests_by_person(community: str, people: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Who of the portal is which of some members."""
    ties = persons_of(community)
    codes = {person: (*ties.accounts(person), person) for person in people}
    found = guests_of(community, sorted({code for some in codes.values() for code in some}))
    return {
        person: tuple(one.id for code in sorted(set(some)) for one in found.get(code, ()))
        for person, some in codes.items()
    }


def _people(community: str, target: Target, table: MemberTable, ties: Persons) -> dict[int, tuple[str, str]]:
    """The members of an audience: how active each of them was, and how long they have been here."""
    inside, today = _inside(community, target, table, ties), table.day.toordinal()
    return {
        int(code): (stratum_of(int(days)), tenure_of(today - int(first)))
        for code, role, days, first in zip(table.codes, table.role, table.days, table.seen_first, strict=True)
        if role == MEMBER and int(code) in inside
    }


def tenure_of(days: int) -> str:
    """How long ago somebody was first seen, in two steps."""
    return TENURES[0] if days < LATELY.days else TENURES[1]


def stratum_of(days: int) -> str:
    """On how many of the last four weeks' days somebody spoke, in three steps."""
    return STRATA[0] if days == 0 else STRATA[1] if days < _OFTEN else STRATA[2]


def _inside(community: str, target: Target, table: MemberTable, ties: Persons) -> frozenset[int]:
    if target.audience is Audience.EVERYONE:
        since = (table.day - LATELY).toordinal()
        last = zip(table.codes, table.seen_last, strict=True)
        return frozenset(int(code) for code, seen_last in last if seen_last >= since)
    if target.audience is Audience.EVENT:
        found = whole(community, target.event)
        came = found.people if found is not None else ()
        return frozenset(ties.of(one.person) for one in came if one.person is not None and one.came_at is not None)
    if target.audience is Audience.SEGMENT:
        kept = next((one for one in shared_segments(community) if one.id == target.segment), None)
        rule, day = readable(kept.rule) if kept is not None else None, day_of(community)
        return frozenset(inside_of(community, rule, day)) if rule is not None and day is not None else frozenset()
    return frozenset()
