"""The process that serves pages, started by `juluo up`: `python -m juluo.web.serve PORT`.

Standard input is the tie to who started it: when it ends, that one has ended, and so does this.
"""

import os
import signal
import sys
from threading import Thread

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

_THREADS = 4
ADDRESS = "127.0.0.1"


def end_with_parent() -> None:
    """Ask this process to end in order once its standard input does."""

    def wait() -> None:
        # Not through sys.stdin: its lock would be held in the process that the server forks.
        os.read(0, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    Thread(target=wait, daemon=True).start()


def main(port: int) -> None:
    end_with_parent()
    os.environ["JULUO_SERVED"] = str(os.getpid())
    server = Server(
        "juluo.web.wsgi:application",
        address=ADDRESS,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=_THREADS,
        log_level=LogLevels.warning,
        workers_kill_timeout=5,
    )
    server.serve()


if __name__ == "__main__":
    main(int(sys.argv[1]))
