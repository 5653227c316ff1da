import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from cli_words import Juluo, one_sentence
from typer.testing import CliRunner

from juluo import __version__
from juluo.cli.main import COMMANDS, application

CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff01-\uff60]")
ENGLISH = {"JULUO_LANG": "en"}


def test_commands_speak_english(juluo: Juluo, export: Path) -> None:
    for arguments in (
        ("import", export, "-c", "small"),
        ("communities",),
        ("count", "small", "--date", "2026-11-05", "--members", "40"),
        ("undo", "2"),
        ("erase", "small", "--person", "u4", "--yes"),
    ):
        result = juluo(*arguments, env=ENGLISH)
        assert result.exit_code == 0
        assert not CHINESE.search(result.stdout), result.stdout


def test_refusals_are_english_too(juluo: Juluo, small: object) -> None:
    assert small
    assert one_sentence(juluo("report", "nobody", env=ENGLISH)) == "There is no community nobody; there are: small."
    assert one_sentence(juluo("undo", "7", env=ENGLISH)) == "There is no import #7 to take back; there are: #1."
    told = one_sentence(juluo("report", "small", "--date", "soon", env={"LC_ALL": "en_GB.UTF-8"}))
    assert told == "soon is no date; write it like 2026-11-19."


@pytest.mark.parametrize(
    ("env", "options", "told"),
    [
        ({}, (), "运营日报"),
        ({"LC_ALL": "en_GB.UTF-8"}, (), "运营日报"),
        (ENGLISH, (), "Daily report"),
        (ENGLISH, ("--lang", "zh"), "运营日报"),
        ({"JULUO_LANG": "zh"}, ("--lang", "en"), "Daily report"),
    ],
)
def test_the_report_s_language(
    juluo: Juluo, small: object, env: dict[str, str], options: tuple[str, ...], told: str
) -> None:
    assert small
    assert told in juluo("report", "small", *options, env=env).stdout


def test_the_home_is_an_option_or_a_variable(juluo: Juluo, export: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    assert juluo("import", export, "-c", "small", "--home", other).exit_code == 0
    assert juluo("communities", "--json").stdout == "[]\n"
    assert "small" in juluo("communities", home=other).stdout


def test_without_either_it_lies_in_the_person_s_own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert CliRunner().invoke(application(), ["communities"]).exit_code == 0
    assert (tmp_path / ".juluo").is_dir()


def test_a_home_that_cannot_be_one(juluo: Juluo, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    told = one_sentence(juluo("communities", home=file))
    assert told == f"打不开数据文件夹 {file}：那是一个文件，不是文件夹。"


def test_the_version(juluo: Juluo) -> None:
    assert juluo("--version").stdout == f"juluo {__version__}\n"


def test_help_is_in_both_languages(juluo: Juluo) -> None:
    told = juluo("--help").stdout
    assert all(command in told for command in COMMANDS)
    for command in COMMANDS:
        page = juluo(command, "--help").stdout
        assert "｜" in page


def test_a_process_of_its_own(export: Path, home: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        surroundings = {**os.environ, "JULUO_HOME": str(home), "PYTHONUTF8": "1"}
        command = [sys.executable, "-m", "juluo", *arguments]
        return subprocess.run(command, capture_output=True, encoding="utf-8", env=surroundings, check=False)  # noqa: S603 - our own

    assert run("import", str(export), "-c", "small").stdout.startswith("导入 #1：")
    assert run("report", "small", "--date", "2026-11-05").stdout.startswith("# small 运营日报")
    refused = run("report", "nobody")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == "没有叫 nobody 的社群：有 small。\n"
