"""A process that kills itself (SIGKILL) at a named step of a write."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from datetime import date
from functools import wraps
from importlib import import_module
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from ledgers import MEMBER, NOON, SLUG, Said, bring

from juluo.intake.analysis import analyse
from juluo.store.embedded import EmbeddedStore

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["crashing"])

FIRST = [Said(i, f"第{i}句 @{MEMBER}").on(i % 40) for i in range(30)]
MORE = [Said(i, f"第{i}句 @{MEMBER}").on(i % 40) for i in range(5, 45)]
MOVED = [Said(i, "改了", edited_at=NOON).on(i % 40 + 1) for i in range(5)]
SECOND = MORE + MOVED


def killed_at(target: str, when: str, act: str, home: Path) -> int | None:
    """Run an act in a process that dies before or after its first call of `target`; returns the exit code."""
    process = _context.Process(target=_act, args=(act, home, target, when))
    process.start()
    process.join(60)
    return process.exitcode


def running(act: str, home: Path) -> BaseProcess:
    """The same act in a process of its own that lives."""
    process = _context.Process(target=_act, args=(act, home))
    process.start()
    return process


def _act(act: str, home: Path, target: str = "", when: str = "") -> None:
    if target:
        _deadly(target, when)
    ACTS[act](EmbeddedStore(home))


def _deadly(target: str, when: str) -> None:
    module, _, path = target.partition(":")
    owner: Any = import_module(module)
    *outer, name = path.split(".")
    for part in outer:
        owner = getattr(owner, part)
    setattr(owner, name, _dying(getattr(owner, name), when))


def _dying(function: Callable[..., Any], when: str) -> Callable[..., Any]:
    @wraps(function)
    def dies(*args: Any, **named: Any) -> Any:  # noqa: ANN401
        if when == "after":
            found = function(*args, **named)
            if hasattr(found, "__next__"):
                next(found, None)
        os.kill(os.getpid(), signal.SIGKILL)

    return dies


def _erase(store: EmbeddedStore) -> None:
    people = [account for account in store.register.accounts(SLUG).values() if account.name == MEMBER]
    store.erase(SLUG, people)


def _analyse(store: EmbeddedStore) -> None:
    (community,) = store.communities()
    analyse(store, community)


ACTS: dict[str, Callable[[EmbeddedStore], Any]] = {
    "import": lambda store: bring(store, SECOND),
    "again": lambda store: bring(store, FIRST),
    "undo": lambda store: store.undo(1),
    "erase": _erase,
    "analyse": _analyse,
    "forget": lambda store: store.forget_text(SLUG, date(2024, 3, 20)),
}
