"""The simulated community's name, whether a real one has it, and whether and until when it was made here."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from functools import lru_cache
from pathlib import Path

from filelock import FileLock, Timeout

from juluo.demo.notices import PROFILE
from juluo.intake.operator import stated_profile
from juluo.store.embedded import EmbeddedStore

SLUG = "demo"


class BeingMadeError(Exception):
    """Another process makes the simulated community at this moment."""


def is_taken(store: EmbeddedStore, slug: str) -> bool:
    """Whether a community of that name holds anything, and doesn't say of itself that it is simulated."""
    community = store.community(slug)
    if community is None:
        return False
    with closing(store.view(community)) as view:
        told = stated_profile(view)
        return told.get("simulated") != PROFILE["simulated"] and (bool(told) or view.coverage.first is not None)


def folder_of(home: Path) -> Path:
    """Where its export and what was planted in it lie."""
    return home / "files" / SLUG


def unfinished(home: Path) -> bool:
    """Whether it is being made, or was when its maker was killed: half of it is shown to nobody."""
    return _mark(home).exists()


@contextmanager
def making(home: Path) -> Iterator[None]:
    """Nobody else makes it meanwhile, and until the end is reached it is unfinished. Raises BeingMadeError."""
    with _alone(home):
        _mark(home).touch()
        yield
        _mark(home).unlink()


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    folder_of(home).mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder_of(home) / "lock", timeout=0):
            yield
    except Timeout as error:
        raise BeingMadeError from error


def last_day(home: Path) -> date | None:
    """The last day of the one that was made here; None where there is none."""
    truth = folder_of(home) / "truth.json"
    try:
        return _last_day(truth, truth.stat().st_mtime_ns)
    except FileNotFoundError:
        return None


@lru_cache(maxsize=8)
def _last_day(truth: Path, _changed: int) -> date:
    return date.fromisoformat(json.loads(truth.read_text("utf-8"))["last_day"])


def _mark(home: Path) -> Path:
    return folder_of(home) / "unfinished"
