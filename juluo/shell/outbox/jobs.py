"""Acts are carried into the ledger in batches: each of its commits costs a file."""

from datetime import timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from django.conf import settings

from juluo.ledger.acts import record_of
from juluo.ledger.kinds import Kind
from juluo.shell.jobs.actions import enqueue
from juluo.shell.jobs.run import Run
from juluo.shell.jobs.schedule import Every
from juluo.shell.jobs.work import job
from juluo.shell.outbox.models import WaitingAct
from juluo.wording.sentence import ToldError, told

if TYPE_CHECKING:
    from juluo.intake.acts import Act
    from juluo.store.embedded import EmbeddedStore

BATCH = 1_000
_PATIENCE = 5.0
_LATER = timedelta(seconds=5)


@job("outbox.drain", called="把网页上做的事记进账本")
def drain(run: Run) -> int:
    """Hand over all that waits for a community, oldest first. Returns how many acts."""
    from juluo.store.embedded import EmbeddedStore, StoreBusyError  # noqa: PLC0415 - 80 MB that an idle worker can do without

    store = EmbeddedStore(settings.HOME, patience=_PATIENCE)
    carried = 0
    try:
        while rows := _batch(run.community):
            run.check()
            _hand_over(store, run.community, rows)
            carried += len(rows)
            with run.step(rows[-1].pk, done=carried):
                WaitingAct.objects.filter(pk__in=[row.pk for row in rows]).delete()
    except StoreBusyError:
        # An import is writing; it may take longer than a job should sit on its thread.
        enqueue(drain, community=run.community, queue=f"outbox:{run.community}", after=_LATER)
    finally:
        store.close()
    return carried


def carry(store: "EmbeddedStore", community: str) -> int:
    """The same at once, by whoever holds the ledger. Returns how many acts."""
    carried = 0
    while rows := _batch(community):
        _hand_over(store, community, rows)
        carried += len(rows)
        WaitingAct.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return carried


@job("outbox.sweep", called="找漏记进账本的事", schedule=Every(timedelta(minutes=5)))
def sweep(run: Run) -> None:
    """Look for acts that nothing carries, because the job that should was cancelled or died."""
    run.check()
    for community in WaitingAct.objects.order_by().values_list("community", flat=True).distinct():
        enqueue(drain, community=community, queue=f"outbox:{community}")


def _batch(community: str) -> list[WaitingAct]:
    """The oldest acts, each name once: an act said again must come after the first, not beside it."""
    seen: set[str] = set()

    def new(row: WaitingAct) -> bool:
        fresh = row.name not in seen
        seen.add(row.name)
        return fresh

    return list(takewhile(new, WaitingAct.objects.filter(community=community).order_by("pk")[:BATCH]))


def _hand_over(store: "EmbeddedStore", slug: str, rows: list[WaitingAct]) -> None:
    from juluo.intake.acts import append_acts  # noqa: PLC0415 - the same

    community = store.community(slug)
    if community is None:
        raise ToldError(told("账本里还没有社群 {slug}：先导入一份它的记录。", slug=slug))
    append_acts(store, community, [_act(row) for row in rows])


def _act(row: WaitingAct) -> "Act":
    from juluo.intake.acts import Act  # noqa: PLC0415 - the same

    record = record_of(Kind(row.kind), row.detail)
    if record is None:
        raise ValueError(row.name)
    return Act(row.at, record, (row.platform, row.account) if row.platform else None)
