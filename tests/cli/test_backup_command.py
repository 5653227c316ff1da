"""juluo backup and juluo restore, as an operator has them."""

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from cli_words import Juluo, one_sentence
from small_export import write_small_export

EN = {"JULUO_LANG": "en"}
DICE = Random()  # noqa: S311 - points in time, not secrets


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups"


@pytest.fixture
def saved(juluo: Juluo, small: dict[str, object], backups: Path) -> Path:
    assert small["added"]
    assert juluo("backup", backups / "one.zip").exit_code == 0
    return backups / "one.zip"


def report(juluo: Juluo, home: Path) -> dict[str, object]:
    told = json.loads(juluo("report", "small", "--format", "json", home=home).stdout)
    assert told.pop("made_at")
    return dict(told)


def test_a_restored_home_gives_the_same_report_and_readings(
    juluo: Juluo, home: Path, saved: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again"
    before = report(juluo, home)
    assert juluo("restore", saved, home=again).exit_code == 0
    assert report(juluo, again) == before
    for metric in ("active_members", "messages", "reply_rate", "time_to_first_response", "gini_speakers", "retention"):
        there, here = (juluo("metric", "small", metric, "--json", home=one) for one in (again, home))
        assert there.stdout == here.stdout
        assert there.exit_code == 0, there.stderr
    listed = [juluo("communities", "--json", home=one).stdout for one in (home, again)]
    assert listed[0] == listed[1]


def test_it_says_what_was_done(juluo: Juluo, saved: Path, tmp_path: Path, backups: Path) -> None:
    said = juluo("backup", backups, env=EN).stdout
    assert said.startswith(f"Backed up to {backups / 'juluo-'}")
    assert "keys" in said
    zh = juluo("restore", saved, home=tmp_path / "again").stdout
    assert "恢复好了" in zh
    assert "抹除名单" in zh
    elsewhere = saved.rename(tmp_path / "carried.zip")
    assert "里面了" in juluo("restore", elsewhere, home=tmp_path / "third").stdout
    assert "are in it again" in juluo("restore", elsewhere, home=tmp_path / "fourth", env=EN).stdout


def test_machines_are_told_in_json(juluo: Juluo, saved: Path, tmp_path: Path, backups: Path) -> None:
    made = json.loads(juluo("backup", backups / "two.zip", "--json").stdout)
    assert made["path"] == str(backups / "two.zip")
    assert made["size"] == (backups / "two.zip").stat().st_size
    done = json.loads(juluo("restore", saved, "--json", home=tmp_path / "again").stdout)
    assert (done["list_known"], done["erased"], done["ledger_version"]) == (True, 0, made["ledger_version"])


@pytest.mark.parametrize("env", [{}, EN])
def test_whoever_erases_is_told_of_backups(
    juluo: Juluo, saved: Path, tmp_path: Path, backups: Path, env: dict[str, str]
) -> None:
    erased = juluo("erase", "small", "--person", "Marek", "--yes", env=env)
    assert str(backups) in erased.stdout.splitlines()[1]
    done = juluo("restore", saved, home=tmp_path / "again", env=env)
    assert ("1 account" if env else "1个账号") in done.stdout
    people = juluo("entries", "small", "--day", "2026-11-01", "--json", home=tmp_path / "again").stdout
    assert "林晚" in people
    assert "Marek" not in people
    backups.rename(tmp_path / "carried")
    erased = juluo("erase", "small", "--person", "周野", "--yes", env=env)
    assert "--erased-from" in erased.stdout
    done = juluo("restore", tmp_path / "carried" / "one.zip", "--erased-from", tmp_path / "home", home=tmp_path / "b")
    assert "2个账号" in done.stdout


def test_what_can_t_be_done_is_told_in_a_sentence(
    juluo: Juluo, saved: Path, home: Path, tmp_path: Path, export: Path
) -> None:
    assert "没有要备份的" in one_sentence(juluo("backup", tmp_path / "x.zip", home=tmp_path / "nowhere"))
    assert not (tmp_path / "nowhere").exists()
    assert "已经有" in one_sentence(juluo("backup", saved))
    assert "里面" in one_sentence(juluo("backup", home / "x.zip"))
    assert "不是空的" in one_sentence(juluo("restore", saved))
    assert "找不到文件" in one_sentence(juluo("restore", tmp_path / "no.zip", home=tmp_path / "a"))
    assert "不是聚落的备份" in one_sentence(juluo("restore", export, home=tmp_path / "a"))
    assert "那是一个文件夹" in one_sentence(juluo("restore", tmp_path, home=tmp_path / "a"))
    assert str(export) in one_sentence(juluo("restore", saved, home=export))
    saved.write_bytes(saved.read_bytes()[:-10])
    assert "坏了" in one_sentence(juluo("restore", saved, home=tmp_path / "a"))
    assert "damaged" in one_sentence(juluo("restore", saved, home=tmp_path / "a", env=EN))


def test_records_elsewhere_are_not_in_it_and_that_is_said(juluo: Juluo, saved: Path, backups: Path) -> None:
    assert saved.exists()
    said = juluo("backup", backups / "two.zip", env={"DATABASE_URL": "postgres://a:b@c/d"}).stdout
    assert "pg_dump" in said


def test_while_another_process_imports(juluo: Juluo, home: Path, saved: Path, tmp_path: Path, backups: Path) -> None:
    more = tmp_path / "more.jsonl"
    lines = write_small_export(more).read_text(encoding="utf-8").splitlines()
    more.write_text("\n".join(line.replace('"id": "m', f'"id": "n{n}') for n in range(60) for line in lines))
    command = [sys.executable, "-m", "juluo", "import", str(more), "--community", "small", "--home", str(home)]
    made = 0
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as importing:  # noqa: S603 - this very Python
        while importing.poll() is None or not made:
            made += 1
            assert juluo("backup", backups / f"b{made}.zip").exit_code == 0
            # Every backup is restored below: some dozen moments of the import are enough.
            with suppress(subprocess.TimeoutExpired):
                importing.wait(DICE.random() * 0.3)
    assert importing.returncode == 0
    counts = set()
    for nth in range(1, made + 1):
        assert juluo("restore", backups / f"b{nth}.zip", home=tmp_path / f"r{nth}").exit_code == 0
        told = juluo("entries", "small", "--day", "2026-11-02", "--json", home=tmp_path / f"r{nth}").stdout
        counts.add(len(json.loads(told)))
    assert counts <= {3, 3 + 3 * 60}
    assert juluo("restore", saved, home=tmp_path / "first").exit_code == 0
