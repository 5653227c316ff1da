"""Who checked in by saying so in the group: looked up in the ledger, and kept as it stands there.

The rows of messages are a mirror: what an import brings late is added with its own day, what it takes back goes. Only
where a message stands with its words forgotten by time, what it once said is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from juluo.desk.streaks.actions.forgetting import forget_person
from juluo.desk.streaks.counting import A_DAY, How
from juluo.desk.streaks.facts import programmes
from juluo.desk.streaks.models import CheckIn, Programme
from juluo.desk.streaks.values import ProgrammeFacts
from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Calendar, Period
from juluo.ledger.query import EntryQuery
from juluo.store.view import View
from juluo.text.rollcall import anchors, says

# A message's place: who said it, on which day, in the hours of grace or after.
Place = tuple[int, date, bool]
_KINDS = tuple(sorted(ORIGINAL))


@dataclass(frozen=True, slots=True)
class Said:
    """The first message at its place that says it."""

    at: datetime
    entry_id: int


def heard(view: View, one: ProgrammeFacts) -> dict[Place, Said]:
    """What the group says now: per person and day the first in the hours of grace and the first after."""
    period, calendar = _period(view, one), view.calendar
    found: dict[Place, Said] = {}
    if period is None:
        return found
    for anchor in sorted({anchor for word in one.plan.words for anchor in anchors(word)}):
        query = EntryQuery(period, _KINDS, channel=one.plan.channel, words=anchor, people_only=False)
        for line in view.lines(query):
            if line.account is not None and says(line.text or "", one.plan.words):
                day, early = placed(calendar, one.plan.grace, line.at)
                place, said = (line.account, day, early), Said(line.at, line.entry_id)
                before = found.get(place)
                if before is None or (said.at, said.entry_id) < (before.at, before.entry_id):
                    found[place] = said
    bots = _bots(view, {account for account, _, _ in found})
    return {place: said for place, said in found.items() if place[0] not in bots}


def placed(calendar: Calendar, grace: int, at: datetime) -> tuple[date, bool]:
    """The community's day of a moment, and whether it lies in the hours of grace after that day began."""
    day = calendar.day_of(at)
    return day, at < calendar.starts(day) + timedelta(hours=grace)


def listen(view: View, community: str, now: datetime) -> int:
    """Let the check-ins by words be what the ledger says. Returns how many rows changed."""
    _let_go_of_erased(view, community)
    changed = 0
    for one in programmes(community):
        said = heard(view, one)
        with transaction.atomic():
            row = Programme.objects.select_for_update().filter(pk=one.id).first()
            if row is not None:
                changed += _mirror(view, one, said)
                Programme.objects.filter(pk=one.id).update(heard_at=now)
    return changed


def _mirror(view: View, one: ProgrammeFacts, said: Mapping[Place, Said]) -> int:
    rows = CheckIn.objects.filter(programme_id=one.id, how=How.WORDS).exclude(person=None)
    there = {(row.person, row.day, row.early): row for row in rows if row.person is not None}
    gone = {place: row for place, row in there.items() if place not in said}
    silent = _silent(view, [row for row in gone.values() if one.rules.first - A_DAY <= row.day])
    dropped = [row.pk for row in gone.values() if row.entry_id not in silent]
    CheckIn.objects.filter(pk__in=dropped).delete()
    changed = len(dropped)
    new = []
    for place, what in said.items():
        row = there.get(place)
        if row is None:
            new.append(_row(one.id, place, what))
        elif (row.at, row.entry_id) != (what.at, what.entry_id):
            changed += CheckIn.objects.filter(pk=row.pk).update(at=what.at, entry_id=what.entry_id)
    CheckIn.objects.bulk_create(new, batch_size=500)
    return changed + len(new)


def _row(programme: int, place: Place, said: Said) -> CheckIn:
    person, day, early = place
    return CheckIn(
        programme_id=programme,
        key=f"a{person}",
        person=person,
        day=day,
        how=How.WORDS,
        early=early,
        at=said.at,
        entry_id=said.entry_id,
    )


def _period(view: View, one: ProgrammeFacts) -> Period | None:
    """The programme's days that the record tells of, and a day more for the hours of grace."""
    span = view.snapshot.span
    if not one.plan.words:
        return None
    last = min(span.last, one.plan.last + A_DAY if one.plan.last else span.last)
    first = max(span.first, one.plan.first)
    return Period(first, last) if first <= last else None


def _silent(view: View, rows: list[CheckIn]) -> frozenset[int]:
    """Those of these messages that still stand, without their words."""
    ids = tuple(row.entry_id for row in rows if row.entry_id is not None)
    if not ids:
        return frozenset()
    days = Period(min(row.day for row in rows) - A_DAY, max(row.day for row in rows) + A_DAY)
    lines = view.lines(EntryQuery(days, ids=ids, people_only=False))
    return frozenset(line.entry_id for line in lines if line.account is not None and not line.text)


def _bots(view: View, codes: set[int]) -> frozenset[int]:
    known = view.accounts(sorted(codes)) if codes else {}
    return frozenset(code for code, one in known.items() if one.is_bot)


def _let_go_of_erased(view: View, community: str) -> None:
    """Whom the ledger erased while the group was being listened to stays nobody."""
    rows = CheckIn.objects.filter(programme__community=community).exclude(person=None)
    codes = sorted({code for code in rows.values_list("person", flat=True).distinct() if code is not None})
    erased = [code for code, one in (view.accounts(codes) if codes else {}).items() if one.erased]
    if erased:
        forget_person(community, erased)
