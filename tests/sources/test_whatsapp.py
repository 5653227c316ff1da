"""What is particular to WhatsApp's export: twelve-hour clocks, the order of day and month, names of chats."""

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from expected import entry_lines, read
from hypothesis import given, settings
from hypothesis import strategies as st

from juluo.sources.files import Head, SourceFile
from juluo.sources.local_time import LocalClock
from juluo.sources.reader import UnreadableError
from juluo.sources.reading import Reading
from juluo.sources.whatsapp import READER
from juluo.sources.whatsapp_dates import Order, day_of, seconds_of
from juluo.sources.whatsapp_phrases import system_line

REAL = os.environ.get("JULUO_REAL_DATA")
needs_real_data = pytest.mark.skipif(REAL is None, reason="JULUO_REAL_DATA does not name a folder of real exports")
SAMPLE = (Path(__file__).parent / "samples" / "whatsapp" / "ios_zh_group.txt").read_bytes()


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("下午3:04", 15),
        ("下午12:04", 12),
        ("上午12:04", 0),
        ("오후 3:04", 15),
        ("午後3:04", 15),
        ("3:04 PM", 15),
        ("3:04\u202fp.\u00a0m.", 15),
        ("12:04 a. m.", 0),
        ("00:04 a. m.", 0),
        ("15.04", 15),
        ("中午12:04", 12),
        ("中午1:04", 13),
        ("凌晨1:04", 1),
        ("晚上11:04", 23),
    ],
)
def test_reads_half_days(written: str, hour: int) -> None:
    assert seconds_of(written) == hour * 3600 + 4 * 60


@pytest.mark.parametrize("written", ["24:00", "12:60", "3:04:61", "hello"])
def test_knows_no_such_time(written: str) -> None:
    assert seconds_of(written) is None


def test_a_year_ahead_settles_the_order() -> None:
    assert day_of("2024/1/5", Order.DAY_MONTH) == day_of("5/1/2024", Order.DAY_MONTH)
    assert day_of("31/2/2024", Order.DAY_MONTH) is None


def days(text: str, name: str = "读书会.txt") -> tuple[list[str], list[str]]:
    done = read(READER, text.encode(), name)
    return [line["at"][:10] for line in entry_lines(done)], done.reading.warnings


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["1/5/2024", "13/5/2024"], ["2024-05-01", "2024-05-13"]),
        (["1/5/2024", "1/13/2024"], ["2024-01-05", "2024-01-13"]),
        (["1/11/2024", "1/12/2024", "2/1/2024"], ["2024-01-11", "2024-01-12", "2024-02-01"]),
        (["30.11.23", "01.12.23"], ["2023-11-30", "2023-12-01"]),
    ],
)
def test_the_whole_file_tells_day_from_month(dates: list[str], expected: list[str]) -> None:
    found, warnings = days("".join(f"{date}, 12:00 - 林晓: 好\n" for date in dates))
    assert found == expected
    assert not warnings


def test_says_so_where_day_and_month_cannot_be_told_apart() -> None:
    found, warnings = days("3/4/2024, 12:00 - 林晓: 好\n")
    assert found == ["2024-04-03"]
    assert len(warnings) == 1
    assert days("3/4/24, 3:00 PM - 林晓: 好\n")[0] == ["2024-03-04"]


@pytest.mark.parametrize(
    ("line", "kind", "who", "by"),
    [
        ("林晓添加了陈默", "join", ("陈默",), "林晓"),
        ("陈默使用此群组的邀请链接加入了", "join", ("陈默",), None),
        ("您添加了陈默和王小雨", "join", ("陈默", "王小雨"), None),
        ("林晓 已新增 您", "join", (None,), "林晓"),
        ("陈默退出了群组", "leave", ("陈默",), None),
        ("林晓移除了陈默", "kick", ("陈默",), "林晓"),
        ("陈默已被林晓移出群组", "kick", ("陈默",), "林晓"),
        ("Alice added Bob and Carol", "join", ("Bob", "Carol"), "Alice"),
        ("Bob joined using your invite link", "join", ("Bob",), None),
        ("You were added", "join", (None,), None),
        ("Alice removed this group's icon", "system", (None,), "Alice"),
        ("林晓更改了此群组的图标", "system", (None,), "林晓"),
    ],
)
def test_system_lines(line: str, kind: str, who: tuple[str | None, ...], by: str | None) -> None:
    said = system_line(line)
    assert said is not None
    assert (said.kind, said.who, said.by) == (kind, who, by)


@pytest.mark.parametrize(
    ("name", "channel"),
    [
        ("WhatsApp Chat with 读书会.txt", "读书会"),
        ("与读书会的WhatsApp聊天.txt", "读书会"),
        ("WhatsApp Chat - 读书会.zip/_chat.txt", "读书会"),
        ("读书会.zip/_chat.txt", "读书会"),
        ("读书会.txt", "读书会"),
        ("读书会 (1).txt", "读书会"),
        ("读书会.zip/聊天/_chat (2).txt", "读书会"),
        ("WhatsApp Chat with 读书会 - 副本.txt", "读书会"),
        ("_chat.txt", "WhatsApp"),
        ("chat(1).txt", "WhatsApp"),
    ],
)
def test_the_file_is_named_after_the_chat(name: str, channel: str) -> None:
    done = read(READER, "2024/1/5 12:00 - 林晓: 好\n".encode(), name)
    assert [place.channel_id for place in done.reading.places.channels] == [channel]


def test_the_operator_names_the_chat() -> None:
    done = read(READER, "2024/1/5 12:00 - 林晓: 好\n".encode(), "a.txt", {"channel_name": "读书会"})
    assert [place.name for place in done.reading.places.channels] == ["读书会"]


def test_two_exports_of_a_chat_are_one_channel_though_it_was_renamed() -> None:
    created = "2024/1/5 12:00 - 林晓创建了群组“爬山”\n2024/1/5 12:00 - 林晓: 好\n"
    renamed = created + "2024/1/6 12:00 - 林晓将群组名称更改为“登山”\n"
    (before,) = read(READER, created.encode(), "_chat.txt").reading.places.channels
    (after,) = read(READER, renamed.encode(), "WhatsApp Chat with 登山.txt").reading.places.channels
    assert before.channel_id == after.channel_id
    assert (before.name, after.name) == ("爬山", "登山")


def test_people_cannot_join_by_saying_so() -> None:
    done = read(READER, "2024/1/5 12:00 - 林晓: 陈默 left\n2024/1/5 12:01 - 林晓: 陈默退出了群组\n".encode(), "a.txt")
    assert [line["kind"] for line in entry_lines(done)] == ["message", "message"]


def test_names_set_apart_by_marks_are_mentions() -> None:
    done = read(READER, "2024/1/5 12:00 - 林晓: @\u2068小 雨\u2069 @\u2068小 雨\u2069 几点？@陈默\n".encode(), "a.txt")
    (entry,) = entry_lines(done)
    assert entry["mentions"] == ["小 雨"]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("2024/1/5 12:00 - 林晓: 好\n".encode() + b"\xff\xfe\x81", "a.txt"),
        ("2024/1/5 12:00 - 林晓: 好".encode(), "_chat.txt"),
    ],
)
def test_doubts_are_told(content: bytes, name: str) -> None:
    (warning,) = read(READER, content, name).reading.warnings
    assert warning.endswith("。")


def test_the_repeated_hour_follows_file_order() -> None:
    text = "".join(f"2024/10/27 {clock} - 林晓: 好\n" for clock in ("02:10", "02:50", "02:05", "02:55", "03:00"))
    reading = Reading(zone=ZoneInfo("Europe/Berlin"))
    (batch,) = READER.read(SourceFile.of_bytes("a.txt", text.encode()), reading)
    hours = [datetime.fromtimestamp(at / 1e6, UTC).strftime("%H:%M") for at in batch.columns.column("at").to_pylist()]
    assert hours == ["00:10", "00:50", "01:05", "01:55", "02:00"]


@given(st.integers(0, 40_000), st.integers(0, 86_399))
@settings(max_examples=60)
def test_wall_clocks_agree_with_the_standard_library(day: int, second: int) -> None:
    zone = ZoneInfo("America/New_York")
    wall = datetime.fromtimestamp(day * 86_400 + second, UTC).replace(tzinfo=zone)
    local = LocalClock(zone).moments(np.array([day * 86_400 + second], np.int64) * 1_000_000)
    assert local.tolist() == [round(wall.timestamp()) * 1_000_000]


@pytest.mark.parametrize(
    "text",
    [
        "从前有座山，山里有座庙。\n庙里有个老和尚。",
        "Dear all,\n\nsee you on 05/01/2024, 15:04 - or so.\n",
        "2024-01-05 15:04:05 INFO started\n2024-01-05 15:04:06 INFO stopped\n",
        "2024-01-05 15:04:05 林晓(10001)\n你好\n",
        '{"messages": []}',
    ],
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


@needs_real_data
@pytest.mark.parametrize(
    ("name", "messages", "others"),
    [
        ("2A_5M.txt", 5, 0),
        ("4A_11M.txt", 11, 3),
        ("pokemon.txt", 18, 2),
        ("test_[mmddyy]_24hrs.txt", 7, 2),
        ("test_ddmmyy_24hrs.txt", 7, 2),
        ("test_mmddyy_24hrs.txt", 7, 2),
        ("test_mmddyyyy_12hrs.txt", 7, 2),
        ("test_yyyymmdd_24hrs.txt", 7, 2),
    ],
)
def test_real_samples(name: str, messages: int, others: int) -> None:
    done = read(READER, Path(REAL or "") / "samples" / "whatsapp" / name)
    kinds = [line["kind"] for line in entry_lines(done)]
    assert (kinds.count("message"), len(kinds) - kinds.count("message")) == (messages, others)
    assert not done.reading.rejections


@needs_real_data
def test_other_real_samples_are_not_claimed() -> None:
    others = [path for path in (Path(REAL or "") / "samples").glob("*/*") if path.parent.name != "whatsapp"]
    claimed = [path.name for path in others if READER.sniff(Head.of(SourceFile.at(path)))]
    assert others
    assert not claimed
