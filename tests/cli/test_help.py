"""What --help prints in a window of 80 columns: every word of it."""

import json
import os
import subprocess
import sys

import pytest

COMMANDS = ("report", "metric", "causes", "alarms", "retention", "recommend")
# A process of its own: how wide a window is, the library of options asks once, when it is loaded.
_ALL = """
import json, sys
from typer.testing import CliRunner
from juluo.cli.main import application
print(json.dumps({name: CliRunner().invoke(application(), [name, "--help"]).output for name in sys.argv[1:]}))
"""


@pytest.fixture(scope="module")
def told() -> dict[str, str]:
    narrow = {**os.environ, "COLUMNS": "80", "TERMINAL_WIDTH": "80"}
    asked = [sys.executable, "-c", _ALL, *COMMANDS]
    printed = subprocess.run(asked, check=True, capture_output=True, env=narrow).stdout  # noqa: S603 - ours
    return dict(json.loads(printed))


@pytest.mark.parametrize("command", COMMANDS)
def test_no_option_is_explained_half(command: str, told: dict[str, str]) -> None:
    assert "--help" in told[command]
    assert max(map(len, told[command].splitlines())) <= 80
    assert "…" not in told[command]
