import json
from pathlib import Path

import pytest
from cli_words import Juluo, one_sentence


def test_the_last_whole_day_in_markdown(juluo: Juluo, demo_home: Path) -> None:
    result = juluo("report", "demo", home=demo_home)
    assert result.exit_code == 0
    assert result.stdout.startswith("# 青禾社区（模拟数据） 运营日报\n\n2026年11月19日")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--period", "week", "--date", "2026-11-12"), "运营周报"),
        (("--period", "month", "--date", "2026-10-12"), "运营月报"),
        (("--lang", "en"), "Daily report"),
        (("--format", "html"), "<!doctype html>"),
    ],
)
def test_other_reports(juluo: Juluo, demo_home: Path, options: tuple[str, ...], told: str) -> None:
    assert told in juluo("report", "demo", *options, home=demo_home).stdout


def test_for_machines_every_number_has_its_entries(juluo: Juluo, demo_home: Path) -> None:
    report = json.loads(juluo("report", "demo", "--format", "json", home=demo_home).stdout)
    assert (report["schema"], report["simulated"]) == ("juluo.report/1", True)
    table = next(block for block in report["sections"][1]["blocks"] if block["type"] == "figures")
    spoke = next(row for row in table["rows"] if row["reading"]["metric"] == "active_members")
    assert spoke["reading"]["value"] == 137
    assert len(spoke["fold"]["entry_ids"]) == spoke["fold"]["count"] == 646


@pytest.mark.parametrize(("name", "start"), [("r.html", "<!doctype html>"), ("r.json", "{"), ("r.md", "# ")])
def test_a_file_is_written_by_its_ending(juluo: Juluo, demo_home: Path, tmp_path: Path, name: str, start: str) -> None:
    path = tmp_path / "reports" / name
    result = juluo("report", "demo", "--output", path, home=demo_home)
    assert result.stdout == f"写好了：{path}\n"
    assert path.read_text(encoding="utf-8").startswith(start)
    assert [file.name for file in path.parent.iterdir()] == [name]


def test_a_file_that_cannot_be_written_is_told(juluo: Juluo, demo_home: Path, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    told = one_sentence(juluo("report", "demo", "--output", in_the_way / "r.html", home=demo_home))
    assert told == f"写不了 {in_the_way / 'r.html'}：那是一个文件，不是文件夹。"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("nobody",), "没有叫 nobody 的社群：有 demo。"),
        (("demo", "--date", "2026-13-01"), "看不懂日期 2026-13-01：请写成 2026-11-19 这样。"),
        (("demo", "--date", "yesterday"), "看不懂日期 yesterday：请写成 2026-11-19 这样。"),
        (("demo", "--date", "0001-01-01"), "日期 0001-01-01 太远了：年份要在1970到2999之间。"),
        (("demo", "--lang", "fr"), "没有 fr 这种语言：可选 zh、en。"),
    ],
)
def test_what_cannot_be_reported_is_told(juluo: Juluo, demo_home: Path, options: tuple[str, ...], told: str) -> None:
    assert one_sentence(juluo("report", *options, home=demo_home)) == told


def test_no_community_yet(juluo: Juluo) -> None:
    assert one_sentence(juluo("report", "demo")).startswith("还没有社群：先用 juluo import")


def test_the_demo_shows_its_report_and_says_where_it_lies(juluo: Juluo, home: Path) -> None:
    result = juluo("demo")
    assert result.exit_code == 0
    assert "模拟数据：这个社群里的人和话都是编的。" in result.stdout
    assert "137人发言" in result.stdout
    page = home / "files" / "reports" / "demo-2026-11-19.html"
    assert result.stdout.endswith(f"网页版的日报在 {page}\n")
    assert page.exists()
