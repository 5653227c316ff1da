"""A job under way, as the job itself sees it.

for number in range(run.cursor or 0, total):
    with run.step(number + 1, done=number + 1, total=total):
        Row.objects.create(number=number)
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

from django.db import transaction

from juluo.shell.jobs.lease import Delivery, grip, keep_step


class InterruptedRunError(Exception):
    """The job must not go on."""


class LostError(InterruptedRunError):
    """The job is in other hands: its lease ran out while this worker stood still."""


class CalledOffError(InterruptedRunError):
    """Somebody cancelled it."""


class GoingHomeError(InterruptedRunError):
    """The worker was asked to stop; another goes on from the last step."""


class Run:
    """What a job gets: its place, and `step`, in which it does whatever must be done exactly once."""

    def __init__(self, delivery: Delivery, lease: float, going_home: Event | None = None) -> None:
        self.delivery = delivery
        self.cursor: Any = delivery.cursor
        self._lease = lease
        self._going_home = going_home or Event()

    @property
    def community(self) -> str:
        return self.delivery.community

    def check(self) -> None:
        """Whether to go on at all; raises InterruptedRunError if not. For work between steps."""
        if self._going_home.is_set():
            raise GoingHomeError
        held = grip(self.delivery)
        if not held.held:
            raise LostError
        if held.cancel_asked:
            raise CalledOffError

    @contextmanager
    def step(self, cursor: object = None, *, done: int | None = None, total: int | None = None) -> Iterator[None]:
        """One transaction: what is written in it stands together with `cursor`, or not at all.

        Keep it short: while it lasts, SQLite lets nobody else write.
        """
        left: dict[str, object] = {"cursor": cursor}
        left |= {name: value for name, value in {"done": done, "total": total}.items() if value is not None}
        with transaction.atomic():
            self.check()
            yield
            if not keep_step(self.delivery, self._lease, left, got_on=cursor != self.cursor):
                raise LostError
        self.cursor = cursor
