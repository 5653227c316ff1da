"""Kept segments, as frozen values."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from juluo.desk.segments.models import Segment


@dataclass(frozen=True, slots=True)
class SegmentFacts:
    """One kept segment; `rule` is its text. `put_away`: it is listed no more."""

    id: int
    name: str
    rule: str
    shared: bool
    owner_id: int
    owner: str
    made_at: datetime
    changed_at: datetime
    put_away: bool


def kept_segments(community: str, colleague: int, *, put_away: bool = False) -> tuple[SegmentFacts, ...]:
    """What a colleague keeps there, and what others share, by name."""
    rows = Segment.objects.filter(
        Q(owner_id=colleague) | Q(shared=True), community=community, put_away_at__isnull=not put_away
    )
    return tuple(_facts(row) for row in rows.order_by("name", "pk"))


def kept_segment(community: str, colleague: int, number: int) -> SegmentFacts | None:
    """One of them, put away or not; None where there is none that the colleague may see."""
    row = Segment.objects.filter(Q(owner_id=colleague) | Q(shared=True), community=community, pk=number).first()
    return None if row is None else _facts(row)


def segments_by_number(community: str, numbers: Collection[int]) -> Mapping[int, SegmentFacts]:
    """Segments that events are for, whoever keeps them; those that are gone are missing."""
    rows = Segment.objects.filter(community=community, pk__in=numbers) if numbers else ()
    return {row.pk: _facts(row) for row in rows}


def shared_segments(community: str) -> tuple[SegmentFacts, ...]:
    """What the team of a community shares: all that the command line may show."""
    rows = Segment.objects.filter(community=community, shared=True, put_away_at__isnull=True)
    return tuple(_facts(row) for row in rows.order_by("name", "pk"))


def naming(community: str, find: re.Pattern[str]) -> tuple[tuple[str, str, datetime], ...]:
    """Segments that name somebody: the words, by whom, when."""
    rows = Segment.objects.filter(community=community).order_by("made_at")
    told = ((f"{row.name} {row.rule}", row.owner_name, row.changed_at) for row in rows)
    return tuple(one for one in told if find.search(one[0]))


def _facts(row: Segment) -> SegmentFacts:
    return SegmentFacts(
        row.pk,
        row.name,
        row.rule,
        row.shared,
        row.owner_id,
        row.owner_name,
        row.made_at,
        row.changed_at,
        row.put_away_at is not None,
    )
