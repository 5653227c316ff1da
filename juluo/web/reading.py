"""The reading of texts in the background, after every change of the ledger: what nobody has read yet is read."""

import time
from datetime import timedelta

from django.conf import settings

from juluo.desk.readings.facts import lessons
from juluo.shell.jobs.actions import enqueue
from juluo.shell.jobs.run import Run
from juluo.shell.jobs.work import job
from juluo.store.embedded import EmbeddedStore
from juluo.web.needs import found as needs_found
from juluo.web.questions.found import ask_to_look

_SAYS_EVERY = 0.4


@job("findings.read", called="读成员说的话", heavy=True, deadline=timedelta(hours=4))
def read_words(run: Run) -> int:
    """Read what is missing of a community. Killed or stopped, what was published stays. Returns how many were read."""
    from juluo.intake.analysis import analyse  # noqa: PLC0415 - only the process that reads needs its models

    said = _Said(run)
    store = EmbeddedStore(settings.HOME)
    try:
        run.check()
        found = store.community(run.community)
        read = analyse(store, found, said.heard, lessons=lessons(run.community)).read if found is not None else 0
    finally:
        store.close()
    ask_to_look(run.community)
    needs_found.ask(run.community)
    return read


def ask_to_read(community: str) -> int:
    """Let a worker read; one that is asked for already is enough."""
    return enqueue(read_words, community=community, queue=f"{read_words.name}:{community}")


class _Said:
    """How far it is, written down now and then; whoever cancels it is heard there."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.next = 0.0

    def heard(self, done: int, total: int) -> None:
        if time.monotonic() >= self.next:
            self.next = time.monotonic() + _SAYS_EVERY
            with self.run.step({"read": done}, done=done, total=total):
                pass
