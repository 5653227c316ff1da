"""`kill -9` at random points of an import: every row stands in the ledger once, and nobody helped.

`python bench/kill_import.py EXPORT --kills 20` does the same at length.
"""

import os
import random
import signal
import time
from pathlib import Path

import pytest
from cast import Cast
from workers import Workers, over, status, wait_until

from juluo.desk.imports import actions
from juluo.desk.imports.models import Parcel, State
from juluo.ledger.period import Calendar
from juluo.shell.accounts.scene import Scene
from juluo.shell.jobs.models import Job, Status
from juluo.store.embedded import EmbeddedStore

SEED = int(os.environ.get("JULUO_SEED") or random.SystemRandom().randrange(10**6))
KILLS = int(os.environ.get("JULUO_KILLS", "3"))
ROWS = 30_000
# From the job's beginning to its end, undisturbed: its process starts, reads, merges.
LASTS = 1.6


def export(home: Path) -> Path:
    """Invented lines of a tea house over three days."""
    lines = (
        f"2026-11-{17 + n % 3}T{n // 60 % 24:02}:{n % 60:02}:00Z,member {n % 97},tea {n},room {n % 5}\n"
        for n in range(ROWS)
    )
    path = home / "tea.csv"
    path.write_text("time,author,text,channel\n" + "".join(lines), encoding="utf-8")
    return path


def brought(cast: Cast, home: Path, scene: Scene) -> int:
    """The file as an operator brings it, and its import asked for."""
    store = EmbeddedStore(home)
    store.add_community("tea", Calendar("UTC"))
    store.close()
    file = export(home)
    parcel = actions.open_parcel(cast.lin, "tea", "zh", scene)
    upload = actions.announce(cast.lin, "tea", parcel, file.name, file.stat().st_size, scene)
    with file.open("rb") as content:
        actions.take_piece(cast.lin, "tea", upload.id, 0, content.read, scene)
    return actions.start(cast.lin, "tea", parcel, scene)


def standing_rows(home: Path) -> list[tuple[int, str]]:
    """The id and the words of every row that stands: what was taken back stays as history, with an end."""
    store = EmbeddedStore(home)
    try:
        table = store.ledger.open().to_pyarrow_table(columns=["entry_id", "text", "until"]).to_pylist()
        return [(row["entry_id"], row["text"]) for row in table if row["until"] is None]
    finally:
        store.close()


@pytest.mark.parametrize("crew", ["sqlite"], indirect=True)
def test_an_import_killed_anywhere_ends_with_every_row_once(
    crew: Workers, cast: Cast, records: Path, scene: Scene
) -> None:
    print(f"seed {SEED}: JULUO_SEED repeats these moments")  # noqa: T201 - shown when it fails
    dice = random.Random(SEED)  # noqa: S311 - moments, not secrets
    number = brought(cast, records, scene)
    crew.start()
    for kill in range(KILLS):
        wait_until(lambda kill=kill: Job.objects.get(pk=number).attempt > kill or over(number))
        time.sleep(dice.random() * LASTS)
        if over(number):
            break
        # The worker alone, whose process must end with it, or both at once.
        worker = crew.running[-1]
        if dice.random() < 0.5:
            for child in Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text(encoding="ascii").split():
                os.kill(int(child), signal.SIGKILL)
        worker.kill()
        worker.wait()
        crew.start()
    wait_until(lambda: over(number), 60)
    assert status(number) is Status.DONE
    found = standing_rows(records)
    assert len(found) == ROWS
    assert {words for _, words in found} == {f"tea {n}" for n in range(ROWS)}
    assert len({entry for entry, _ in found}) == ROWS
    parcel = Parcel.objects.get()
    store = EmbeddedStore(records)
    published = [one.no for one in store.imports("tea") if not one.undone]
    store.close()
    assert (parcel.state, [parcel.import_no]) == (State.DONE, published)
