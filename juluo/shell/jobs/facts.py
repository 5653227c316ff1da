"""What is known of a job, as frozen values."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from juluo.shell.jobs.models import Clock, Job, Status
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


def dead_jobs() -> int:
    """How many jobs took five workers with them and wait for a person to look."""
    return Job.objects.filter(status=Status.DEAD).count()


def database_now() -> datetime:
    """Now, by the clock that all workers share."""
    from django.db import connection  # noqa: PLC0415 - the one place that asks it alone

    sql, values = Job.objects.values_list(Clock()).query.get_compiler(connection=connection).compile(Clock())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}", values)
        return datetime.fromtimestamp(cursor.fetchone()[0], UTC)


def _facts(row: Job) -> JobFacts:
    ended = datetime.fromtimestamp(row.ended_at, UTC) if row.ended_at is not None else None
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
        datetime.fromtimestamp(row.made_at, UTC),
        ended,
    )


def _sentence(kept: Any) -> Any:  # noqa: ANN401 - JSON in, a sentence or a plain value out
    if isinstance(kept, dict) and "template" in kept:
        return told(kept["template"], **{name: _sentence(value) for name, value in kept["values"].items()})
    return [_sentence(one) for one in kept] if isinstance(kept, list) else kept
