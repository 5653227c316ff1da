"""Damaged tables: what stands before and after the damage is read, and the damage is told with its place."""

import json

import pytest
from expected import Read, read

from juluo.sources.files import Head, SourceFile
from juluo.sources.reader import UnreadableError, readers
from juluo.sources.table import READER
from juluo.sources.table_columns import roles_of

HEAD = "time,author,text\n"
ROW = "2024-03-01 12:00:00,陈默,大家好\n"
OPEN = '2024-03-01 12:00:00,陈默,"大家\n'
LINE = json.dumps({"time": "2024-03-01 12:00:00", "author": "陈默", "text": "大家好"}, ensure_ascii=False) + "\n"
DEEP = "[" * 100_000 + "]" * 100_000


def table(content: str, name: str = "茶馆.csv") -> Read:
    return read(READER, content.encode(), name)


def places(done: Read) -> list[int]:
    return [rejection.offset for rejection in done.reading.rejections]


def sureness(content: str, name: str) -> float:
    return READER.sniff(Head.of(SourceFile.of_bytes(name, content.encode())))


@pytest.mark.parametrize(
    ("content", "line", "swallowed"),
    [
        (HEAD + ROW + OPEN + ROW * 3, 3, 4),
        (HEAD + ROW + '2024-03-01 12:00:00,"陈\n默","大家\n' + ROW, 4, 2),
        (HEAD + ROW + '2024-03-01 12:00:00,陈默,"他说""好""\n', 3, 1),
        (HEAD + ROW + '2024-03-01 12:00:00,陈默,"', 3, 1),
    ],
)
def test_an_open_quote_is_told_where_it_opens(content: str, line: int, swallowed: int) -> None:
    done = table(content)
    assert [row["text"] for row in done.rows] == ["大家好"]
    assert places(done) == [line]
    assert f"{swallowed} 行都没有读入" in done.reading.rejections[0].reason


def test_quotes_that_close_are_no_damage() -> None:
    done = table(HEAD + '2024-03-01 12:00:00,陈默,"大家\n好"\n2024-03-01 12:00:00,陈默,"他说""好"""\n' + ROW.strip())
    assert [row["text"] for row in done.rows] == ["大家\n好", '他说"好"', "大家好"]
    assert places(done) == []


def test_an_open_quote_in_the_head_is_told() -> None:
    with pytest.raises(UnreadableError, match="引号没有合上"):
        table('time,author,"text\n' + ROW)


def test_long_cells_are_read_and_endless_ones_are_told() -> None:
    long = "好" * 200_000
    done = table(HEAD + ROW + f"2024-03-01 12:00:00,陈默,{long}\n" + OPEN + ("x" * 99 + "\n") * 180_000)
    assert [len(row["text"]) for row in done.rows] == [3, 200_000]
    assert places(done)[0] == 4
    assert "超过 16 MiB" in done.reading.rejections[0].reason


@pytest.mark.parametrize("name", ["茶馆.jsonl", "茶馆.txt"])
def test_a_damaged_first_line_does_not_hide_a_table(name: str) -> None:
    content = '{"time": "2024-03-01 12:00\n' + LINE * 2
    assert sureness(content, name) > 0.5
    done = table(content, name)
    assert len(done.rows) == 2
    assert places(done) == [0]


def test_rubbish_before_json_lines_is_told() -> None:
    content = "rubbish\n" + LINE
    assert sureness(content, "茶馆.jsonl") > 0.5
    assert (len(table(content, "茶馆.jsonl").rows), places(table(content, "茶馆.jsonl"))) == (1, [0])


@pytest.mark.parametrize("depth", [101, 950, 100_000])
def test_a_line_nested_beyond_reason_is_rejected(depth: int) -> None:
    nested = LINE.replace('"大家好"', "[" * depth + "]" * depth) if depth < 1000 else f'{{"time": {DEEP}}}\n'
    done = table(LINE + nested + LINE, "茶馆.jsonl")
    assert len(done.rows) == 2
    assert places(done) == [len(LINE.encode())]


def test_brackets_in_words_are_no_depth() -> None:
    done = table(LINE.replace('"author"', json.dumps("[" * 300) + ': 1, "author"'), "茶馆.jsonl")
    assert len(done.rows) == 1


@pytest.mark.parametrize("start", ["", '{"a":', '{"messages":', '{"chatlab": {}, "messages":', '[{"text":'])
def test_no_reader_falls_into_a_deep_file(start: str) -> None:
    for name, reader in readers().items():
        content = (start + DEEP + "}\n").encode()
        reader.sniff(Head.of(SourceFile.of_bytes("a.json", content)))
        reader.sniff(Head.of(SourceFile.of_bytes("a.json", content[:8000])))
        with pytest.raises(UnreadableError):
            read(reader, content, "a.json")
        assert name


def test_a_deep_cell_is_no_list() -> None:
    done = table("time,author,text,mentions\n2024-03-01 12:00:00,陈默,好,{}\n".replace("{}", DEEP))
    assert len(done.rows) == 1
    assert done.rows[0]["mentions"] is None


@pytest.mark.parametrize("name", ["茶馆", "茶馆 (1)", "茶馆(1)", "茶馆 - 副本", "茶馆 - Copy (2)", "茶馆_copy"])
def test_a_copy_of_a_file_is_the_same_channel(name: str) -> None:
    first, copy = table(HEAD + ROW), table(HEAD + ROW, f"{name}.csv")
    assert first.reading.places.channels == copy.reading.places.channels
    assert first.column("entry_id") == copy.column("entry_id")


@pytest.mark.parametrize(
    ("name", "channel"),
    [
        ("messages.csv", "表格"),
        ("Export (3).csv", "表格"),
        ("导出.csv", "表格"),
        ("茶馆.zip/messages.csv", "茶馆"),
        ("茶馆 (2024).csv", "茶馆 (2024)"),
    ],
)
def test_a_file_that_names_no_chat_has_a_fixed_channel(name: str, channel: str) -> None:
    assert [place.name for place in table(HEAD + ROW, name).reading.places.channels] == [channel]


def test_the_heads_of_a_chinese_forum_are_known() -> None:
    assert roles_of(["发帖时间", "发帖人", "版块", "内容"], {}) == {
        "ts": "发帖时间",
        "author": "发帖人",
        "channel": "版块",
        "text": "内容",
    }
