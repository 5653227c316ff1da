"""A worker: looks for jobs, does a few at a time, and says every third of a lease that it still has them."""

import logging
import os
import random
import socket
import time
from threading import Event, Lock, Thread

from django.db import Error, connection

from juluo.shell.jobs.actions import tick
from juluo.shell.jobs.facts import database_now
from juluo.shell.jobs.hands import Hand, overdue
from juluo.shell.jobs.lease import Pace, anything, claim, look_for, renew
from juluo.shell.jobs.work import works

_LOG = logging.getLogger("juluo.jobs")
_LAST_STEPS = 10.0
_BREATH = 1.0


class Worker:
    """`run` returns when `stop` is set and the last steps are done, or when a job won't let go of its thread."""

    def __init__(self, pace: Pace | None = None) -> None:
        self.pace = pace or Pace()
        self.name = f"{socket.gethostname()}:{os.getpid()}"[:64]
        self.stop = Event()
        self._wake = Event()
        self._hands: dict[tuple[int, int], Hand] = {}
        self._lock = Lock()
        self._works = works()
        self._light = [name for name, work in self._works.items() if not work.heavy]
        self._questions = {all_: look_for(self._names(all_=all_)) for all_ in (True, False)}
        self._turns: dict[str, str] = {}
        self._ticked = -self.pace.tick

    def run(self) -> bool:
        """Work until told to stop. Returns False if a fresh worker should take over."""
        Thread(target=self._heartbeats, daemon=True).start()
        while not self.stop.is_set() and not self._stuck():
            try:
                self._tick()
                while self._take():
                    pass
            except Error:
                _LOG.exception("the database did not answer")
                connection.close()
                self.stop.wait(_BREATH)
            self._wake.wait(self.pace.poll * random.uniform(0.8, 1.2))  # noqa: S311 - so that workers don't look all at once
            self._wake.clear()
        stuck = self._stuck()
        self.stop.set()
        self._see_out()
        connection.close()
        return not stuck

    def go_home(self) -> None:
        """Stop taking jobs; those under way go as far as their next step."""
        self.stop.set()
        self._wake.set()

    def _names(self, *, all_: bool) -> list[str]:
        return list(self._works) if all_ else self._light

    def _take(self) -> bool:
        """Take one job if a hand is free. Whether to look again at once."""
        if self.stop.is_set() or len(self._hands) >= self.pace.slots:
            return False
        # One heavy job at a time: each takes the memory and the cores of a whole import.
        every = not any(hand.work.heavy for hand in self._holding())
        if not anything(self._questions[every]):
            return False
        delivery = claim(self._names(all_=every), self.name, self.pace)
        if delivery is None:
            return True
        hand = Hand(self._works[delivery.name], delivery, self.pace.lease, self.stop)
        with self._lock:
            self._hands[delivery.id, delivery.attempt] = hand
        Thread(target=self._do, args=(hand,), daemon=True).start()
        return True

    def _do(self, hand: Hand) -> None:
        try:
            hand.do()
        except Exception:  # noqa: BLE001 - the lease runs out, and another worker takes it
            _LOG.exception("%s %s: its end could not be written down", hand.work.name, hand.delivery.id)
        finally:
            connection.close()
            with self._lock:
                del self._hands[hand.delivery.id, hand.delivery.attempt]
            self._wake.set()

    def _holding(self) -> list[Hand]:
        with self._lock:
            return list(self._hands.values())

    def _heartbeats(self) -> None:
        while True:
            time.sleep(self.pace.heartbeat)
            try:
                for hand in self._holding():
                    self._say_we_have(hand)
            except Error:
                _LOG.exception("a heartbeat did not reach the database")
            finally:
                connection.close()

    def _say_we_have(self, hand: Hand) -> None:
        if hand.lost.is_set() or hand.overdue.is_set():
            return
        if hand.late():
            overdue(hand)
            return
        found = renew(hand.delivery, self.pace.lease)
        if not found.held:
            hand.lost.set()
            hand.let_go()
        elif found.cancel_asked:
            hand.cancelled.set()

    def _stuck(self) -> bool:
        """Whether a job that is no longer ours won't let go of its thread."""
        return any(hand.clings() for hand in self._holding())

    def _tick(self) -> None:
        if time.monotonic() - self._ticked < self.pace.tick:
            return
        self._ticked = time.monotonic()
        now = database_now()
        for work in self._works.values():
            if work.schedule is None or self._turns.get(work.name) == work.schedule.slot(now):
                continue
            tick(work, work.schedule, now)
            self._turns[work.name] = work.schedule.slot(now)

    def _see_out(self) -> None:
        until = time.monotonic() + _LAST_STEPS
        while self._holding() and time.monotonic() < until and not self._stuck():
            time.sleep(0.05)
