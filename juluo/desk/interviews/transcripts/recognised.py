"""The JSON of speech recognisers: a list of what was said under one of the names that tools give it.

Whisper `segments` (start in seconds), AssemblyAI `utterances` (start in milliseconds), Deepgram and others alike;
words stand under `text` or `transcript`, the voice under `speaker`.
"""

import json
from collections.abc import Iterator
from typing import TypeGuard

from juluo.desk.interviews.values import Said
from juluo.wording.sentence import ToldError, told

_LISTS = ("utterances", "segments", "monologues", "transcript", "results", "sentences", "paragraphs")
_DEEPEST = 4
# More milliseconds than anybody talks.
_ENDLESS = 10**10


def recognised(words: str) -> list[Said]:
    try:
        found = json.loads(words)
    except (ValueError, RecursionError) as error:
        raise ToldError(told("这不是完整的 JSON，读不懂。")) from error
    parts = _parts(found, 0)
    if parts is None:
        raise ToldError(told("这份 JSON 里没找到说的话：要有 segments 或 utterances，每段有 text。"))
    return list(_lines(parts[0], in_milliseconds=parts[1] == "utterances"))


def _parts(found: object, deep: int) -> tuple[list[object], str] | None:
    """The list of what was said, wherever it stands."""
    if isinstance(found, list):
        return (found, "") if any(isinstance(one, dict) and _words(one) for one in found) else None
    if not isinstance(found, dict) or deep > _DEEPEST:
        return None
    for name in _LISTS:
        if isinstance(found.get(name), list) and (parts := _parts(found[name], deep + 1)):
            return parts[0], name
    for value in found.values():
        if isinstance(value, dict) and (parts := _parts(value, deep + 1)):
            return parts
    return None


def _lines(parts: list[object], *, in_milliseconds: bool) -> Iterator[Said]:
    for one in parts:
        if isinstance(one, dict) and (words := _words(one)):
            start = next((one[name] for name in ("start", "start_time", "begin", "from") if name in one), None)
            second = float(start) if _is_moment(start) else None
            if second is not None and in_milliseconds and isinstance(start, int):
                second /= 1000
            yield Said(words, _voice(one), second)


def _is_moment(start: object) -> TypeGuard[int | float]:
    """Whether it can be a place in a recording: JSON's numbers may be endless, or none."""
    return isinstance(start, int | float) and not isinstance(start, bool) and 0 <= start < _ENDLESS


def _words(one: dict[str, object]) -> str:
    found = one.get("text", one.get("transcript", ""))
    return found.strip() if isinstance(found, str) else ""


def _voice(one: dict[str, object]) -> str:
    voice = next((one[name] for name in ("speaker", "speaker_name", "speakerName", "name") if name in one), "")
    if isinstance(voice, dict):
        voice = voice.get("name", voice.get("id", ""))
    return str(voice)[:60] if isinstance(voice, str | int) else ""
