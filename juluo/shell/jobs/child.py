"""The process of one heavy job: `python -m juluo.shell.jobs.child MODULE JOB ATTEMPT LEASE`, started by a worker.

Standard input is the tie to the worker: when it ends, the worker has ended, and so does this.
"""

import importlib
import os
import sys
from threading import Thread

import django

_ORPHANED = 70


def _end_with_parent() -> None:
    os.read(0, 1)
    os._exit(_ORPHANED)


def main(module: str, number: int, attempt: int, lease: float) -> None:
    Thread(target=_end_with_parent, daemon=True).start()
    django.setup()
    importlib.import_module(module)
    from juluo.shell.jobs.hands import execute  # noqa: PLC0415 - records exist once Django is set up
    from juluo.shell.jobs.lease import delivered  # noqa: PLC0415 - the same
    from juluo.shell.jobs.run import Run  # noqa: PLC0415 - the same
    from juluo.shell.jobs.work import works  # noqa: PLC0415 - the same

    delivery = delivered(number, attempt)
    if delivery is not None:
        execute(works()[delivery.name], Run(delivery, lease))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
