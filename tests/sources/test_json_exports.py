"""Telegram's and Discord's JSON in every shape it is met: big, minified, re-indented, cut short, damaged."""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from expected import SAMPLES, entry_lines, read
from hypothesis import given, settings
from hypothesis import strategies as st

from juluo.sources import json_text
from juluo.sources.discord import READER as DISCORD
from juluo.sources.files import Head, SourceFile
from juluo.sources.reader import Reader, UnreadableError
from juluo.sources.telegram import READER as TELEGRAM

READERS: dict[str, Reader] = {"telegram": TELEGRAM, "discord": DISCORD}
TEXTS = ["你好", '},\n  {\n   "id": 1', '],"messages":[', "\\x07", "a\\\\", "😀", '"}', ""]


def telegram_export(texts: list[str]) -> dict[str, Any]:
    messages = [
        {
            "id": n,
            "type": "message",
            "date_unixtime": str(1_709_265_600 + n),
            "from": f"人{n % 3}",
            "from_id": f"user{n % 3}",
        }
        | {"text": text, "text_entities": [{"type": "plain", "text": text}]}
        for n, text in enumerate(texts, 1)
    ]
    return {"name": "群", "type": "private_group", "id": 1, "messages": messages}


def discord_export(texts: list[str]) -> dict[str, Any]:
    author = {"id": "3", "name": "lin", "nickname": "林晓", "isBot": False, "roles": [{"id": "1"}, {"id": "2"}]}
    messages = [
        {
            "id": str(n),
            "type": "Default",
            "timestamp": f"2024-03-01T12:00:00.{n:06}+08:00",
            "content": text,
            "author": author,
        }
        | {"mentions": [author, author], "reactions": []}
        for n, text in enumerate(texts, 1)
    ]
    return {"channel": {"id": "9", "type": "GuildTextChat", "name": "闲聊"}, "messages": messages, "messageCount": 1}


EXPORTS = {"telegram": telegram_export, "discord": discord_export}
LAYOUTS: dict[str, dict[str, Any]] = {
    "one space": {"indent": 1},
    "four spaces": {"indent": 4},
    "tabs": {"indent": "\t"},
    "minified": {"separators": (",", ":")},
    "one line": {},
    "escaped": {"indent": 2, "ensure_ascii": True},
}
each_format = pytest.mark.parametrize("form", EXPORTS)
each_layout = pytest.mark.parametrize("layout", LAYOUTS)


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of 600 bytes, so that a small file has many."""
    monkeypatch.setattr(json_text, "BLOCK", 600)
    monkeypatch.setattr("juluo.sources.json_blocks.BLOCK", 600)


def dumped(document: object, layout: str) -> bytes:
    return json.dumps(document, **{"ensure_ascii": False} | LAYOUTS[layout]).encode()


@pytest.mark.usefixtures("small_blocks")
@each_format
@each_layout
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"], ids=["lf", "crlf"])
def test_every_layout_reads_alike(form: str, layout: str, line_end: bytes) -> None:
    texts = TEXTS * 12
    content = dumped(EXPORTS[form](texts), layout).replace(b"\n", line_end)
    done = read(READERS[form], content)
    assert done.column("text") == [text or None for text in texts]
    assert done.reading.rejections == []
    starts = [content[offset : offset + 1] for offset in done.column("offset")]
    assert starts == [b"{"] * len(texts)
    assert done.column("native_id") == [str(n) for n in range(1, len(texts) + 1)]


@pytest.mark.usefixtures("small_blocks")
@each_layout
def test_a_whole_account_reads_chat_by_chat(layout: str) -> None:
    chats = [telegram_export(TEXTS[:n]) | {"id": n, "name": f"群{n}"} for n in (0, 1, 8, 0, 5, 3)]
    done = read(TELEGRAM, dumped({"chats": {"list": chats[:4]}, "left_chats": {"list": chats[4:]}}, layout))
    assert len(done.rows) == 17
    assert done.reading.rejections == []
    assert [place.name for place in done.reading.places.channels] == [f"群{n}" for n in (0, 1, 8, 5, 3)]


@each_format
@pytest.mark.usefixtures("small_blocks")
def test_one_bad_message_costs_one_message(form: str) -> None:
    texts = [f"第{n}条" for n in range(40)]
    content = dumped(EXPORTS[form](texts), "one space").replace('"第20条"'.encode(), '第20条"'.encode(), 1)
    done = read(READERS[form], content)
    assert done.column("text") == [text for text in texts if text != "第20条"]
    assert [content[rejection.offset : rejection.offset + 1] for rejection in done.reading.rejections] == [b"{"]


@each_format
@each_layout
def test_what_stands_before_a_cut_is_read(form: str, layout: str) -> None:
    content = dumped(EXPORTS[form]([f"No. {n}." for n in range(9)]), layout)
    done = read(READERS[form], content[: content.index(b"No. 7.")])
    assert done.column("text") == [f"No. {n}." for n in range(7)]
    (rejection,) = done.reading.rejections
    assert "断" in rejection.reason


@each_format
def test_a_file_an_editor_saved_otherwise_reads(form: str) -> None:
    text = json.dumps(EXPORTS[form](TEXTS), ensure_ascii=False, indent=1)
    for encoding in ("utf-8-sig", "utf-16", "gb18030"):
        assert read(READERS[form], text.encode(encoding)).column("text") == [words or None for words in TEXTS]


@pytest.mark.parametrize(
    "document",
    [
        {"ok": True, "result": [{"message": {"chat": {"id": -1, "type": "group"}, "text": "hi"}, "update_id": 3}]},
        {"chatlab": {"version": "0.0.1"}, "meta": {"name": "群", "platform": "qq", "type": "group"}, "messages": []},
        [{"type": "message", "user": "U1", "text": "hi", "ts": "1709265600.000100", "reactions": []}],
        {"participants": [{"name": "Lin"}], "messages": [{"sender_name": "Lin", "timestamp_ms": 1}], "title": "Lin"},
    ],
    ids=["bot updates", "chatlab", "slack", "messenger"],
)
def test_json_of_others_is_no_ones(document: object) -> None:
    for layout in LAYOUTS:
        head = Head.of(SourceFile.of_bytes("result.json", dumped(document, layout)))
        assert [reader.sniff(head) for reader in READERS.values()] == [0, 0]


def own_samples() -> Iterator[Path]:
    for name in READERS:
        yield from sorted((SAMPLES / name).glob("*.json"))


@settings(max_examples=60)
@given(st.data())
def test_no_damage_breaks_a_reader(data: st.DataObject) -> None:
    sample = data.draw(st.sampled_from(list(own_samples())))
    content = bytearray(sample.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 3))] = data.draw(
            st.sampled_from([b"", b'"', b"}", b"]", b",", b"\\", b"\xff", b"[", b"{", b"9"])
        )
    with suppress(UnreadableError):
        list(entry_lines(read(READERS[sample.parent.name], bytes(content))))


REAL = os.environ.get("JULUO_REAL_DATA")


@pytest.mark.skipif(REAL is None, reason="JULUO_REAL_DATA names no folder of real samples")
@pytest.mark.parametrize(
    ("path", "rows"),
    [
        ("telegram/DM_2A_7M.json", 8),
        ("telegram/test_single_export.json", 2),
        ("telegram/test_batch_export.json", 2),
        ("discord/DM_2A_2M.json", 3),
        ("discord/GC_3A_5M.json", 6),
        ("discord/SV_5A_5M.json", 5),
    ],
)
def test_real_samples_read(path: str, rows: int) -> None:
    done = read(READERS[path.partition("/")[0]], Path(REAL or "") / "samples" / path)
    assert len(done.rows) == rows
    assert done.reading.rejections == []
