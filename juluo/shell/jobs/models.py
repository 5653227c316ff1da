"""The table of jobs. Moments are seconds since 1970 by the database's clock, the one clock all workers share."""

from enum import StrEnum
from typing import Any, ClassVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler


class Status(StrEnum):
    """Where a job is. A failed one said why it can't be done; a dead one took five workers with it."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    DEAD = "dead"
    CANCELLED = "cancelled"


OVER = frozenset({Status.DONE, Status.FAILED, Status.DEAD, Status.CANCELLED})


class Clock(models.Func):
    """Now, by the database's clock: clocks of machines differ, and this one is asked by all."""

    template = "EXTRACT(EPOCH FROM clock_timestamp())::double precision"
    output_field = models.FloatField()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:  # noqa: ANN401 - Django's own signature
        return super().as_sql(compiler, connection, template="((julianday('now') - 2440587.5) * 86400.0)", **context)


class Job(models.Model):
    """One piece of work. `attempt` counts deliveries and is the fencing token; `spared` are those that ended in order.

    `once_key` is never used twice; `queue_key` only until a worker takes the job. `cursor` is what the last step left.
    """

    name = models.CharField(max_length=64)
    arguments = models.JSONField(default=dict)
    community = models.CharField(max_length=64, blank=True, default="")
    by = models.BigIntegerField(null=True)
    status = models.CharField(max_length=16, default=Status.WAITING)
    due = models.FloatField(db_default=Clock())
    lease_until = models.FloatField(null=True)
    attempt = models.IntegerField(default=0)
    spared = models.IntegerField(default=0)
    worker = models.CharField(max_length=64, blank=True, default="")
    once_key = models.CharField(max_length=200, null=True, unique=True)  # noqa: DJ001 - none has no key, not an empty one
    queue_key = models.CharField(max_length=200, null=True, unique=True)  # noqa: DJ001 - the same
    cursor = models.JSONField(null=True)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(null=True)
    cancel_asked = models.BooleanField(default=False)
    result = models.JSONField(null=True)
    told = models.JSONField(null=True)
    error = models.TextField(blank=True, default="")
    made_at = models.FloatField(db_default=Clock())
    started_at = models.FloatField(null=True)
    ended_at = models.FloatField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["status", "due"], name="jobs_by_due"),
            models.Index(fields=["community", "-made_at"], name="jobs_of_a_community"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.pk} {self.status}"
