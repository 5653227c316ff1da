"""The process that works in the background, started by `juluo up`: `python -m juluo.web.work`."""

import os
import signal
import sys
from threading import Thread

import django

MAKE_WAY = 75


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "juluo.web.settings")
    django.setup()
    from juluo.shell.jobs.worker import Worker  # noqa: PLC0415 - records exist once Django is set up
    from juluo.web.preparing import watch  # noqa: PLC0415 - the same

    worker = Worker()
    watch(worker.stop)
    signal.signal(signal.SIGTERM, lambda *_: worker.go_home())

    def wait() -> None:
        os.read(0, 1)
        worker.go_home()

    Thread(target=wait, daemon=True).start()
    return 0 if worker.run() else MAKE_WAY


if __name__ == "__main__":
    code = main()
    # Threads of jobs that won't end must not hold up who goes home.
    sys.stdout.flush()
    os._exit(code)
