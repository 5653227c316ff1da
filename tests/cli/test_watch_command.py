"""juluo watch --once, as cron runs it."""

import os
from pathlib import Path

from typer.testing import CliRunner

from juluo.cli.main import application

LINES = "time,author,text\n2026-11-19T08:00:00Z,Lin,tea\n"


def watched(folder: Path, home: Path) -> str:
    ran = CliRunner().invoke(
        application("watch"),
        ["watch", str(folder), "-c", "tea", "--once", "--home", str(home)],
        env={"JULUO_LANG": "zh"},
    )
    assert ran.exit_code == 0, ran.output
    return ran.output


def test_new_files_are_imported_once(tmp_path: Path) -> None:
    folder, home = tmp_path / "exports", tmp_path / "home"
    folder.mkdir()
    for name, words in (("a.csv", LINES), ("b.png", "\x00\x01\x02 no chat")):
        (folder / name).write_text(words, encoding="utf-8")
        os.utime(folder / name, (1e9, 1e9))
    first = watched(folder, home)
    assert "新增1条" in first
    assert "认不出 b.png" in first
    assert watched(folder, home) == "", "nothing new"
    (folder / "a.csv").write_text(LINES + "2026-11-19T08:01:00Z,An,more tea\n", encoding="utf-8")
    os.utime(folder / "a.csv", (1.1e9, 1.1e9))
    assert "新增1条，更新0条，已有1条" in watched(folder, home)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    ran = CliRunner().invoke(
        application("watch"), ["watch", str(tmp_path / "no"), "-c", "tea", "--home", str(tmp_path)]
    )
    assert ran.exit_code == 1
