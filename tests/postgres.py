"""A PostgreSQL server of the tests' own, where one is installed: nothing is faked, and nothing else is touched."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connections

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


@contextmanager
def served() -> Iterator[str]:
    """The address of an empty database on a server that listens on a socket in its own folder."""
    found = require_programs(os.environ)
    folder = Path(tempfile.mkdtemp(prefix="juluo-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody")
    data, options = folder / "data", f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    _run(folder, found / "initdb", "-D", data, "-U", "juluo", "-A", "trust", "-E", "UTF8", "--no-sync")
    _run(folder, found / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", options, "start")
    try:
        yield f"postgres://juluo@/postgres?host={folder}"
    finally:
        _run(folder, found / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
        folder.with_suffix(".out").unlink(missing_ok=True)


def answer_from(database: Mapping[str, object]) -> dict[str, object]:
    """Let this process ask another database, in all its threads; returns the one before."""
    connections["default"].close()
    del connections["default"]
    before, connections.settings["default"] = (
        connections.settings["default"],
        connections.configure_settings({"default": dict(database)})["default"],
    )
    return dict(before)


def _run(folder: Path, *command: object) -> None:
    """The server refuses to run as root; then it runs as somebody who owns nothing."""
    nobody = {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid} if os.geteuid() == 0 else {}
    # The server keeps what it inherits: a pipe to it would never end.
    with folder.with_suffix(".out").open("ab") as out:
        subprocess.run([str(one) for one in command], check=True, cwd=folder, stdout=out, stderr=out, **nobody)  # noqa: S603 - the installed server
