"""Backups for tests: small homes with a desk's database, and processes that save and restore them until killed."""

import random
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from crashing import _context, _deadly

from juluo.store.backup import Made, back_up
from juluo.store.bundle import DESK
from juluo.store.embedded import EmbeddedStore
from juluo.store.restore import restore

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)


def saved(store: EmbeddedStore, target: Path) -> Made:
    return back_up(store, target, NOW)


def add_desk(home: Path) -> None:
    """A desk's database: what one side pays, the other gets."""
    with closing(sqlite3.connect(home / DESK, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE TABLE sides (side TEXT PRIMARY KEY, held INTEGER)")
        db.execute("INSERT INTO sides VALUES ('ours', 0), ('theirs', 0)")


def keep_paying(home: Path) -> None:
    """Move from side to side for ever, in transactions."""
    with closing(sqlite3.connect(home / DESK, isolation_level=None, timeout=30)) as db:
        while True:
            db.execute("BEGIN IMMEDIATE")
            db.execute("UPDATE sides SET held = held + 1 WHERE side = 'ours'")
            db.execute("UPDATE sides SET held = held - 1 WHERE side = 'theirs'")
            db.execute("COMMIT")


def balance(home: Path) -> tuple[int, int]:
    """What stands in the desk's database: all moves, and the sum, which is 0 at every moment."""
    with closing(sqlite3.connect(home / DESK)) as db:
        (found,) = db.execute("SELECT max(held), sum(held) FROM sides").fetchall()
    return int(found[0]), int(found[1])


def in_a_process(act: str, *paths: Path, target: str = "", when: str = "", seconds: float = 60) -> int | None:
    """Save or restore in a process that dies at a step, or is killed after so long; returns its exit code."""
    process = _context.Process(target=_act, args=(act, paths, target, when))
    process.start()
    process.join(seconds)
    process.kill()
    process.join()
    return process.exitcode


def _act(act: str, paths: tuple[Path, ...], target: str, when: str) -> None:
    if target:
        _deadly(target, when)
    if act == "save":
        with closing(EmbeddedStore(paths[0])) as store:
            saved(store, paths[1])
    elif act == "restore":
        restore(paths[0], paths[1])
    else:
        keep_paying(paths[0])


def paying(home: Path):  # noqa: ANN201 - a process of the forkserver's own class
    process = _context.Process(target=_act, args=("pay", (home,), "", ""), daemon=True)
    process.start()
    while balance(home)[0] < 1:
        time.sleep(0.01)
    return process


def moments(count: int, longest: float) -> list[float]:
    """When to kill: at random, but the same in every run."""
    dice = random.Random(4)  # noqa: S311 - no secret
    return [dice.uniform(0, longest) for _ in range(count)]
