"""What changes jobs from outside: asking for one, cancelling it, trying a dead one again."""

import re
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.jobs.facts import is_settled, last_done
from juluo.shell.jobs.models import OVER, Clock, Job, Status
from juluo.shell.jobs.schedule import Schedule
from juluo.shell.jobs.work import Work, works
from juluo.store.mask import masked_value
from juluo.wording.sentence import told


def enqueue(
    work: Work,
    *,
    community: str = "",
    by: int | None = None,
    once: str | None = None,
    queue: str | None = None,
    after: timedelta = timedelta(0),
    **arguments: Any,  # noqa: ANN401 - JSON
) -> int:
    """Ask for a job, in the caller's transaction: it exists exactly if what it is about does. Returns its number.

    `once`: a second one of that key is the first one. `queue`: the same, until a worker takes it; whoever asks again
    holds the waiting one until the own transaction ends, so the job sees what was written before it was asked for.
    """
    later = {"due": Clock() + after.total_seconds()} if after else {}
    row = Job(name=work.name, arguments=arguments, community=community, by=by, once_key=once, queue_key=queue, **later)
    if queue is not None:
        Job.objects.bulk_create([row], update_conflicts=True, unique_fields=["queue_key"], update_fields=["queue_key"])
        return int(Job.objects.values_list("pk", flat=True).get(queue_key=queue))
    if once is not None:
        Job.objects.bulk_create([row], ignore_conflicts=True)
        return int(Job.objects.values_list("pk", flat=True).get(once_key=once))
    row.save(force_insert=True)
    return int(row.pk)


def asks_for(name: str) -> May:
    """What one must be allowed to do to stop a job of that name or let it begin anew."""
    work = works().get(name)
    return work.may if work is not None else May.IMPORT


def cancel(by: Colleague, number: int, scene: Scene) -> None:
    """Stop a job: one that waits at once, one under way at its next step."""
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=number).first()
        if job is None:
            raise RefusedError(told("没有这件后台工作。"))
        require(by, job.community, asks_for(job.name))
        Job.objects.filter(pk=number, status=Status.WAITING).update(
            status=Status.CANCELLED, ended_at=Clock(), queue_key=None
        )
        Job.objects.filter(pk=number, status=Status.RUNNING).update(cancel_asked=True)
        note(scene, by, "cancel_job", community=job.community, about=f"{job.name} {number}")


def retry(by: Colleague, number: int, scene: Scene) -> None:
    """Let a job that failed, died or was cancelled begin anew."""
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=number).first()
        if job is None or job.status not in OVER - {Status.DONE}:
            raise RefusedError(told("没有这件后台工作。"))
        require(by, job.community, asks_for(job.name))
        Job.objects.filter(pk=number).update(
            status=Status.WAITING, due=Clock(), spared=F("attempt"), cancel_asked=False, ended_at=None
        )
        note(scene, by, "retry_job", community=job.community, about=f"{job.name} {number}")


def tick(work: Work, schedule: Schedule, now: datetime) -> str:
    """See to it that the turn under way has its job; turns missed before it share that one. Returns the turn."""
    slot = f"cron:{work.name}:{schedule.slot(now)}"
    queue = f"cron:{work.name}"
    with transaction.atomic():
        if not Job.objects.filter(once_key=slot).exists():
            if Job.objects.filter(queue_key=queue, status=Status.WAITING).update(once_key=slot):
                return slot
            Job.objects.bulk_create([Job(name=work.name, once_key=slot, queue_key=queue)], ignore_conflicts=True)
    return slot


def forget(community: str, find: re.Pattern[str], instead: str) -> int:
    """Mask an erased person's names and ids in what jobs tell that ended or broke, the machine's own among them.

    Returns of how many.
    """
    changed = 0
    broke = Q(community__in=(community, "")) & ~Q(error="")
    for row in Job.objects.filter(broke | Q(community=community, status__in=OVER)):
        said = {name: masked_value(getattr(row, name), find, instead) for name in ("error", "result")}
        # The sentence itself is ours; only what it quotes is not.
        if row.told is not None:
            said["told"] = row.told | {"values": masked_value(row.told["values"], find, instead)}
        if any(getattr(row, name) != words for name, words in said.items()):
            changed += Job.objects.filter(pk=row.pk).update(**said)
    return changed


def tidy_away(keep: timedelta) -> int:
    """Forget jobs that ended in order long ago, and those that died and were done since. Returns how many."""
    old = Job.objects.filter(status__in=OVER, ended_at__lt=Clock() - keep.total_seconds())
    dead = list(old.filter(status=Status.DEAD))
    done = last_done(dead)
    settled = [row.pk for row in dead if is_settled(row, done)]
    return Job.objects.filter(pk__in=settled).delete()[0] + old.exclude(status=Status.DEAD).delete()[0]
