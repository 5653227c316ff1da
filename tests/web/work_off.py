"""Does what waits in the background, here and now. Django must be set up before this is imported."""

import gc

from juluo.shell.jobs.hands import execute
from juluo.shell.jobs.lease import Pace, claim
from juluo.shell.jobs.models import Clock, Job, Status
from juluo.shell.jobs.run import Run
from juluo.shell.jobs.work import works


def work_off(most: int = 20) -> list[str]:
    """Do every waiting job in the order of a worker, those put off included. Returns how each ended."""
    ended = []
    for _ in range(most):
        Job.objects.filter(status=Status.WAITING).update(due=Clock())
        delivery = claim(works(), "test", Pace())
        if delivery is None:
            break
        execute(works()[delivery.name], Run(delivery, 60.0))
        ended.append(str(Job.objects.get(pk=delivery.id).status))
    gc.enable()
    return ended
