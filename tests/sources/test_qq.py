"""What is particular to QQ's text export: names in headings, many chats in one file, system lines."""

from contextlib import suppress
from pathlib import Path

import pytest
from expected import entry_lines, read
from hypothesis import given, settings
from hypothesis import strategies as st

from juluo.sources.chinese_system_lines import chinese_system_line
from juluo.sources.files import Head, SourceFile
from juluo.sources.known_names import KnownNames
from juluo.sources.qq import READER
from juluo.sources.qq_text import Sender, sender_in
from juluo.sources.reader import UnreadableError

SAMPLE = (Path(__file__).parent / "samples" / "qq" / "all_chats.txt").read_bytes()


@pytest.mark.parametrize(
    ("heading", "sender"),
    [
        ("林晓(100001)", Sender("100001", "林晓")),
        ("【群主】林晓(100001)", Sender("100001", "林晓")),
        ("林晓(周三休)(100001)", Sender("100001", "林晓(周三休)")),
        ("100001(100001)", Sender("100001", None)),
        ("【潜水】(100001)", Sender("100001", None)),
        ("赵六<zhaoliu@example.com>", Sender("zhaoliu@example.com", "赵六")),
        ("(^_^)<a@b.cn>", Sender("a@b.cn", "(^_^)")),
        ("林晓", Sender("林晓", "林晓", is_weak=True)),
        ("系统消息(10000)", Sender("10000", "系统消息", is_system=True)),
        ("", None),
    ],
)
def test_a_heading_names_its_sender(heading: str, sender: Sender | None) -> None:
    assert sender_in(heading) == sender


@pytest.mark.parametrize(
    ("line", "kind", "who", "by"),
    [
        ('"林晓"邀请"陈默"加入了群聊', "join", ("陈默",), "林晓"),
        ('"林晓"邀请"李和平、王小雨"加入了群聊', "join", ("李和平", "王小雨"), "林晓"),
        ('你邀请"陈默"加入了群聊', "join", ("陈默",), None),
        ('" 陈默"通过扫描"林晓"分享的二维码加入群聊', "join", ("陈默",), "林晓"),
        ("陈默通过邀请链接加入了群聊", "join", ("陈默",), None),
        ("林晓邀請陳默加入了群組", "join", ("陳默",), "林晓"),
        ('你将"陈默"移出了群聊', "kick", ("陈默",), None),
        ("陈默被林晓移出群聊", "kick", ("陈默",), "林晓"),
        ("陈默退出了本群", "leave", ("陈默",), None),
        ('"林晓" 撤回了一条消息', "delete", (None,), "林晓"),
        ("林晓撤回了成员陈默的一条消息", "delete", ("陈默",), "林晓"),
    ],
)
def test_chinese_system_lines(line: str, kind: str, who: tuple[str | None, ...], by: str | None) -> None:
    said = chinese_system_line(line)
    assert said is not None
    assert (said.kind, said.who, said.by) == (kind, who, by)


@pytest.mark.parametrize("line", ["林晓拍了拍陈默", "陈默领取了你的红包", "以上是打招呼的内容"])
def test_other_system_lines_stay_as_they_are(line: str) -> None:
    assert chinese_system_line(line) is None


def test_a_name_that_two_have_is_nobodys() -> None:
    names = KnownNames()
    for name, account in (("小李", "1"), ("小李", "2"), ("小 王", "3"), ("小", "4")):
        names.meet(name, account)
    assert names.mentioned("@小李 @小 王，@小 @小 王") == ["3", "4"]


def test_a_later_card_is_a_later_name() -> None:
    text = "".join(f"2024-01-08 8:0{i}:00 {card}(100001)\n好\n\n" for i, card in enumerate(("甲", "乙", "甲")))
    (account,) = read(READER, text.encode(), "a.txt").reading.roster.accounts
    assert account.name == "甲"


def test_each_chat_is_a_channel() -> None:
    places = read(READER, SAMPLE, "a.txt").reading.places.channels
    assert [(place.channel_id, place.name) for place in places] == [
        ("123456789", "周末爬山"),
        ("陈默", "陈默"),
        ("读书会", "读书会"),
    ]


def test_whoever_joins_before_they_speak_is_one_person() -> None:
    text = "2024-01-08 8:00:00 系统消息(10000)\n孙七加入了本群。\n\n2024-01-08 8:01:00 孙七(100007)\n大家好\n"
    assert [line["account"] for line in entry_lines(read(READER, text.encode(), "a.txt"))] == ["100007", "100007"]


@pytest.mark.parametrize(
    "text",
    ["从前有座山。\n", "2024-01-05 15:04:05 INFO started\n", "2024/1/5 15:04 - 林晓: 好\n", '{"消息对象": 1}'],
)
def test_other_text_is_not_claimed(text: str) -> None:
    assert READER.sniff(Head.of(SourceFile.of_bytes("notes.txt", text.encode()))) == 0


@given(st.data())
@settings(max_examples=80)
def test_damage_never_breaks_the_reader(data: st.DataObject) -> None:
    damaged = bytearray(SAMPLE)
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        damaged[place : place + data.draw(st.integers(0, 6))] = data.draw(st.binary(max_size=6))
    with suppress(UnreadableError):
        assert read(READER, bytes(damaged), "a.txt").rows
