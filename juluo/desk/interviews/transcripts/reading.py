"""One file: its kind is told by what it holds, not by its name alone. What can't be read is refused in a sentence."""

from collections.abc import Callable, Mapping

from juluo.desk.interviews.transcripts.documents import paragraphs
from juluo.desk.interviews.transcripts.recognised import recognised
from juluo.desk.interviews.transcripts.spoken import is_timed, spoken, subtitles
from juluo.desk.interviews.values import Said
from juluo.wording.sentence import ToldError, told

LARGEST = 8 * 1024**2
LONGEST_LINE, _JOINED = 4_000, 400
# Chinese Windows writes GB18030; everything else UTF-8 or, with its mark, UTF-16.
_ENCODINGS = ("utf-8-sig", "gb18030")


def read_transcript(content: bytes, name: str) -> tuple[tuple[Said, ...], str]:
    """The lines, and which kind of file it was; ToldError says what is wrong with it."""
    if len(content) > LARGEST:
        raise ToldError(told("文件太大：记录最多{n}MB。", n=LARGEST // 1024**2))
    if content.startswith(b"PK"):
        return _joined(spoken("\n".join(paragraphs(content)))), "docx"
    if b"\0" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ToldError(told("这个文件读不了：能读 TXT、SRT、VTT、DOCX 和 JSON，录音请先转成文字。"))
    words = _decoded(content)
    kind = _kind(words, name)
    return _joined(_READERS[kind](words)), kind


def _kind(words: str, name: str) -> str:
    begins = words.lstrip()[:6]
    if begins.startswith(("{", "[{")) or (begins.startswith("[") and name.lower().endswith(".json")):
        return "json"
    if begins.startswith("WEBVTT"):
        return "vtt"
    return "srt" if is_timed(words[:2_000]) else "txt"


_READERS: Mapping[str, Callable[[str], list[Said]]] = {
    "json": recognised,
    "vtt": subtitles,
    "srt": subtitles,
    "txt": spoken,
}


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", "replace")


def _joined(lines: list[Said]) -> tuple[Said, ...]:
    """What one person says in a row is one line, as long as it is readable: subtitles cut sentences in two."""
    found: list[Said] = []
    for one in lines:
        words = " ".join(one.words.replace("\0", "").split())[:LONGEST_LINE]
        if not words:
            continue
        last = found[-1] if found else None
        if last is not None and one.label and last.label == one.label and len(last.words) + len(words) < _JOINED:
            gap = "" if _is_han(last.words[-1]) and _is_han(words[0]) else " "
            found[-1] = Said(f"{last.words}{gap}{words}", last.label, last.second)
        else:
            found.append(Said(words, one.label[:60], one.second))
    return tuple(found)


def _is_han(sign: str) -> bool:
    return sign >= "\u2e80"
