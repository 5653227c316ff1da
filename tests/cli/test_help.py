"""What --help prints in a window of 80 columns: every word of it."""

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize("command", ["report", "metric", "causes", "alarms", "retention"])
def test_no_option_is_explained_half(command: str) -> None:
    asked = [sys.executable, "-m", "juluo", command, "--help"]
    narrow = {**os.environ, "COLUMNS": "80", "TERMINAL_WIDTH": "80"}
    told = subprocess.run(asked, check=True, capture_output=True, text=True, env=narrow).stdout  # noqa: S603 - ours
    assert "--help" in told
    assert "…" not in told
