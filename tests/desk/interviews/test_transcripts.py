"""Files of what was said (invented), as tools write them; and files that want to do harm."""

import io
import zipfile
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.desk.interviews.transcripts.reading import LARGEST, read_transcript
from juluo.desk.interviews.values import Said
from juluo.wording.sentence import ToldError

SRT = """1
00:00:01,000 --> 00:00:04,000
主持：平时怎么用？

2
00:00:04,200 --> 00:00:06,000
阿海：每天早上看一眼，

3
00:00:06,000 --> 00:01:02,500
阿海：看谁在问问题。
"""
VTT = """WEBVTT

NOTE made up

00:01.000 --> 00:04.000 align:start
<v Lin>How do you use it?</v>

01:00:05.000 --> 01:00:06.000
<v.loud Hai>Every <b>morning</b> &amp; night.</v>
"""


def lines(content: str | bytes, name: str = "a.txt") -> tuple[Said, ...]:
    return read_transcript(content.encode() if isinstance(content, str) else content, name)[0]


def docx(body: str, declared: str = "", encoding: str = "utf-8") -> bytes:
    out = io.BytesIO()
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        written = f'{declared}<w:document xmlns:w="{space}">{body}</w:document>'
        archive.writestr("word/document.xml", written.encode(encoding))
    return out.getvalue()


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def test_subtitles_have_times_and_names_and_one_line_a_turn() -> None:
    found, kind = read_transcript(SRT.encode(), "talk.srt")
    assert kind == "srt"
    assert found == (Said("平时怎么用？", "主持", 1), Said("每天早上看一眼，看谁在问问题。", "阿海", 4))


def test_voices_of_vtt_are_names() -> None:
    assert lines(VTT) == (Said("How do you use it?", "Lin", 1), Said("Every morning & night.", "Hai", 3605))


@pytest.mark.parametrize(
    "written",
    [
        "主持：平时怎么用？\n阿海：早上看一眼。",
        "主持 00:00\n平时怎么用？\n\n阿海 00:00\n早上看一眼。",
        "主持(00:00:00): 平时怎么用？\n阿海(00:00:00): 早上看一眼。",
        "[00:00:00] 主持：平时怎么用？\n[00:00:00] 阿海：早上看一眼。",
    ],
)
def test_plain_text_as_meeting_tools_write_it(written: str) -> None:
    assert [(one.label, one.words) for one in lines(written)] == [("主持", "平时怎么用？"), ("阿海", "早上看一眼。")]


def test_numbered_voices_keep_their_number() -> None:
    assert [one.label for one in lines("发言人 1   00:12\n早上看。\n发言人 2   01:00:30\n我不看。")] == [
        "发言人 1",
        "发言人 2",
    ]


def test_an_arrow_makes_no_subtitles() -> None:
    assert lines("阿海: 先看 --> 再答 <!-- -->") == (Said("先看 --> 再答 <!-- -->", "阿海"),)


def test_text_without_names_is_text() -> None:
    assert [one.label for one in lines("先说说平时怎么用。\n每天看。")] == ["", ""]


def test_old_windows_files_are_read() -> None:
    assert lines("阿海：早上看一眼。".encode("gb18030"))[0] == Said("早上看一眼。", "阿海")
    assert lines("阿海：早上看一眼。".encode("utf-16"))[0] == Said("早上看一眼。", "阿海")


@pytest.mark.parametrize(
    ("written", "second"),
    [
        ('{"segments": [{"start": 1.5, "end": 3, "text": " 早上看 ", "speaker": "A"}]}', 1.5),
        ('{"utterances": [{"start": 1500, "text": "早上看", "speaker": "A"}]}', 1.5),
        ('{"results": {"utterances": [{"start": 1.5, "transcript": "早上看", "speaker": {"name": "A"}}]}}', 1.5),
        ('[{"text": "早上看", "speaker": "A"}]', None),
    ],
)
def test_recognisers_json(written: str, second: float | None) -> None:
    assert lines(written, "a.json") == (Said("早上看", "A", second),)


def test_word_documents_are_read_for_their_words() -> None:
    found, kind = read_transcript(docx(paragraph("主持：平时怎么用？") + paragraph("阿海：早上看。")), "a.docx")
    assert kind == "docx"
    assert found == (Said("平时怎么用？", "主持"), Said("早上看。", "阿海"))


@pytest.mark.parametrize(
    "content",
    [
        docx(paragraph("&x;"), '<!DOCTYPE w [<!ENTITY x "boom">]>'),
        docx(paragraph("&x;"), '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE w [<!ENTITY x "boom">]>', "utf-16"),
        docx("<w:p>"),
        b"PK\x03\x04 broken",
        b"\x00\x01\x02ID3 sound",
        b'{"segments": []}',
        b'{"segments": [{"text":',
        b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
        b"x" * (LARGEST + 1),
    ],
)
def test_what_is_broken_or_hostile_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(ToldError):
        read_transcript(content, "a.json")


def test_an_archive_made_to_burst_is_refused() -> None:
    with pytest.raises(ToldError):
        read_transcript(docx(" " * (33 * 1024**2)), "a.docx")


@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda one: one.encode("utf-8", "replace")))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        found, _ = read_transcript(content, "a.txt")
    except ToldError:
        return
    assert all(one.words and len(one.label) <= 60 and "\0" not in one.words for one in found)


@pytest.mark.parametrize(
    "words",
    ["a" + " " * 100_000 + "b", "00:01 --> 00:02\na" + " " * 100_000 + "b", "00:01 --> 00:02\n" + "<v." * 50_000],
)
def test_no_line_keeps_the_reader_at_work(words: str) -> None:
    """A second, where it took days: a name, then blanks without end."""
    began = process_time()
    assert lines(words)
    assert process_time() - began < 2


@pytest.mark.parametrize("start", ["Infinity", "-Infinity", "NaN", "1e300", "-1", "1" + "0" * 400])
def test_a_moment_that_is_none_is_left_out(start: str) -> None:
    """Kept, it would keep the whole record from being shown."""
    written = f'{{"segments": [{{"start": {start}, "text": "早上看"}}]}}'
    assert lines(written, "a.json") == (Said("早上看", ""),)
