"""The process that serves pages, started by `juluo up`: `python -m juluo.web.serve HOST PORT PROCESSES`.

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
_AGAIN_AFTER = 0.5


def end_with_parent() -> None:
    """Ask this process to end in order once its standard input does."""

    def wait() -> None:
        # Not through sys.stdin: its lock would be held in the process that the server forks.
        os.read(0, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    Thread(target=wait, daemon=True).start()


def main(host: str, port: int, processes: int) -> None:
    end_with_parent()
    os.environ["JULUO_SERVED"] = str(os.getpid())
    server = Server(
        "juluo.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        # One that was killed is replaced; the others go on answering.
        respawn_failed_workers=True,
        respawn_interval=_AGAIN_AFTER,
        blocking_threads=_THREADS,
        log_level=LogLevels.warning,
        workers_kill_timeout=5,
    )
    server.serve()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
