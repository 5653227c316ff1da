"""The processes of `juluo up`: started, watched, started again, and ended together."""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Mapping
from threading import Event

_LOOKS = 0.5
_PATIENCE = 20.0
# More ends than this within a minute, and starting again is no help.
_MOST, _MINUTE = 5, 60.0


class HopelessError(Exception):
    """A process ends again and again."""


class Crew:
    """Each is tied to this process by its standard input: however this one ends, they hear of it."""

    def __init__(self, modules: Mapping[str, tuple[str, ...]]) -> None:
        self._modules = dict(modules)
        self._running = {name: _started(module) for name, module in modules.items()}
        self._ends: deque[float] = deque(maxlen=_MOST)

    def answers(self, address: str, seconds: float, stop: Event) -> bool:
        """Wait until the pages answer. False if they don't, or their process ended."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and not stop.is_set():
            if self._running["web"].poll() is not None:
                return False
            try:
                with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own address
                    return True
            except (urllib.error.URLError, OSError):
                stop.wait(0.1)
        return stop.is_set()

    def watch(self, stop: Event) -> None:
        """Until told to stop: whoever ends is started again. Raises HopelessError when that does not help."""
        while not stop.wait(_LOOKS):
            for name, process in self._running.items():
                if process.poll() is not None:
                    self._note_end()
                    self._running[name] = _started(self._modules[name])

    def end(self) -> None:
        """Ask all to end, and make those that don't."""
        for process in self._running.values():
            if process.stdin:
                process.stdin.close()
            process.terminate()
        until = time.monotonic() + _PATIENCE
        for process in self._running.values():
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _note_end(self) -> None:
        now = time.monotonic()
        self._ends.append(now)
        if len(self._ends) == _MOST and now - self._ends[0] < _MINUTE:
            raise HopelessError


def _started(module: tuple[str, ...]) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C in the terminal is for us, and we end the others in order.
    return subprocess.Popen(  # noqa: S603 - this very Python
        [sys.executable, "-m", *module], stdin=subprocess.PIPE, start_new_session=True
    )
