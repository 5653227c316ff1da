"""A worker's process for tests: the product's worker with the tests' jobs and a hurried pace.

python work_process.py LEASE
"""

import signal
import sys

import django


def main(lease: float) -> int:
    django.setup()
    import jobs_for_tests  # noqa: F401, PLC0415 - registered by being imported, once Django is set up

    from juluo.shell.jobs.lease import Pace  # noqa: PLC0415 - the same
    from juluo.shell.jobs.worker import Worker  # noqa: PLC0415 - the same

    worker = Worker(Pace(lease=lease, poll=0.05, tick=0.3))
    signal.signal(signal.SIGTERM, lambda *_: worker.go_home())
    print("ready", flush=True)  # noqa: T201 - the test waits for this line
    return 0 if worker.run() else 75


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])))
