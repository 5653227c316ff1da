"""Two processes that serve pages and one that works write to one SQLite file at once: does anybody hear "locked"?

    python bench/writing.py [--posts 100] [--json]

Real processes on a home of their own. Eight colleagues, four at each process, paste words into 导入 one post after the
other, each of which writes several rows and a session; beside them the worker does jobs of a step a row. Every post
must succeed, every row must stand, and nobody's log may speak of a lock.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from importlib import import_module
from pathlib import Path

from desk import PASSWORD, Client
from web import free_port

TESTS = Path(__file__).parents[1] / "tests"
COLLEAGUES, JOBS = 4, 3
_LONGEST = 120.0


class Tally:
    """What the clients heard."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self.wrong: list[str] = []
        self._door = threading.Lock()

    def note(self, status: int, seconds: float) -> None:
        with self._door:
            self.waits.append(seconds)
            if status != 302:
                self.wrong.append(str(status))


def founded(home: Path) -> list[str]:
    """A home with a community and its colleagues, who can sign in."""
    from datetime import UTC, datetime  # noqa: PLC0415 - Django comes first

    from juluo.web.start import prepare  # noqa: PLC0415 - the same

    prepare(home)
    from juluo.ledger.period import Calendar  # noqa: PLC0415 - records exist once Django is set up
    from juluo.shell.accounts.actions.invitations import accept, invite, invite_first_owner  # noqa: PLC0415 - the same
    from juluo.shell.accounts.roles import Role  # noqa: PLC0415 - the same
    from juluo.shell.accounts.scene import Scene  # noqa: PLC0415 - the same
    from juluo.store.embedded import EmbeddedStore  # noqa: PLC0415 - the same

    store = EmbeddedStore(home)
    store.add_community("tea", Calendar("UTC"))
    store.close()
    scene = Scene(datetime.now(UTC))
    lin = accept(invite_first_owner(scene), "lin", "Lin", PASSWORD, scene)
    names = [f"colleague-{number}" for number in range(COLLEAGUES)]
    for name in names:
        accept(invite(lin, "tea", Role.OPERATOR, scene), name, name, PASSWORD, scene)
    return names


def jobs(total: int) -> list[int]:
    """Jobs for the worker, each of which writes a row in every step."""
    jobs_for_tests = import_module("jobs_for_tests")

    from juluo.shell.jobs.actions import enqueue  # noqa: PLC0415 - the same

    return [enqueue(jobs_for_tests.rows, total=total, name=f"row{number}") for number in range(JOBS)]


def write(port: int, name: str, posts: int, tally: Tally) -> None:
    """Sign in and paste, again and again."""
    client = Client(port)
    client.get("/sign-in")
    client.post("/sign-in", name=name, password=PASSWORD)
    for number in range(posts):
        answer = client.post("/desk/tea/imports", pasted=f"{name} {port} {number}")
        tally.note(answer.status, answer.seconds)


def measured(home: Path, posts: int) -> dict[str, object]:
    environment = {**os.environ, "JULUO_HOME": str(home), "DJANGO_SETTINGS_MODULE": "juluo.web.settings"}
    sys.path[:0] = [str(TESTS / "shell"), str(TESTS.parent)]
    environment["PYTHONPATH"] = os.pathsep.join(sys.path[:2])
    os.environ.update(environment)
    names, log = founded(home), home / "log.txt"
    numbers, ports, tally = jobs(posts * COLLEAGUES // 2), [free_port(), free_port()], Tally()
    commands = [["-m", "juluo.web.serve", "127.0.0.1", str(port), "1"] for port in ports]
    commands.append([str(TESTS / "shell" / "work_process.py"), "15"])
    with log.open("wb") as said:
        crew = [
            subprocess.Popen(
                [sys.executable, *command],
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=said,
            )
            for command in commands
        ]
        try:
            for port in ports:
                _answers(port)
            threads = [
                threading.Thread(target=write, args=(port, name, posts, tally)) for port in ports for name in names
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            steps, parcels = _stand(numbers)
        finally:
            for process in crew:
                process.kill()
                process.wait()
    waits = sorted(tally.waits)
    return {
        "posts": len(waits),
        "refused": len(tally.wrong),
        "parcels": parcels,
        "steps": steps,
        "steps_expected": JOBS * (posts * COLLEAGUES // 2),
        "locked": log.read_text(encoding="utf-8", errors="replace").lower().count("locked"),
        "p95_ms": round(waits[int(len(waits) * 0.95)] * 1e3),
        "longest_ms": round(waits[-1] * 1e3),
    }


def _answers(port: int) -> None:
    until = time.monotonic() + _LONGEST
    while True:
        try:
            if Client(port).get("/healthz").status == 200:
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def _stand(numbers: list[int]) -> tuple[int, int]:
    """Once the jobs are over: rows that their steps wrote, and parcels that the posts made."""
    from django.contrib.sessions.models import Session  # noqa: PLC0415 - records exist once Django is set up

    from juluo.desk.imports.models import Parcel  # noqa: PLC0415 - the same
    from juluo.shell.jobs.models import OVER, Job  # noqa: PLC0415 - the same

    until = time.monotonic() + _LONGEST
    while Job.objects.filter(pk__in=numbers).exclude(status__in=OVER).exists():
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(0.1)
    return Session.objects.filter(session_key__startswith="row").count(), Parcel.objects.count()


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--posts", type=int, default=100)
    asked.add_argument("--json", action="store_true")
    told = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        (home := Path(folder) / "home").mkdir()
        found = measured(home, told.posts)
    if told.json:
        print(json.dumps(found))
    else:
        print("| two web processes, one worker, SQLite | |\n|---|---|")
        print("\n".join(f"| {name} | {value:,} |" for name, value in found.items()))
    whole = found["posts"] == found["parcels"] and found["steps"] == found["steps_expected"]
    return 0 if whole and not found["refused"] and not found["locked"] else 1


if __name__ == "__main__":
    sys.exit(main())
