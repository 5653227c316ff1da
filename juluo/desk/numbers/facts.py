"""Notes on days and saved views, as frozen values."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from juluo.desk.numbers.models import DayNote, SavedView


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """One note on a day."""

    id: int
    day: date
    words: str
    by: str
    by_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class ViewFacts:
    """One saved view; `query` is the rest of the address of the metric's page."""

    id: int
    name: str
    metric: str
    query: str
    shared: bool
    owner_id: int
    owner: str
    made_at: datetime


def day_notes(community: str) -> tuple[NoteFacts, ...]:
    """Every note of a community, by day."""
    rows = DayNote.objects.filter(community=community).order_by("day", "pk")
    return tuple(NoteFacts(row.pk, row.day, row.words, row.made_by, row.made_by_id, row.made_at) for row in rows)


def naming(community: str, find: re.Pattern[str]) -> tuple[tuple[str, str, datetime], ...]:
    """Notes that name somebody: the words, by whom, when."""
    rows = DayNote.objects.filter(community=community).order_by("made_at")
    return tuple((row.words, row.made_by, row.made_at) for row in rows if find.search(row.words))


def saved_views(community: str, colleague: int) -> tuple[ViewFacts, ...]:
    """What a colleague saved there, and what others share, by name."""
    rows = SavedView.objects.filter(Q(owner_id=colleague) | Q(shared=True), community=community).order_by("name", "pk")
    return tuple(
        ViewFacts(r.pk, r.name, r.metric, r.query, r.shared, r.owner_id, r.owner_name, r.made_at) for r in rows
    )
