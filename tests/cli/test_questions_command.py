"""juluo questions and juluo findings at a terminal."""

import json
from pathlib import Path

import pytest
from cli_words import Juluo

LINES = [
    ("2024-05-05T09:00:00", "q1", "mei", "导入失败了，怎么办？", ""),
    ("2024-05-05T09:30:00", "a1", "tao", "换成 UTF-8 再试", "q1"),
    ("2024-05-06T08:00:00", "q2", "an", "导入又失败了，怎么办？", ""),
    ("2024-05-06T08:05:00", "a2", "tao", "也换成 UTF-8", "q2"),
    ("2024-05-07T08:00:00", "q3", "bo", "导入失败了，怎么办？", ""),
    ("2024-05-07T23:59:00", "n1", "tao", "晚安", ""),
]


@pytest.fixture
def asked(bring: Juluo, tmp_path: Path) -> None:
    export = tmp_path / "asked.jsonl"
    names = ("ts", "id", "author", "text", "reply_to")
    rows = [dict(zip(names, line, strict=True)) | {"channel": "求助"} for line in LINES]
    export.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    bring(export, "--community", "help")


@pytest.mark.usefixtures("asked")
def test_what_waits_and_who_may_know(juluo: Juluo) -> None:
    told = juluo("questions", "help").stdout.splitlines()
    assert told[0] == "到2024-05-07为止，近7天的3个提问里，1个没人接。"
    assert told[2] == "05-07 08:00　求助　bo　等了15小时59分：导入失败了，怎么办？"
    assert told[3] == "　　可以问问：tao（答过2个相近的，0个道了谢）"


@pytest.mark.usefixtures("asked")
def test_the_same_in_english_and_for_machines(juluo: Juluo) -> None:
    assert juluo("questions", "help", "--lang", "en").stdout.startswith("Of the 3 questions")
    told = json.loads(juluo("questions", "help", "--json").stdout)
    assert [one["text"] for one in told["open"]] == ["导入失败了，怎么办？"]
    assert told["open"][0]["waited_minutes"] == 959
    assert told["open"][0]["experts"] == [{"name": "tao", "answered": 2, "thanked": 0, "akin": True}]


@pytest.mark.usefixtures("asked")
def test_what_is_asked_again(juluo: Juluo) -> None:
    told = juluo("questions", "help", "--repeated").stdout.splitlines()
    assert told[0] == "3人问过3次，1次没人接：导入失败了，怎么办？"
    assert told[1] == "　　答：换成 UTF-8 再试"
    (found,) = json.loads(juluo("questions", "help", "--repeated", "--json").stdout)["repeated"]
    assert (found["people"], found["times"], found["unanswered"]) == (3, 3, 1)


@pytest.mark.usefixtures("asked")
def test_an_import_is_read_at_once_and_findings_say_how_far(juluo: Juluo) -> None:
    (told,) = json.loads(juluo("findings", "help", "--json").stdout)["layers"]
    assert (told["read"], told["entries"]) == (6, 6)
    assert told["version"] == told["wanted"]
    assert juluo("findings", "help", "--now").stdout.splitlines()[0] == "读了6条，共6条有文字的话。"
