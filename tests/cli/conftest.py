"""The command line as a person at a terminal has it: one home, one small export, and nothing from the surroundings."""

import json
import shutil
from pathlib import Path

import pytest
from cli_words import Juluo
from small_export import write_small_export
from typer.testing import CliRunner, Result

from juluo.cli.main import application

SURROUNDINGS = ("JULUO_LANG", "JULUO_HOME", "LC_ALL", "LANG")


@pytest.fixture(autouse=True)
def no_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SURROUNDINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "200")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def ran(home: Path, *arguments: object, stdin: bytes = b"", env: dict[str, str] | None = None) -> Result:
    """A command on a home. Whatever goes wrong, it is told in words: never an exception."""
    given = {**dict.fromkeys(SURROUNDINGS), "JULUO_HOME": str(home), **(env or {})}
    result = CliRunner().invoke(application(), [str(one) for one in arguments], input=stdin, env=given)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


@pytest.fixture
def juluo(home: Path) -> Juluo:
    """Run a command on this test's home."""

    def run(*arguments: object, home: Path = home, stdin: bytes = b"", env: dict[str, str] | None = None) -> Result:
        return ran(home, *arguments, stdin=stdin, env=env)

    return run


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return write_small_export(tmp_path / "small.jsonl")


@pytest.fixture(scope="session")
def brought() -> dict[tuple[bytes, tuple[str, ...]], tuple[Path, Result]]:
    """The homes that `bring` made, by what is in them."""
    return {}


@pytest.fixture
def bring(
    home: Path,
    brought: dict[tuple[bytes, tuple[str, ...]], tuple[Path, Result]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Juluo:
    """Import a file into this test's home, which is empty; the same file again is a copy of the first home."""

    def brings(file: Path, *options: str) -> Result:
        known = (file.read_bytes(), options)
        if known not in brought:
            made = tmp_path_factory.mktemp("brought") / "home"
            brought[known] = made, ran(made, "import", file, *options)
        made, result = brought[known]
        assert result.exit_code == 0, result.stderr
        shutil.copytree(made, home)
        return result

    return brings


@pytest.fixture
def small(bring: Juluo, export: Path) -> dict[str, object]:
    """The small export imported as `small`; its receipt."""
    return dict(json.loads(bring(export, "--community", "small", "--json").stdout))
