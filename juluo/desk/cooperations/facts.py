"""Cooperations and opt-outs, as frozen values."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from juluo.desk.cooperations.models import Cooperation, OptOut


class Status(StrEnum):
    """How a cooperation stands."""

    AGREED = "agreed"
    UNDER_WAY = "underway"
    DONE = "done"
    DROPPED = "dropped"


OPEN = frozenset({Status.AGREED, Status.UNDER_WAY})


@dataclass(frozen=True, slots=True)
class CooperationFacts:
    """One cooperation. `contact` is how to reach the member about it; `came_of_it` the operator's own word."""

    id: int
    person: int
    agreed: str
    channel: str
    contact: str
    started: date
    status: Status
    came_of_it: str
    made_by: str
    made_at: datetime
    ended_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.status in OPEN


def cooperations(community: str) -> tuple[CooperationFacts, ...]:
    """All of a community: the open ones first, then the latest."""
    found = [_facts(row) for row in Cooperation.objects.filter(community=community).order_by("-started", "-pk")]
    return tuple(sorted(found, key=lambda one: not one.is_open))


def opted_out(community: str) -> frozenset[int]:
    """Who wants no recommendations."""
    return frozenset(OptOut.objects.filter(community=community).values_list("person", flat=True))


def about(community: str, persons: Sequence[int]) -> tuple[tuple[str, str, str, datetime], ...]:
    """What is held of one person by any of their numbers: which kind, the words, by whom, when."""
    held = Cooperation.objects.filter(community=community, person__in=persons)
    outs = OptOut.objects.filter(community=community, person__in=persons)
    told = [("cooperation", _words(row), row.made_by, row.made_at) for row in held]
    return (*told, *(("opted_out", "", row.made_by, row.made_at) for row in outs))


def naming(community: str, find: re.Pattern[str]) -> tuple[tuple[str, str, datetime], ...]:
    """Cooperations with others that name somebody: their words, who wrote them, when."""
    rows = Cooperation.objects.filter(community=community).order_by("made_at")
    return tuple((_words(row), row.made_by, row.made_at) for row in rows if find.search(_words(row)))


def _words(row: Cooperation) -> str:
    return " / ".join(words for words in (row.agreed, row.channel, row.contact, row.came_of_it) if words)


def _facts(row: Cooperation) -> CooperationFacts:
    return CooperationFacts(
        row.pk,
        row.person,
        row.agreed,
        row.channel,
        row.contact,
        row.started,
        Status(row.status),
        row.came_of_it,
        row.made_by,
        row.made_at,
        row.ended_at,
    )
