"""What waits on its way to the ledger."""

from juluo.shell.outbox.models import WaitingAct


def waiting(community: str) -> int:
    """How many acts of a community the ledger doesn't have yet."""
    return WaitingAct.objects.filter(community=community).count()
