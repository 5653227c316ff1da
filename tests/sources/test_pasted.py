"""What is particular to pasted text: what the screen left out, and lines that only look like headings."""

from contextlib import suppress
from pathlib import Path

import pytest
from expected import entry_lines, read
from hypothesis import given, settings
from hypothesis import strategies as st

from juluo.sources.files import Head, SourceFile
from juluo.sources.pasted import READER
from juluo.sources.reader import UnreadableError

SAMPLES = Path(__file__).parent / "samples"
MAIL = (SAMPLES / "pasted" / "wechat_mail.txt").read_bytes()


def said(text: str, **mapping: str) -> list[tuple[str, str, str]]:
    """Who said what when, on Shanghai's clock less eight hours."""
    lines = entry_lines(read(READER, text.encode(), "pasted.txt", mapping))
    return [(line["at"][:16], line["account"], line.get("text", "")) for line in lines]


def certainty(text: str, name: str = "notes.txt") -> float:
    return READER.sniff(Head.of(SourceFile.of_bytes(name, text.encode())))


@pytest.mark.parametrize(
    ("heading", "at"),
    [
        ("林晓 2026-11-19 21:03", "2026-11-19T13:03"),
        ("林晓 2026/11/19 21:03:11", "2026-11-19T13:03"),
        ("林晓　2026年11月19日 星期四 21:03", "2026-11-19T13:03"),
        ("林晓: 11-19 21:03:11", "2026-11-19T13:03"),
        ("林晓 11月19日 晚上9:03", "2026-11-19T13:03"),
        ("林晓 11月19日 上午12:03", "2026-11-18T16:03"),
        ("林晓 — 2026/11/19 21:03", "2026-11-19T13:03"),
        ("林晓 21:03:11", "2026-11-20T13:03"),
    ],
)
def test_a_heading_says_who_and_when(heading: str, at: str) -> None:
    assert said(f"{heading}\n好\n", date="2026-11-20") == [(at, "林晓", "好")]


def test_a_bare_name_takes_the_clock_above_it() -> None:
    text = "2026-11-19 21:03\n\n林晓:\n好\n\n2026-11-19 21:08\n\n陈默:\n好的\n"
    assert said(text) == [("2026-11-19T13:03", "林晓", "好"), ("2026-11-19T13:08", "陈默", "好的")]


def test_without_a_clock_the_day_is_still_right() -> None:
    done = read(READER, "林晓:\n好\n".encode(), "pasted.txt", {"date": "2026-11-19"})
    assert [line["at"] for line in entry_lines(done)] == ["2026-11-19T04:00:00Z"]
    assert "中午十二点" in done.reading.warnings[0]


def test_the_year_is_the_one_nearest_to_the_day_given() -> None:
    text = "林晓 12月31日 21:03\n好\n林晓 1月1日 09:00\n早\n"
    assert [at for at, *_ in said(text, date="2026-01-02")] == ["2025-12-31T13:03", "2026-01-01T01:00"]


@pytest.mark.parametrize("text", ["林晓 21:03\n好\n", "林晓:\n好\n", "林晓 11月19日 21:03\n好\n"])
def test_a_missing_date_is_asked_for(text: str) -> None:
    with pytest.raises(UnreadableError, match="--map date="):
        said(text)


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(UnreadableError, match="不是日期"):
        said("林晓 21:03\n好\n", date="昨天")


def test_yesterday_is_nobodys_date() -> None:
    done = read(READER, "林晓 2026-11-19 21:03\n好\n陈默 昨天 21:03\n好\n".encode())
    assert len(done.rows) == 1
    assert "昨天" in done.reading.rejections[0].reason


def test_between_empty_lines_a_time_in_a_message_is_a_message() -> None:
    text = "林晓 2026-11-19 21:03\n报名\n截止 2026-11-20 20:00\n\n陈默 2026-11-19 21:04\n好\n"
    assert [words for *_, words in said(text)] == ["报名\n截止 2026-11-20 20:00", "好"]


def test_the_channel_has_the_name_given() -> None:
    done = read(READER, MAIL, "a.txt", {"channel_name": "互助一群"})
    assert [place.name for place in done.reading.places.channels] == ["互助一群"]


@pytest.mark.parametrize(
    "text",
    [
        "从前有座山。\n山里有座庙。\n",
        "会议纪要\n\n时间: 2026-11-19 21:03\n\n步骤:\n先报名\n\n注意:\n带身份证\n",
        "2026-11-19\n今天天气很好。\n",
        "2024-01-05 15:04:05 INFO started\n2024-01-05 15:04:06 INFO ended\n",
        "author,ts\n林晓,2026-11-19 21:03\n",
        "林晓,好,2026-11-19 21:03\n陈默,好,2026-11-19 21:04\n",
        '{"name": "林晓 2026-11-19 21:03"}',
        "2024/1/5 15:04 - 林晓: 好\n2024/1/5 15:05 - 陈默: 好\n",
    ],
)
def test_other_text_is_not_claimed(text: str) -> None:
    assert certainty(text) == 0


@pytest.mark.parametrize(
    "sample",
    [p for p in SAMPLES.glob("*/*") if p.parent.name != "pasted" and ".expected." not in p.name],
    ids=lambda path: path.name,
)
def test_other_exports_are_not_claimed(sample: Path) -> None:
    assert READER.sniff(Head.of(SourceFile.at(sample))) == 0


def test_what_was_pasted_is_known_by_its_name() -> None:
    assert certainty("林晓:\n好\n", "pasted.txt") > certainty("林晓:\n好\n") == 0


@given(st.data())
@settings(max_examples=60)
def test_damage_never_breaks_the_reader(data: st.DataObject) -> None:
    damaged = bytearray(MAIL)
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        damaged[place : place + data.draw(st.integers(0, 6))] = data.draw(st.binary(max_size=6))
    with suppress(UnreadableError):
        assert read(READER, bytes(damaged), "a.txt").rows
