"""What is particular to ChatLab's format: its two forms, its message types, files that others wrote loosely."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from expected import entry_lines, read
from hypothesis import given, settings
from hypothesis import strategies as st

from juluo.sources.chatlab import READER
from juluo.sources.files import Head, SourceFile
from juluo.sources.reader import UnreadableError

SAMPLES = Path(__file__).parent / "samples" / "chatlab"
HEAD = {"chatlab": {"version": "0.0.2", "exportedAt": 1703001600}, "meta": {"name": "读书会", "platform": "qq"}}


def message(**fields: object) -> dict[str, object]:
    return {"sender": "1", "accountName": "林晓", "timestamp": 1703001600, "type": 0, "content": "好"} | fields


def entries(*messages: dict[str, object], **head: object) -> list[dict[str, Any]]:
    content = json.dumps({**HEAD, **head, "messages": messages}, ensure_ascii=False).encode()
    return list(entry_lines(read(READER, content, "a.json")))


@pytest.mark.parametrize(
    ("kind_of_message", "kind", "media"),
    [
        (0, "message", None),
        (1, "message", 1),
        (2, "message", 1),
        (3, "message", 1),
        (4, "message", 1),
        (5, "message", 1),
        (7, "message", None),
        (20, "message", None),
        (22, "system", None),
        (23, "call", None),
        (25, "message", None),
        (26, "repost", None),
        (80, "system", None),
        (81, "delete", None),
        (99, "message", None),
        (57, "message", None),
    ],
)
def test_message_types(kind_of_message: int, kind: str, media: int | None) -> None:
    (entry,) = entries(message(type=kind_of_message))
    assert (entry["kind"], entry.get("media")) == (kind, media)


def test_placeholders_are_no_words_and_captions_are() -> None:
    contents = ["[图片]", "data:image/png;base64,AAAA", "日出.jpg", None]
    assert [entry.get("text") for entry in entries(*(message(type=1, content=text) for text in contents))] == [
        None,
        None,
        "日出.jpg",
        None,
    ]


def test_ids_may_be_numbers_and_times_milliseconds() -> None:
    (entry,) = entries(message(sender=10001, platformMessageId=7, timestamp=1703001600000))
    assert (entry["account"], entry["id"], entry["at"]) == ("10001", "7", "2023-12-19T16:00:00Z")


def test_platforms_meet_whatever_their_case() -> None:
    done = read(
        READER, json.dumps({**HEAD, "meta": {"name": "群", "platform": "QQ"}, "messages": [message()]}).encode()
    )
    assert {account.platform for account in done.reading.roster.accounts} == {"qq"}
    assert done.reading.places.channels[0].platform == "qq"


def test_both_forms_give_the_same_entries() -> None:
    whole = json.loads((SAMPLES / "wechat_group.json").read_text(encoding="utf-8"))
    header = {"_type": "header", "chatlab": whole["chatlab"], "meta": whole["meta"]}
    members = [{"_type": "member", **member} for member in whole["members"]]
    messages = [{"_type": "message", **record} for record in whole["messages"]]
    lines = "\n".join(json.dumps(line, ensure_ascii=False) for line in (header, *members, *messages)).encode()
    assert list(entry_lines(read(READER, lines, "a.jsonl"))) == list(
        entry_lines(read(READER, SAMPLES / "wechat_group.json"))
    )


def test_a_name_two_members_share_stays_weak() -> None:
    members = [{"platformId": str(number), "accountName": "小雨"} for number in (1, 2)]
    (entry,) = entries(message(type=80, content="小雨加入了本群"), members=members)
    assert (entry["account"], entry["weak"]) == ("小雨", True)


def test_many_blocks_read_like_one() -> None:
    content = "\n".join(
        [json.dumps({"_type": "header", **HEAD})]
        + [
            json.dumps({"_type": "message", **message(platformMessageId=str(i), content="好" * 40)})
            for i in range(20_000)
        ]
    )
    assert len(content) > 4 << 20
    done = read(READER, content.encode(), "a.jsonl")
    assert [row["native_id"] for row in done.rows] == [str(number) for number in range(20_000)]
    assert max(batch.num_rows for batch in done.batches) <= 100_000


@pytest.mark.parametrize(
    "text",
    [
        "从前有座山。\n",
        '{"messages": []}',
        '{"name": "a", "type": "private_group", "messages": []}',
        '{"_type": "x"}\n',
    ],
)
def test_other_files_are_not_claimed(text: str) -> None:
    assert READER.sniff(Head.of(SourceFile.of_bytes("a.json", text.encode()))) == 0


@given(st.data(), st.sampled_from(sorted(path for path in SAMPLES.iterdir() if ".expected" not in path.name)))
@settings(max_examples=80)
def test_damage_never_breaks_the_reader(data: st.DataObject, sample: Path) -> None:
    damaged = bytearray(sample.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        damaged[place : place + data.draw(st.integers(0, 6))] = data.draw(st.binary(max_size=6))
    with suppress(UnreadableError):
        assert read(READER, bytes(damaged), sample.name).rows
