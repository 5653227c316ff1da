"""Jobs that only tests do. Each row they write is a step that was done."""

import os
import signal
import time
from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from juluo.shell.jobs.run import Run
from juluo.shell.jobs.work import job
from juluo.wording.sentence import ToldError, told


def write(key: str) -> None:
    """A row of the records; a second one of the same key would be an error."""
    # Not over yet: the worker's own tidying forgets sessions that are.
    end = timezone.now() + timedelta(days=1)
    Session.objects.create(session_key=key, session_data=str(os.getpid()), expire_date=end)


@job("test.rows")
def rows(run: Run, *, total: int, pause: float = 0.0, name: str = "row") -> int:
    for number in range(run.cursor or 0, total):
        with run.step(number + 1, done=number + 1, total=total):
            write(f"{name}-{number}")
        time.sleep(pause)
    return total


@job("test.heavy_rows", heavy=True)
def heavy_rows(run: Run, *, total: int, pause: float = 0.0, name: str = "heavy") -> int:
    return int(rows.do(run, total=total, pause=pause, name=name))  # type: ignore[call-overload]


@job("test.tiny")
def tiny(run: Run, *, name: str) -> None:
    with run.step():
        write(name)


@job("test.poison", heavy=True)
def poison(run: Run) -> None:
    with run.step(done=run.delivery.attempt):
        write(f"poison-{run.delivery.attempt}")
    os.kill(os.getpid(), signal.SIGKILL)


@job("test.poison_worker")
def poison_worker(run: Run) -> None:
    with run.step():
        write(f"poison-{run.delivery.attempt}")
    os.kill(os.getpid(), signal.SIGKILL)


@job("test.broken")
def broken(run: Run) -> None:
    raise ValueError(run.delivery.attempt)


@job("test.refused")
def refused(run: Run) -> None:
    run.check()
    raise ToldError(told("没有这件后台工作。"))


@job("test.hung", deadline=timedelta(seconds=0.5))
def hung(run: Run) -> None:
    run.check()
    time.sleep(3)


@job("test.hung_beside", deadline=timedelta(seconds=2.5), heavy=True)
def hung_beside(run: Run) -> None:
    run.check()
    time.sleep(60)
