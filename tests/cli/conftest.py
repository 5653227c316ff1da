"""The command line as a person at a terminal has it: one home, one small export, and nothing from the surroundings."""

import json
from pathlib import Path

import pytest
from cli_words import Juluo
from small_export import write_small_export
from typer.testing import CliRunner, Result

from juluo.cli.main import application


@pytest.fixture(autouse=True)
def no_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("JULUO_LANG", "JULUO_HOME", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "200")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def juluo(home: Path) -> Juluo:
    """Run a command on this test's home. Whatever goes wrong, it is told in words: never an exception."""

    def run(*arguments: object, home: Path = home, stdin: bytes = b"", env: dict[str, str] | None = None) -> Result:
        given = {"JULUO_HOME": str(home), **(env or {})}
        result = CliRunner().invoke(application(), [str(one) for one in arguments], input=stdin, env=given)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert "Traceback" not in result.output
        return result

    return run


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return write_small_export(tmp_path / "small.jsonl")


@pytest.fixture
def small(juluo: Juluo, export: Path) -> dict[str, object]:
    """The small export imported as `small`; its receipt."""
    result = juluo("import", export, "--community", "small", "--json")
    assert result.exit_code == 0, result.stderr
    return dict(json.loads(result.stdout))
