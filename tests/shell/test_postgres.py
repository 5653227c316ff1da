"""Where every test must run, PostgreSQL must be there; where a test was, no server is left."""

import subprocess
import sys
import time
from pathlib import Path

import postgres
import pytest


def test_a_missing_server_fails_the_check_and_is_told_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "programs", lambda: None)
    with pytest.raises(pytest.fail.Exception, match="apt-get install postgresql"):
        postgres.require_programs({"CI": "true"})
    with pytest.raises(pytest.skip.Exception, match="apt-get install postgresql"):
        postgres.require_programs({})


SERVES = """
import sys
from postgres import served
with served() as server:
    print(server.folder, flush=True)
    sys.stdin.read()
"""


def test_a_server_ends_with_whoever_started_it_killed_or_not() -> None:
    command, here = [sys.executable, "-c", SERVES], Path(postgres.__file__).parent
    with subprocess.Popen(command, cwd=here, stdin=-1, stdout=-1, text=True) as ours:  # noqa: S603 - this very Python
        assert ours.stdout is not None
        folder = Path(ours.stdout.readline().strip())
        number = int((folder / "data" / "postmaster.pid").read_text(encoding="ascii").split()[0])
        assert Path(f"/proc/{number}").exists()
        ours.kill()
    until = time.monotonic() + 60
    while folder.exists() or Path(f"/proc/{number}").exists():
        assert time.monotonic() < until, "the server is still there"
        time.sleep(0.1)
