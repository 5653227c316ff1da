"""What can be done in the background: functions marked with @job, found in every app's `jobs.py`.

@job("tidy", called="收拾", schedule=Daily(time(4)))
def tidy(run: Run) -> None: ...

tidy.enqueue(community="tea")
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.module_loading import autodiscover_modules

from juluo.shell.accounts.roles import May
from juluo.shell.jobs.schedule import Schedule

if TYPE_CHECKING:
    from juluo.shell.jobs.run import Run

Doing = Callable[..., object]
_NAME = re.compile(r"[a-z][a-z_.]{1,62}")


class JobRegistrationError(TypeError):
    """What was marked as a job can't be one."""


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of job. `heavy` ones get a process of their own, one at a time in a worker, and end with that worker.

    `called` is what people call it; `may` is what one must be allowed to do to stop it or let it begin anew.
    """

    name: str
    do: Doing
    deadline: timedelta
    heavy: bool
    schedule: Schedule | None
    called: str
    may: May

    @property
    def module(self) -> str:
        """Where a process of its own finds it."""
        return self.do.__module__

    def __call__(self, run: "Run", **arguments: object) -> object:
        return self.do(run, **arguments)


_found: dict[str, Work] = {}


def job(
    name: str,
    *,
    called: str = "",
    may: May = May.IMPORT,
    deadline: timedelta = timedelta(minutes=10),
    heavy: bool = False,
    schedule: Schedule | None = None,
) -> Callable[[Doing], Work]:
    """Mark a function as a job. Its first argument is its Run; the others come as JSON and must be keywords."""
    if not _NAME.fullmatch(name) or deadline <= timedelta(0):
        raise JobRegistrationError(name)

    def registered(do: Doing) -> Work:
        work = Work(name, do, deadline, heavy, schedule, called, may)
        known = _found.setdefault(name, work)
        if (known.do.__module__, known.do.__qualname__) != (do.__module__, do.__qualname__):
            raise JobRegistrationError(f"two jobs are called {name}")
        _found[name] = work
        return work

    return registered


@cache
def _discover() -> None:
    autodiscover_modules("jobs")


def works() -> Mapping[str, Work]:
    """Every job by its name."""
    _discover()
    return MappingProxyType(_found)
