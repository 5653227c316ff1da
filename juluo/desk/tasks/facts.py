"""What is to be done, as frozen values."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Q

from juluo.desk.tasks.models import Task
from juluo.ledger.period import Grain, Period
from juluo.shell.titled import NEWEST, Titled

# Of what is over, so many are shown.
_LAST = 50


class Status(StrEnum):
    """How a task stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """One task. `why` is the reason of a dropped one; `decided` the first day of the report it comes from."""

    id: int
    words: str
    evidence: str
    owner_id: int | None
    owner: str
    due: date | None
    status: Status
    why: str
    grain: Grain
    decided: date
    made_by: str
    made_at: datetime
    ended_at: datetime | None

    def late(self, today: date) -> bool:
        """Whether it should have been done before this day."""
        return self.status is Status.OPEN and self.due is not None and self.due < today


def open_tasks(community: str) -> tuple[TaskFacts, ...]:
    """What is still to be done, the most pressing first; what has no date comes last."""
    rows = list(Task.objects.filter(community=community, status=Status.OPEN).order_by("made_at", "pk"))
    return tuple(_facts(row) for row in sorted(rows, key=lambda row: (row.due is None, row.due or date.max, row.pk)))


def ended_tasks(community: str) -> tuple[TaskFacts, ...]:
    """What was done or dropped last, the latest first."""
    rows = Task.objects.filter(community=community).exclude(status=Status.OPEN).order_by("-ended_at", "-pk")
    return tuple(_facts(row) for row in rows[:_LAST])


def decided_in(community: str, grain: Grain, period: Period) -> tuple[TaskFacts, ...]:
    """The tasks that a report's plan decided on."""
    rows = Task.objects.filter(community=community, grain=str(grain), first=period.first).order_by("made_at", "pk")
    return tuple(_facts(row) for row in rows)


def before(community: str, grain: Grain, period: Period, since: datetime) -> tuple[TaskFacts, ...]:
    """What a report tells of earlier plans of its kind: what is open, and what ended from this moment on."""
    rows = Task.objects.filter(community=community, grain=str(grain), first__lt=period.first)
    rows = rows.filter(Q(status=Status.OPEN) | Q(ended_at__gte=since)).order_by("made_at", "pk")
    return tuple(_facts(row) for row in rows)


def task(community: str, number: int) -> TaskFacts | None:
    row = Task.objects.filter(community=community, pk=number).first()
    return _facts(row) if row else None


def _facts(row: Task) -> TaskFacts:
    return TaskFacts(
        row.pk,
        row.words,
        row.evidence,
        row.owner_id,
        row.owner_name,
        row.due,
        Status(row.status),
        row.why,
        Grain(row.grain),
        row.first,
        row.made_by,
        row.made_at,
        row.ended_at,
    )


def titles(community: str, keys: Collection[str] | None = None) -> Mapping[str, Titled]:
    """What each is called, the newest first; of some alone where they are named."""
    rows = Task.objects.filter(community=community).order_by("-pk")
    if keys is not None:
        rows = rows.filter(pk__in=[int(key) for key in keys if key.isdecimal()])
    told = rows.values_list("pk", "words", "made_at")[:NEWEST]
    return {str(key): Titled(title, at=at) for key, title, at in told}


def naming(community: str, find: re.Pattern[str]) -> tuple[tuple[str, str, datetime], ...]:
    """Tasks that name somebody: their words, who decided on them, when."""
    found = []
    for row in Task.objects.filter(community=community).order_by("made_at"):
        said = [words for words in (row.words, row.evidence, row.why) if words]
        if any(find.search(words) for words in said):
            found.append((" / ".join(said), row.made_by, row.made_at))
    return tuple(found)
