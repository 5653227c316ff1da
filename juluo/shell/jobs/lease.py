"""Taking a job, keeping it, giving it back: every write names the attempt it belongs to, or does nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Least, Power

from juluo.shell.jobs.models import Clock, Job, Status
from juluo.wording.sentence import Sentence

DELIVERIES = 5
_LONGEST_PAUSE = 300.0


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a lease lasts and how often a worker looks, in seconds."""

    lease: float = 15.0
    poll: float = 0.2
    tick: float = 5.0
    slots: int = 4

    @property
    def heartbeat(self) -> float:
        return self.lease / 3


@dataclass(frozen=True, slots=True)
class Delivery:
    """A job in a worker's hands: `attempt` is the word by which it is known to be in these hands still."""

    id: int
    name: str
    attempt: int
    community: str
    arguments: dict[str, Any] = field(default_factory=dict)
    cursor: Any = None


def _held(delivery: Delivery) -> Q:
    return Q(pk=delivery.id, attempt=delivery.attempt, status=Status.RUNNING)


def _ready(names: Iterable[str]) -> Q:
    free = Q(status=Status.WAITING, due__lte=Clock()) | Q(status=Status.RUNNING, lease_until__lt=Clock())
    return free & Q(name__in=sorted(names))


def look_for(names: Iterable[str]) -> tuple[str, tuple[Any, ...]]:
    """The question a waiting worker asks five times a second, put into SQL once."""
    return Job.objects.filter(_ready(names)).values_list("pk")[:1].query.sql_with_params()


def anything(question: tuple[str, tuple[Any, ...]]) -> bool:
    """Whether there is something to take. Takes no lock."""
    with connection.cursor() as cursor:
        cursor.execute(*question)
        return cursor.fetchone() is not None


def claim(names: Iterable[str], worker: str, pace: Pace) -> Delivery | None:
    """Take the job that has waited longest. One whose worker was silent too often is laid to rest instead."""
    with transaction.atomic():
        rows = Job.objects.filter(_ready(names)).order_by("due", "pk")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        row = rows.first()
        if row is None:
            return None
        if row.cancel_asked:
            _end(Q(pk=row.pk), Status.CANCELLED)
            return None
        if row.attempt - row.spared >= DELIVERIES:
            _end(Q(pk=row.pk), Status.DEAD)
            return None
        Job.objects.filter(pk=row.pk).update(
            status=Status.RUNNING,
            attempt=F("attempt") + 1,
            lease_until=Clock() + pace.lease,
            worker=worker,
            queue_key=None,
            started_at=Clock(),
        )
    return Delivery(row.pk, row.name, row.attempt + 1, row.community, row.arguments, row.cursor)


def delivered(number: int, attempt: int) -> Delivery | None:
    """The job as it was taken, for the process that does it; None where it was lost on the way there."""
    row = Job.objects.filter(pk=number, attempt=attempt, status=Status.RUNNING).first()
    return Delivery(row.pk, row.name, attempt, row.community, row.arguments, row.cursor) if row else None


@dataclass(frozen=True, slots=True)
class Grip:
    """What a heartbeat learns: whether the job is still ours, and whether somebody wants it stopped."""

    held: bool
    cancel_asked: bool = False


def renew(delivery: Delivery, lease: float) -> Grip:
    """Say that the job is still being worked on."""
    if not Job.objects.filter(_held(delivery)).update(lease_until=Clock() + lease):
        return Grip(held=False)
    asked = Job.objects.filter(pk=delivery.id).values_list("cancel_asked", flat=True).first()
    return Grip(held=True, cancel_asked=bool(asked))


def grip(delivery: Delivery) -> Grip:
    """The same, without saying anything."""
    asked = Job.objects.filter(_held(delivery)).values_list("cancel_asked", flat=True).first()
    return Grip(held=asked is not None, cancel_asked=bool(asked))


def keep_step(delivery: Delivery, lease: float, left: dict[str, Any], *, got_on: bool) -> bool:
    """Write down what a step left, in the step's own transaction. False where the job is in other hands by now.

    A job that got on isn't what kills its workers: deliveries are counted from its last step on.
    """
    if got_on:
        left = {**left, "spared": F("attempt") - 1}
    return bool(Job.objects.filter(_held(delivery)).update(lease_until=Clock() + lease, **left))


def finish(delivery: Delivery, result: object) -> bool:
    return _end(_held(delivery), Status.DONE, result=result, error="", told=None)


def fail(delivery: Delivery, sentence: Sentence) -> bool:
    """It can't be done, and trying again would not help: the sentence says why."""
    return _end(_held(delivery), Status.FAILED, told=kept(sentence))


def call_off(delivery: Delivery) -> bool:
    return _end(_held(delivery), Status.CANCELLED)


def try_again(delivery: Delivery, error: str) -> bool:
    """Something broke: try again after a pause that doubles, five times in all."""
    broken = _held(delivery)
    last = Job.objects.filter(broken, attempt__gte=F("spared") + DELIVERIES).exists()
    if last:
        return _end(broken, Status.DEAD, error=error)
    pause = Least(Power(2.0, F("attempt") - F("spared")), _LONGEST_PAUSE)
    return bool(
        Job.objects.filter(broken).update(
            status=Status.WAITING, due=Clock() + pause, lease_until=None, error=error, worker=""
        )
    )


def give_back(delivery: Delivery) -> bool:
    """The worker goes home in order: the next one takes the job at once, and this delivery isn't held against it."""
    return bool(
        Job.objects.filter(_held(delivery)).update(
            status=Status.WAITING, due=Clock(), lease_until=None, spared=F("spared") + 1, worker=""
        )
    )


def _end(which: Q, status: Status, **left: Any) -> bool:  # noqa: ANN401 - columns of the job
    changed = Job.objects.filter(which).update(
        status=status, ended_at=Clock(), lease_until=None, queue_key=None, **left
    )
    return bool(changed)


def kept(sentence: Sentence) -> dict[str, Any]:
    """A sentence as JSON: its template and its values, so that it can be told in any language later."""
    _, (template, values) = sentence.__reduce__()
    return {"template": template, "values": {name: _plain(value) for name, value in values.items()}}


def _plain(value: object) -> object:
    if isinstance(value, Sentence):
        return kept(value)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)
