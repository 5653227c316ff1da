"""Workers as real processes, on SQLite and on PostgreSQL, to be killed, frozen and woken."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.contrib.sessions.models import Session

from juluo.shell.jobs.models import OVER, Job, Status

HERE = Path(__file__).parent


class Workers:
    """Starts workers on one database and ends them all when the test does."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.running: list[subprocess.Popen[str]] = []

    def start(self, lease: float = 1.0) -> subprocess.Popen[str]:
        process = subprocess.Popen(  # noqa: S603 - this very Python
            [sys.executable, str(HERE / "work_process.py"), str(lease)],
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.running.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        return process

    def end(self) -> None:
        for process in self.running:
            if process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.kill()
            process.wait()
            if process.stdout:
                process.stdout.close()


@contextmanager
def workers(home: Path, address: str = "") -> Iterator[Workers]:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parents[1])]),
        "DJANGO_SETTINGS_MODULE": "juluo.web.settings",
        "JULUO_HOME": str(home),
        **({"DATABASE_URL": address} if address else {}),
    }
    crew = Workers(environment)
    try:
        yield crew
    finally:
        crew.end()


def wait_until(true: Callable[[], bool], seconds: float = 60.0) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, list(Job.objects.values("name", "status", "attempt", "done", "error"))
        time.sleep(0.03)


def over(number: int) -> bool:
    return Job.objects.get(pk=number).status in OVER


def status(number: int) -> Status:
    return Status(Job.objects.get(pk=number).status)


def steps(prefix: str) -> list[str]:
    return sorted(Session.objects.filter(session_key__startswith=prefix).values_list("session_key", flat=True))
