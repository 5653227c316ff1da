"""Two web processes and a worker write to one SQLite file: nobody is told that it is locked, and nothing is lost."""

import json
import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).parents[3] / "bench" / "writing.py"


def test_processes_that_write_at_once_never_meet_a_locked_database() -> None:
    posts = 8
    ended = subprocess.run(  # noqa: S603 - this very Python
        [sys.executable, str(BENCH), "--posts", str(posts), "--json"], stdout=subprocess.PIPE, check=False, timeout=120
    )
    found = json.loads(ended.stdout)
    assert (found["refused"], found["locked"]) == (0, 0), found
    assert found["posts"] == found["parcels"] == 2 * 4 * posts, found
    assert found["steps"] == found["steps_expected"] > 0, found
    assert ended.returncode == 0
