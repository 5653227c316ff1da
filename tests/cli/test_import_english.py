"""What an import tells a person who reads English. Names of files and communities stay as they are."""

import json
import re
import zipfile
from pathlib import Path

import pytest
from cli_words import Juluo, one_sentence

from juluo.sources.reader import readers

CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
ENGLISH = {"JULUO_LANG": "en"}
MESSAGE = '{"id": %d, "type": "message", "date_unixtime": "%d", "from": "Ann", "from_id": "user1", "text": "hi"}'
CHAT = '{"name": "Tea", "type": "private_group", "id": 7, "messages": [%s'
CSV = "time,author,text\n2026-11-01 10:00:00,Ann,hi\n"


def telegram(*moments: int) -> str:
    """An export that breaks off behind its messages."""
    return CHAT % ", ".join(MESSAGE % (number, moment) for number, moment in enumerate(moments, 1))


def bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * 40_000_000)
    return path


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def assert_english(words: str) -> None:
    assert words
    assert not CHINESE.search(words), words


def test_a_telegram_export_that_breaks_off(juluo: Juluo, home: Path, tmp_path: Path) -> None:
    cut = written(tmp_path / "result.json", telegram(1_793_000_000, 1_793_000_060))
    result = juluo("import", cut, "-c", "small", env=ENGLISH)
    assert_english(result.output)
    assert "The file breaks off here: export it again. Everything before this place was read." in result.stdout
    (kept,) = (home / "files" / "quarantine" / "import-1.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(kept)["reason"].startswith("The file breaks off here")
    assert "文件到这里就断了" in juluo("import", cut, "-c", "small").stdout


def test_the_receipt_for_machines_is_in_the_language_of_its_import(juluo: Juluo, tmp_path: Path) -> None:
    table = written(tmp_path / "bad.csv", CSV + "yesterday,Ann,hi\n2026-11-01 10:00:00,Ann\n")
    said = [
        [rejection["reason"] for rejection in json.loads(result.stdout)["rejections"]]
        for result in (juluo("import", table, "-c", "small", "--json", env=env) for env in (ENGLISH, {}))
    ]
    assert said == [
        [
            "This row has 2 columns; the header has 3.",
            "The time “yesterday” can't be read; --map time_format=… says how it is written.",
        ],
        ["这一行有 2 列，表头是 3 列。", "读不懂时间“yesterday”：可用 --map time_format=… 说明写法。"],
    ]


def test_files_of_which_nothing_can_be_read(juluo: Juluo, tmp_path: Path) -> None:
    told = {
        written(tmp_path / "empty.json", ""): "empty.json is empty (0 bytes): export it again.",
        written(tmp_path / "result.json", telegram()): "Not one Telegram message in this file can be read",
        bomb(tmp_path / "bomb.zip"): "a.csv in bomb.zip is compressed abnormally, like a zip bomb; it was not opened.",
        written(tmp_path / "notes.txt", "milk, eggs"): "notes.txt is no export that Juluo recognizes. It reads: ",
        tmp_path / "missing.json": "missing.json: check the path.",
        tmp_path: " is a folder: name the files in it, or zip it.",
        written(tmp_path / "bad.csv", "time,author,text\nnow,Ann,hi\n"): "The time “now” can't be read",
    }
    for path, sentence in told.items():
        said = one_sentence(juluo("import", path, "-c", "small", env=ENGLISH))
        assert sentence in said
        assert_english(said)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--map", "when=time"), "--map knows no column called when: use one of "),
        (("--map", "ts=moment"), "--map ts=moment: the table has no column moment, only time, author, text."),
        (("--format", "nope"), "There is no format called nope; there are "),
        (("--format", "whatsapp"), "has no WhatsApp message lines"),
        (("--format", "qq"), "has no QQ message lines"),
        (("--format", "chatlab"), "Not one ChatLab message in a.csv can be read"),
        (("--format", "discord"), "Not one Discord message in this file can be read"),
        (("--format", "pasted"), "a.csv holds no chat"),
    ],
)
def test_a_wish_that_does_not_fit_the_file(juluo: Juluo, tmp_path: Path, options: tuple[str, ...], told: str) -> None:
    said = one_sentence(juluo("import", written(tmp_path / "a.csv", CSV), "-c", "small", *options, env=ENGLISH))
    assert told in said
    assert_english(said)


def test_a_table_without_its_columns(juluo: Juluo, tmp_path: Path) -> None:
    table = written(tmp_path / "a.csv", "when_it_was,whoever\n1,2\n")
    said = one_sentence(juluo("import", table, "-c", "small", "--format", "table", env=ENGLISH))
    assert said.startswith("The table has no time column and no author column (it has when_it_was, whoever): ")


def test_a_zone_that_cannot_change(juluo: Juluo, export: Path) -> None:
    juluo("import", export, "-c", "small")
    said = one_sentence(juluo("import", export, "-c", "small", "--timezone", "UTC", env=ENGLISH))
    assert said.startswith("The first import of community small set its time zone to Asia/Shanghai; ")
    assert_english(said)
    said = one_sentence(juluo("import", export, "-c", "small", "--day-starts-at", "4", env=ENGLISH))
    assert said == "The first import of community small set its days to start at 0:00; that can't be changed."


def test_what_a_file_leaves_open_is_warned_of(juluo: Juluo, tmp_path: Path) -> None:
    chat = written(tmp_path / "_chat.txt", "[05/01/2024, 15:04:05] Ann: hi\n[06/01/2024, 15:04:05] Ben: hello\n")
    result = juluo("import", chat, "-c", "small", env=ENGLISH)
    assert "The dates in _chat.txt don't tell day from month" in result.stdout
    assert "its channel is called “WhatsApp” for now" in result.stdout
    assert_english(result.output)


def test_formats_have_english_titles() -> None:
    for reader in readers().values():
        assert_english(reader.title.words("en"))
