"""`juluo up` as a person starts it, on a port of its own."""

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

LISTENING = Path(__file__).with_name("listening")
_OPEN = "Ctrl-C"
_LONGEST_END = 30.0


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk that answers. `link` leads whoever starts it to the first account; empty where there is one."""

    address: str
    home: Path
    link: str

    def spoke(self) -> list[str]:
        """Which of its processes spoke to whom, or looked somebody up, until now."""
        return (self.home.parent / "heard").read_text(encoding="utf-8").splitlines()

    def strangers(self) -> list[str]:
        """All but what starts it, which asks its pages whether they answer: those and the worker speak to nobody."""
        return [said for said in self.spoke() if json.loads(said)[0] != ["juluo", "up"]]


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@contextmanager
def up(home: Path, **settings: str) -> Iterator[Desk]:
    port = _free_port()
    environment = {"PATH": os.environ["PATH"], "HOME": str(home.parent), **settings}
    environment |= {"PYTHONPATH": str(LISTENING), "JULUO_TEST_HEARD": str(home.parent / "heard")}
    command = [sys.executable, "-m", "juluo", "up", "--home", str(home), "--port", str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - this very Python
        try:
            said = _said(process)
            link = re.search(r"http://\S+/welcome/\S+", said)
            yield Desk(f"http://127.0.0.1:{port}", home, link[0] if link else "")
        finally:
            process.terminate()
            try:
                process.wait(_LONGEST_END)
            finally:
                # One that doesn't end when it is asked to fails the test; it doesn't outlive it.
                process.kill()


def _said(process: subprocess.Popen[str]) -> str:
    """What it prints until it is open."""
    assert process.stdout is not None
    said = ""
    while _OPEN not in said:
        line = process.stdout.readline()
        assert line, f"juluo up ended: {said}"
        said += line
    return said
