"""Kill the worker at random points of an import and see whether every entry stands in the ledger once.

    python bench/kill_import.py EXPORT [--kills 20]

A home of its own, a real worker (`juluo.web.work`'s, with a lease of one second), `kill -9` at moments spread over the
time that the import takes; nobody helps. Compared with the same file imported by the command line: entries that
stand, how many of them differ, first and last moment, people and channels must be equal.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# ruff: noqa: S101 - a measurement may stop where a test would fail

TESTS = Path(__file__).parents[1] / "tests"
LONGEST = 1800.0


def ledger(home: Path) -> tuple[object, ...]:
    """What stands there, in numbers that a doubled or lost entry would change."""
    from juluo.store.embedded import EmbeddedStore  # noqa: PLC0415 - after the environment is set

    store = EmbeddedStore(home)
    try:
        community = store.community("tea")
        if community is None:
            return (0,)
        view = store.view(community)
        table = store.ledger.open().to_pyarrow_table(columns=["entry_id", "until"])
        # What was taken back stays as history; what stands has no end.
        rows = [
            key
            for key, until in zip(*(table[name].to_pylist() for name in ("entry_id", "until")), strict=True)
            if until is None
        ]
        coverage = view.coverage
        people, channels = len(store.register.accounts("tea")), len(view.channels)
        view.close()
        return (len(rows), len(set(rows)), coverage.first, coverage.last, people, channels)
    finally:
        store.close()


def started(environment: dict[str, str]) -> subprocess.Popen[str]:
    worker = subprocess.Popen(
        [sys.executable, str(TESTS / "shell" / "work_process.py"), "1.0"],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert worker.stdout is not None
    worker.stdout.readline()
    return worker


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("export", type=Path)
    asked.add_argument("--kills", type=int, default=20)
    asked.add_argument("--home", type=Path, help=argparse.SUPPRESS)
    asked.add_argument("--takes", type=float, help=argparse.SUPPRESS)
    told = asked.parse_args()
    if told.home is not None:
        return trial(told.export, told.kills, told.home, told.takes)
    killed = wrong = rounds = 0
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain"
        takes = imported_plainly(told.export, plain)
        expected = ledger(plain)
        # An import that outlives its kills is over; the next one takes the others.
        while killed < told.kills:
            found = subprocess.run(
                [
                    sys.executable,
                    __file__,
                    str(told.export),
                    "--kills",
                    str(told.kills - killed),
                    "--takes",
                    str(takes),
                    "--home",
                    str(Path(folder) / f"home{rounds}"),
                ],
                check=True,
                stdout=subprocess.PIPE,
                text=True,
            ).stdout
            got, times, *rest = found.splitlines()[-1].split("\t")
            killed += int(times)
            rounds += 1
            wrong += got != repr(expected)
            print(f"{times} kills, {' '.join(rest)}: {'equal' if got == repr(expected) else got}")
    print(f"{told.export.name}: {killed} kills, {wrong} imports differ from {expected}")
    return 1 if wrong else 0


def imported_plainly(export: Path, home: Path) -> float:
    begun = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "juluo", "import", str(export), "-c", "tea", "--timezone", "UTC", "--home", str(home)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.monotonic() - begun


def trial(export: Path, kills: int, home: Path, takes: float) -> int:
    """One import, killed until it is over."""
    home.mkdir()
    environment = {**os.environ, "JULUO_HOME": str(home), "DJANGO_SETTINGS_MODULE": "juluo.web.settings"}
    environment["PYTHONPATH"] = os.pathsep.join([str(TESTS / "shell"), str(TESTS.parent)])
    os.environ.update(environment)
    DICE.seed(home.name)
    number = brought(home, export)
    killed, attempts, seconds, status = killing(environment, number, kills, takes)
    print("\t".join([repr(ledger(home)), str(killed), status, f"{attempts} deliveries", f"{seconds:.0f} s"]))
    return 0


def brought(home: Path, export: Path) -> int:
    """The file as an operator brings it, and its import asked for."""
    from datetime import UTC, datetime  # noqa: PLC0415 - the same

    from juluo.web.start import prepare  # noqa: PLC0415 - the same

    prepare(home)
    from juluo.desk.imports import actions  # noqa: PLC0415 - records exist once Django is set up
    from juluo.ledger.period import Calendar  # noqa: PLC0415 - the same
    from juluo.shell.accounts.actions.invitations import accept, invite_first_owner  # noqa: PLC0415 - the same
    from juluo.shell.accounts.scene import Scene  # noqa: PLC0415 - the same
    from juluo.store.embedded import EmbeddedStore  # noqa: PLC0415 - the same

    store = EmbeddedStore(home)
    store.add_community("tea", Calendar("UTC"))
    store.close()
    scene = Scene(datetime.now(UTC))
    lin = accept(invite_first_owner(scene), "lin", "Lin", "tea leaves at dawn", scene)
    parcel = actions.open_parcel(lin, "tea", "zh", scene)
    size = export.stat().st_size
    upload = actions.announce(lin, "tea", parcel, export.name, size, scene)
    with export.open("rb") as file:
        actions.take_piece(lin, "tea", upload.id, 0, file.read, scene)
    return actions.start(lin, "tea", parcel, scene)


DICE = random.Random(20261121)  # noqa: S311 - moments, not secrets


def killing(environment: dict[str, str], number: int, kills: int, takes: float) -> tuple[int, int, float, str]:
    from juluo.shell.jobs.facts import job_facts  # noqa: PLC0415 - the same
    from juluo.shell.jobs.models import OVER  # noqa: PLC0415 - the same

    begun, killed, last = time.monotonic(), 0, 0
    worker = started(environment)
    try:
        while time.monotonic() - begun < LONGEST:
            facts = job_facts(number)
            assert facts is not None
            if facts.status in OVER:
                return killed, facts.attempt, time.monotonic() - begun, str(facts.status)
            if killed < kills and facts.attempt > last:
                # Over its start, its reading and its merging.
                time.sleep(DICE.random() * takes * 0.6)
                now = job_facts(number)
                if now is None or now.status in OVER:
                    continue
                last = now.attempt
                # The worker alone, whose process must end with it, or both at once.
                if DICE.random() < 0.5:
                    os.killpg(worker.pid, signal.SIGKILL)
                else:
                    worker.kill()
                worker.wait()
                killed += 1
                worker = started(environment)
            else:
                time.sleep(0.05)
    finally:
        worker.kill()
        worker.wait()
    raise TimeoutError(number)


if __name__ == "__main__":
    sys.exit(main())
