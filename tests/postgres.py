"""A PostgreSQL server of the tests' own, where one is installed: nothing is faked, and nothing else is touched."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest

_INSTALLED = ("/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt/postgresql")


def programs() -> Path | None:
    """The folder of the server's programs, the newest there is."""
    found = [path.parent for base in _INSTALLED for path in sorted(Path(base).glob("**/bin/initdb"))]
    on_path = shutil.which("initdb")
    return found[-1] if found else Path(on_path).parent if on_path else None


def require_programs(environment: Mapping[str, str]) -> Path:
    """Where every test must run, a missing server is a failure; elsewhere the tests say why they are left out."""
    found = programs()
    if found is None:
        reason = "no PostgreSQL server is installed: apt-get install postgresql"
        if environment.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@dataclass(frozen=True, slots=True)
class Server:
    """One for a process of tests; every test that asks has a database of its own there."""

    folder: Path
    _filled: set[str] = field(default_factory=set)
    _numbers: "count[int]" = field(default_factory=count)

    @contextmanager
    def database(self, template: str, fill: Callable[[str], object]) -> Iterator[str]:
        """The address of a new database: a copy of the template, which `fill` filled by its address, once."""
        if template not in self._filled:
            self._tell(f"CREATE DATABASE {template}")
            fill(self._address(template))
            self._filled.add(template)
        name = f"{template}_{next(self._numbers)}"
        self._tell(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield self._address(name)
        finally:
            self._tell(f"DROP DATABASE {name} WITH (FORCE)")

    def _address(self, name: str) -> str:
        return f"postgres://juluo@/{name}?host={self.folder}"

    def _tell(self, command: str) -> None:
        import psycopg  # noqa: PLC0415 - few processes of tests start a server

        with psycopg.connect(self._address("postgres"), autocommit=True) as opened:
            opened.execute(command.encode())


@contextmanager
def served() -> Iterator[Server]:
    """A server that listens on a socket in its own folder. However this process ends, server and folder are gone."""
    found = require_programs(os.environ)
    folder = Path(tempfile.mkdtemp(prefix="juluo-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody")
    guard = _guarded(found / "pg_ctl", folder)
    data, options = folder / "data", f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    try:
        _run(folder, found / "initdb", "-D", data, "-U", "juluo", "-A", "trust", "-E", "UTF8", "--no-sync")
        _run(folder, found / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", options, "start")
        yield Server(folder)
    finally:
        guard.communicate()


def _guarded(pg_ctl: Path, folder: Path) -> "subprocess.Popen[bytes]":
    """A shell that waits for the end of its input, which comes when it is closed and when this process is killed."""
    tidies = 'cat; "$0" -D "$1/data" -m immediate -w stop; rm -rf "$1"'
    return subprocess.Popen(  # noqa: S603 - the system's shell
        ["/bin/sh", "-c", tidies, str(pg_ctl), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        start_new_session=True,
        **_nobody(),
    )


def _run(folder: Path, *command: object) -> None:
    # The server keeps what it inherits: a pipe to it would never end.
    with (folder / "out").open("ab") as out:
        subprocess.run([str(one) for one in command], check=True, cwd=folder, stdout=out, stderr=out, **_nobody())  # noqa: S603 - the installed server


def _nobody() -> dict[str, Any]:
    """The server refuses to run as root; then it runs as somebody who owns nothing."""
    return {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid} if os.geteuid() == 0 else {}
