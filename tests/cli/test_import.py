import json
from pathlib import Path
from typing import Any

import pytest
from cli_words import Juluo, one_sentence

RECEIPT = {
    "import", "files", "read", "added", "replaced", "duplicate", "system", "skipped", "rejected", "first", "last",
    "seconds", "timezone", "rejections", "warnings",
}  # fmt: skip


def test_the_receipt_for_machines(small: dict[str, Any]) -> None:
    assert small.keys() >= RECEIPT
    assert [small[name] for name in ("read", "added", "replaced", "duplicate", "rejected")] == [34, 34, 0, 0, 0]
    assert (small["first"], small["last"]) == ("2026-11-01T01:00:00+00:00", "2026-11-10T04:00:00+00:00")
    assert [file["name"] for file in small["files"]] == ["small.jsonl"]
    assert small["seconds"] > 0


def test_the_receipt_in_words(juluo: Juluo, export: Path) -> None:
    result = juluo("import", export, "-c", "small")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "导入 #1：读到34条，新增34条，更新0条，已有0条，略过0条，读不了0条。",
        "从 2026-11-01 09:00 到 2026-11-10 12:00（Asia/Shanghai）。",
        "要退回这次导入：juluo undo 1",
    ]


def test_the_same_again_adds_nothing(juluo: Juluo, export: Path, small: dict[str, Any]) -> None:
    again = json.loads(juluo("import", export, "-c", "small", "--json").stdout)
    assert (again["read"], again["added"], again["duplicate"]) == (small["read"], 0, small["added"])


def test_pasted_text_is_read_from_standard_input(juluo: Juluo) -> None:
    pasted = "林晚 09:12\n早上好\n\n周野 09:13\n来了\n".encode()
    result = juluo("import", "-", "-c", "small", "--map", "date=2026-11-19", "--json", stdin=pasted)
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["added"] == 2


def test_part_of_the_files_is_told_and_has_its_exit_code(juluo: Juluo, export: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.json"
    empty.touch()
    result = juluo("import", export, empty, "-c", "small")
    assert result.exit_code == 3
    assert "新增34条" in result.stdout
    assert "empty.json" in result.stdout
    receipt = json.loads(juluo("import", export, empty, "-c", "small", "--json").stdout)
    assert [bool(file["problem"]) for file in receipt["files"]] == [False, True]


def test_rejected_rows_are_told_with_their_place(juluo: Juluo, export: Path, home: Path) -> None:
    with export.open("a", encoding="utf-8") as file:
        file.write('{"id": "late", "author": "u1", "text": "no time", "channel": "答疑"}\n')
    result = juluo("import", export, "-c", "small")
    assert result.exit_code == 0
    assert "读不了1条" in result.stdout
    assert (home / "files" / "quarantine" / "import-1.jsonl").exists()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("-c", "Bad Slug"), "社群短名 Bad Slug 不能用"),
        (("-c", "../up"), "社群短名 ../up 不能用"),
        (("-c", "small", "--timezone", "Mars/Base"), "没有叫 Mars/Base 的时区"),
        (("-c", "small", "--format", "nope"), "没有叫 nope 的格式"),
        (("-c", "small", "--format", "telegram"), "Telegram"),
        (("-c", "small", "--map", "ts"), "--map ts 不对"),
    ],
)
def test_what_cannot_be_done_is_told(juluo: Juluo, export: Path, options: tuple[str, ...], told: str) -> None:
    assert told in one_sentence(juluo("import", export, *options))


def test_files_that_cannot_be_read_are_told(juluo: Juluo, tmp_path: Path) -> None:
    (tmp_path / "empty.json").touch()
    (tmp_path / "notes.txt").write_text("milk, eggs", encoding="utf-8")
    for name in ("missing.json", "empty.json", "notes.txt"):
        assert name in one_sentence(juluo("import", tmp_path / name, "-c", "small"))
    assert juluo("communities", "--json").stdout == "[]\n"


def test_the_zone_stays_as_first_set(juluo: Juluo, export: Path, small: dict[str, Any]) -> None:
    assert "--source-timezone" in one_sentence(juluo("import", export, "-c", "small", "--timezone", "UTC"))
    assert small["timezone"] == "Asia/Shanghai"


def test_a_day_may_start_late(juluo: Juluo, export: Path) -> None:
    juluo("import", export, "-c", "night", "--day-starts-at", "4", "--timezone", "Europe/Berlin")
    about = json.loads(juluo("communities", "--json").stdout)[0]
    assert (about["day_starts_at"], about["timezone"]) == (4, "Europe/Berlin")
    assert juluo("import", export, "-c", "night").exit_code == 0
    assert "4" in one_sentence(juluo("import", export, "-c", "night", "--day-starts-at", "0"))


def test_a_file_nested_beyond_reason_does_not_stop_the_good_one(juluo: Juluo, export: Path, tmp_path: Path) -> None:
    deep = tmp_path / "deep.json"
    deep.write_text('{"a":' * 100_000 + "1" + "}" * 100_000, encoding="utf-8")
    with export.open("a", encoding="utf-8") as file:
        file.write('{"id": "deep", "author": ' + "[" * 100_000 + "]" * 100_000 + "}\n")
    result = juluo("import", deep, export, "-c", "small")
    assert result.exit_code == 3
    assert "新增34条" in result.stdout
    assert "读不了1条" in result.stdout
    assert "deep.json" in result.stdout
