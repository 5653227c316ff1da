"""juluo forget-text and juluo export-person, on a home that has no desk."""

import json
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cli_words import Juluo, one_sentence
from home_words import files_saying


def back(days: int) -> date:
    """How long words are kept is counted from the day on which the command runs, by the community's clock."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).date() - timedelta(days=days)


@pytest.fixture
def tea(bring: Juluo, tmp_path: Path) -> Path:
    """Two people's words, old and new."""
    file = tmp_path / "tea.csv"
    old, new = back(100), back(3)
    rows = [(old, "阿海", "很久以前的话"), (old, "陈默", "很久以前的回答"), (new, "阿海", "最近的话")]
    lines = [f"{day}T12:00:00,{who},{text},茶馆" for day, who, text in rows]
    file.write_text("\n".join(["time,author,text,channel", *lines]) + "\n", encoding="utf-8")
    bring(file, "--community", "tea")
    file.unlink()
    return file


@pytest.mark.usefixtures("tea")
def test_old_words_go_and_the_rule_stays(juluo: Juluo, home: Path) -> None:
    assert "一直留着" in juluo("forget-text", "tea").stdout
    said = juluo("forget-text", "tea", "--days", "60", "--yes").stdout
    assert "抹去了2条旧的正文" in said
    assert "正文留60天" in said
    assert files_saying(home, "很久以前") == []
    assert files_saying(home, "最近的话") != []
    told = json.loads(juluo("forget-text", "tea", "--now", "--json").stdout)
    assert told == {
        "community": "tea",
        "days": 60,
        "gone_before": str(back(60)),
        "taken": 0,
    }
    assert "for ever" in juluo("forget-text", "tea", "--forever", env={"JULUO_LANG": "en"}).stdout


@pytest.mark.usefixtures("tea")
def test_what_makes_no_sense_is_told_in_a_sentence(juluo: Juluo) -> None:
    assert "一次只写一个" in one_sentence(juluo("forget-text", "tea", "--days", "60", "--forever"))
    assert "没有到期的" in one_sentence(juluo("forget-text", "tea", "--now"))
    assert juluo("forget-text", "tea", "--days", "7").exit_code != 0


@pytest.mark.usefixtures("tea")
def test_a_person_gets_a_file(juluo: Juluo, home: Path, tmp_path: Path) -> None:
    target = tmp_path / "hai.zip"
    assert str(target) in juluo("export-person", "tea", "--person", "阿海", "--to", target).stdout
    with zipfile.ZipFile(target) as bundle:
        told = json.loads(bundle.read("data.json"))
        names = set(bundle.namelist())
    assert names == {"index.html", "data.json", "accounts.csv", "entries.csv", "named-by-others.csv", "desk.csv"}
    assert [one["text"] for one in told["entries"]] == ["很久以前的话", "最近的话"]
    assert target.stat().st_mode & 0o077 == 0
    assert not (home / "juluo.sqlite3").exists()
    assert "没有这人" in one_sentence(juluo("export-person", "tea", "--person", "没有这人"))
    nowhere = tmp_path / "no" / "x.zip"
    assert "写不了" in one_sentence(juluo("export-person", "tea", "--person", "阿海", "--to", nowhere))
