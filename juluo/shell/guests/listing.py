"""Who joined, a page at a time, and how many there are of each kind: what operators look through."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Q

from juluo.shell.guests.facts import GuestFacts, facts_of
from juluo.shell.guests.models import Agreement, Guest
from juluo.shell.guests.values import Purpose


class Kind(StrEnum):
    """Kinds of guests, which may overlap: a child may be recognised."""

    ALL = "all"
    TIED = "tied"
    WAITING = "waiting"
    NOBODY = "nobody"
    CHILD_WAITING = "child"
    CHILD_AGREED = "agreed"
    CHILD_WITHDRAWN = "withdrawn"


_CHILD = ~Q(guardian="")
_WHO: Mapping[Kind, Q] = {
    Kind.ALL: Q(),
    Kind.TIED: Q(account__isnull=False),
    Kind.WAITING: Q(account=None) & ~Q(phrase=""),
    Kind.NOBODY: Q(account=None, phrase=""),
    Kind.CHILD_WAITING: _CHILD & Q(guardian_agreed_at=None, guardian_withdrew_at=None),
    Kind.CHILD_AGREED: _CHILD & Q(guardian_agreed_at__isnull=False, guardian_withdrew_at=None),
    Kind.CHILD_WITHDRAWN: _CHILD & Q(guardian_withdrew_at__isnull=False),
}


@dataclass(frozen=True, slots=True)
class Found:
    """One page of those found, who joined last first, and of how many."""

    guests: tuple[GuestFacts, ...]
    n: int
    page: int
    pages: int


def found_guests(community: str, kind: Kind, name: str, page: int, size: int) -> Found:
    """Those of a kind whose name holds these words; a page past the end is the last one."""
    rows = Guest.objects.filter(_WHO[kind], community=community)
    if name:
        rows = rows.filter(name__icontains=name)
    n = rows.count()
    pages = max(-(-n // size), 1)
    page = min(page, pages)
    first = (page - 1) * size
    shown = rows.order_by("-joined_at", "-pk")[first : first + size]
    return Found(tuple(facts_of(row) for row in shown), n, page, pages)


def how_many(community: str) -> Mapping[Kind, int]:
    """How many there are of each kind."""
    of_each = {str(kind): Count("pk", filter=who) for kind, who in _WHO.items() if kind is not Kind.ALL}
    found = Guest.objects.filter(community=community).aggregate(**of_each, **{str(Kind.ALL): Count("pk")})
    return {kind: found[kind] for kind in _WHO}


def how_many_agree(community: str) -> Mapping[Purpose, int]:
    """To how many guests each purpose was agreed and not taken back. Who they are is nobody's to read."""
    holds = Agreement.objects.filter(guest__community=community, withdrawn_at=None)
    found = dict(holds.values_list("purpose").annotate(Count("pk")))
    return {purpose: found.get(purpose, 0) for purpose in Purpose}
