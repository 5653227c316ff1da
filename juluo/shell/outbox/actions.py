"""What a desk's action calls in the transaction that writes its record."""

from collections.abc import Iterable

from django.db import transaction

from juluo.intake.acts import Act, act_name
from juluo.ledger.acts import detail_of
from juluo.shell.jobs.actions import enqueue
from juluo.shell.outbox.jobs import drain
from juluo.shell.outbox.models import WaitingAct


def send(community: str, acts: Iterable[Act]) -> None:
    """Let acts follow their records into the ledger. Raises ValueError for an act that nobody made."""
    rows = [_row(community, act) for act in acts]
    with transaction.atomic():
        WaitingAct.objects.bulk_create(rows)
        if rows:
            enqueue(drain, community=community, queue=f"outbox:{community}")


def _row(community: str, act: Act) -> WaitingAct:
    platform, account = act.by or ("", "")
    return WaitingAct(
        community=community,
        name=act_name(act),
        kind=str(act.record.kind),
        at=act.at,
        detail=detail_of(act.record),
        platform=platform,
        account=account,
    )
