"""What is known of a job, as frozen values."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Max, Min

from juluo.shell.jobs.models import OVER, Clock, Job, Status
from juluo.wording.sentence import Sentence, told


@dataclass(frozen=True, slots=True)
class JobFacts:
    """A job as its page shows it. `why` is the sentence of a failed one; `error` is for who mends programs."""

    id: int
    name: str
    community: str
    status: Status
    attempt: int
    done: int
    total: int | None
    cancel_asked: bool
    result: object
    why: Sentence | None
    error: str
    made_at: datetime
    ended_at: datetime | None
    started_at: datetime | None
    due: datetime
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Broken:
    """One thing that wasn't done, however many jobs tried: the last of them, how many, since when.

    `tried_again`: another is at it, or waits.
    """

    last: JobFacts
    times: int
    since: datetime
    tried_again: bool


# The name, the community and the arguments: two jobs of one key do the same.
Key = tuple[str, str, str]
_MOST_KINDS = 200


def job_facts(number: int) -> JobFacts | None:
    row = Job.objects.filter(pk=number).first()
    return _facts(row) if row else None


def jobs_of(community: str, *, last: int = 50) -> tuple[JobFacts, ...]:
    """The latest jobs of a community, the newest first."""
    return tuple(_facts(row) for row in Job.objects.filter(community=community).order_by("-made_at", "-pk")[:last])


def latest_job(name: str, community: str) -> JobFacts | None:
    """The job of that kind which a community asked for last."""
    row = Job.objects.filter(name=name, community=community).order_by("-made_at", "-pk").first()
    return _facts(row) if row else None


def open_jobs(communities: Collection[str], *, most: int) -> tuple[JobFacts, ...]:
    """What is under way or waits, in this order, what is due first before."""
    rows = Job.objects.filter(community__in=communities, status__in=(Status.RUNNING, Status.WAITING))
    return tuple(_facts(row) for row in rows.order_by("status", "due", "pk")[:most])


def broken_jobs(communities: Collection[str], statuses: Iterable[Status] = OVER - {Status.DONE}) -> tuple[Broken, ...]:
    """What failed, died or was stopped and was not done since, what ended last before. Four questions at most."""
    which = Job.objects.filter(community__in=communities, status__in=list(statuses))
    kinds = which.values("name", "community", "arguments").annotate(
        times=Count("pk"), first=Min("ended_at"), last=Max("pk")
    )
    found = {kind["last"]: kind for kind in kinds.order_by("-last")[:_MOST_KINDS]}
    rows = list(Job.objects.filter(pk__in=found)) if found else []
    done = last_done(rows)
    left = sorted((row for row in rows if not is_settled(row, done)), key=lambda row: (-(row.ended_at or 0), row.pk))
    again = _being_tried(left)
    return tuple(
        Broken(_facts(row), found[row.pk]["times"], _moment(found[row.pk]["first"] or row.made_at), _key(row) in again)
        for row in left
    )


def last_done(rows: Sequence[Job]) -> dict[Key, float]:
    """When what these jobs should do was done last, by any job."""
    if not rows:
        return {}
    kinds = (
        Job.objects.filter(
            community__in={row.community for row in rows}, name__in={row.name for row in rows}, status=Status.DONE
        )
        .values("name", "community", "arguments")
        .annotate(done_at=Max("ended_at"))
    )
    return {_key_of(kind["name"], kind["community"], kind["arguments"]): kind["done_at"] for kind in kinds}


def is_settled(row: Job, done: Mapping[Key, float]) -> bool:
    """Whether what a job didn't do was done after it ended."""
    return done.get(_key(row), 0.0) > (row.ended_at or 0.0)


def _being_tried(rows: Sequence[Job]) -> set[Key]:
    if not rows:
        return set()
    at_it = Job.objects.filter(
        community__in={row.community for row in rows},
        name__in={row.name for row in rows},
        status__in=(Status.RUNNING, Status.WAITING),
    )
    return {_key_of(*kind) for kind in at_it.values_list("name", "community", "arguments").distinct()}


def _key(row: Job) -> Key:
    return _key_of(row.name, row.community, row.arguments)


def _key_of(name: str, community: str, arguments: object) -> Key:
    return name, community, json.dumps(arguments, sort_keys=True)


def database_now() -> datetime:
    """Now, by the clock that all workers share."""
    from django.db import connection  # noqa: PLC0415 - the one place that asks it alone

    sql, values = Job.objects.values_list(Clock()).query.get_compiler(connection=connection).compile(Clock())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}", values)
        return datetime.fromtimestamp(cursor.fetchone()[0], UTC)


def _facts(row: Job) -> JobFacts:
    return JobFacts(
        row.pk,
        row.name,
        row.community,
        Status(row.status),
        row.attempt,
        row.done,
        row.total,
        row.cancel_asked,
        row.result,
        _sentence(row.told) if row.told else None,
        row.error,
        _moment(row.made_at),
        _moment(row.ended_at) if row.ended_at is not None else None,
        _moment(row.started_at) if row.started_at is not None else None,
        _moment(row.due),
        row.arguments,
    )


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _sentence(kept: Any) -> Any:  # noqa: ANN401 - JSON in, a sentence or a plain value out
    if isinstance(kept, dict) and "template" in kept:
        return told(kept["template"], **{name: _sentence(value) for name, value in kept["values"].items()})
    return [_sentence(one) for one in kept] if isinstance(kept, list) else kept
