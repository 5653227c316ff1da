"""Doing one job: in a thread of the worker, or in a process of its own that ends with the worker."""

import logging
import subprocess
import sys
import time
import traceback
from dataclasses import dataclass, field
from threading import Event

from juluo.shell.jobs.lease import Delivery, call_off, fail, finish, give_back, try_again
from juluo.shell.jobs.run import CalledOffError, GoingHomeError, LostError, Run
from juluo.shell.jobs.work import Work
from juluo.wording.sentence import ToldError, told

_LOG = logging.getLogger("juluo.jobs")
_LOOKS = 0.1
_LONGEST_ERROR = 8_000


@dataclass(slots=True)
class Hand:
    """A job that this worker holds. The events say what the heartbeat found out about it."""

    work: Work
    delivery: Delivery
    lease: float
    going_home: Event
    lost: Event = field(default_factory=Event)
    cancelled: Event = field(default_factory=Event)
    overdue: Event = field(default_factory=Event)
    since: float = field(default_factory=time.monotonic)
    gone_since: float | None = None

    def late(self) -> bool:
        return time.monotonic() - self.since > self.work.deadline.total_seconds()

    def let_go(self) -> None:
        """Its part is over: the job ran out of time, or another has it. Its thread should end soon."""
        self.gone_since = self.gone_since or time.monotonic()

    def clings(self) -> bool:
        """Whether it still sits on a thread a whole lease after it should have ended."""
        return self.gone_since is not None and time.monotonic() - self.gone_since > self.lease

    def do(self) -> None:
        if self.work.heavy:
            _beside(self)
        else:
            execute(self.work, Run(self.delivery, self.lease, self.going_home))


def execute(work: Work, run: Run) -> None:
    """Do it, and write down how it ended. Whoever lost it meanwhile writes nothing."""
    delivery = run.delivery
    try:
        result = work(run, **delivery.arguments)
    except LostError:
        _LOG.warning("%s %s: lost to another worker", work.name, delivery.id)
    except CalledOffError:
        call_off(delivery)
    except GoingHomeError:
        give_back(delivery)
    except ToldError as error:
        fail(delivery, error.sentence)
    except Exception:  # noqa: BLE001 - whatever breaks a job must not break the worker
        broken = traceback.format_exc()
        _LOG.exception("%s %s broke", work.name, delivery.id)
        try_again(delivery, broken[-_LONGEST_ERROR:])
    else:
        finish(delivery, result)


def overdue(hand: Hand) -> None:
    """A job that takes longer than it may is stopped: its heartbeat would keep it forever."""
    minutes = max(1, round(hand.work.deadline.total_seconds() / 60))
    if fail(hand.delivery, told("超过{n}分钟还没做完，停下了：可以再试一次。", n=minutes)):
        _LOG.error("%s %s: not done in %s min", hand.work.name, hand.delivery.id, minutes)
    hand.overdue.set()
    hand.let_go()


def _beside(hand: Hand) -> None:
    """In a process of its own. It hears of the worker's end by the end of its standard input."""
    command = [sys.executable, "-m", "juluo.shell.jobs.child", hand.work.module]
    told_to_it = [str(hand.delivery.id), str(hand.delivery.attempt), str(hand.lease)]
    with subprocess.Popen([*command, *told_to_it], stdin=subprocess.PIPE) as child:  # noqa: S603 - this very Python
        while child.poll() is None:
            if hand.lost.is_set() or hand.cancelled.is_set() or hand.overdue.is_set() or hand.going_home.is_set():
                child.kill()
                child.wait()
                break
            time.sleep(_LOOKS)
    if child.returncode == 0 or hand.lost.is_set() or hand.overdue.is_set():
        return
    if hand.cancelled.is_set():
        call_off(hand.delivery)
    elif hand.going_home.is_set():
        give_back(hand.delivery)
    else:
        try_again(hand.delivery, f"its process ended with {child.returncode}")
