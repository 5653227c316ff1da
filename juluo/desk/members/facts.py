"""What was decided of accounts, as frozen values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from juluo.desk.members.models import Decision
from juluo.ledger.kinds import Kind
from juluo.shell.outbox.facts import on_the_way

Pair = tuple[int, int]


class Verdict(StrEnum):
    """One person, or not."""

    TIED = "tied"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Decided:
    """Of two accounts, by their numbers in the ledger: what somebody decided, who and when."""

    pair: Pair
    verdict: Verdict
    made_by: str
    made_at: datetime


def decisions(community: str, verdict: Verdict) -> tuple[Decided, ...]:
    """All of one verdict, the latest first."""
    rows = Decision.objects.filter(community=community, verdict=verdict).order_by("-made_at", "-pk")
    return tuple(Decided((row.one, row.other), Verdict(row.verdict), row.made_by, row.made_at) for row in rows)


def on_their_way(community: str) -> tuple[tuple[Kind, tuple[int, ...]], ...]:
    """Ties and untyings that the ledger doesn't have yet: their kind and their accounts."""
    found = on_the_way(community, (Kind.ACCOUNT_TIED, Kind.ACCOUNT_UNTIED))
    return tuple((kind, tuple(int(code) for code in detail.get("accounts", ()))) for kind, detail in found)
