"""What waits on its way to the ledger."""

from collections.abc import Collection
from typing import Any

from juluo.ledger.kinds import Kind
from juluo.shell.outbox.models import WaitingAct


def waiting(community: str) -> int:
    """How many acts of a community the ledger doesn't have yet."""
    return WaitingAct.objects.filter(community=community).count()


def on_the_way(community: str, kinds: Collection[str]) -> tuple[tuple[Kind, dict[str, Any]], ...]:
    """The acts of these kinds that the ledger doesn't have yet, oldest first: their kind and their record's fields."""
    rows = WaitingAct.objects.filter(community=community, kind__in=[str(kind) for kind in kinds]).order_by("pk")
    return tuple((Kind(row.kind), dict(row.detail)) for row in rows)
