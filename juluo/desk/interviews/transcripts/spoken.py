"""Plain text and subtitles: who says what when, as meeting tools write it.

张三：我觉得……            张三 00:01:12        [00:01:12] 张三：……        1
                          我觉得……                                       00:00:01,000 --> 00:00:04,000
                                                                         张三：我觉得……
"""

import html
import re

from juluo.desk.interviews.values import Said

_TIME = r"(?:(?P<h>\d{1,2}):)?(?P<m>\d{1,2}):(?P<s>\d{2})(?:[.,]\d{1,3})?"
# A name is short and no sentence; a line that is name and time alone heads what follows.
_NAME = r"(?P<who>[^\s：:。，,.!?！？\[\]()（）<>][^：:。，!?！？\[\]()（）<>\n]{0,29}?)"
_HEAD = re.compile(rf"^{_NAME}\s*[(（\[]?\s*{_TIME}\s*[)）\]]?\s*[:：]?$")
_TIMED = re.compile(rf"^[\[(（]?{_TIME}[\])）]?\s+(?P<rest>.*)$")
_NAMED = re.compile(rf"^{_NAME}\s*(?:[(（\[]\s*{_TIME}\s*[)）\]])?\s*[:：]\s*(?P<rest>.+)$")
_CUE = re.compile(rf"^{_TIME}\s*-->")
_VOICE = re.compile(r"<v(?:\.[^\s>]{0,60})?\s+([^>]{1,60})>")
_TAG = re.compile(r"</?[a-zA-Z][^>]{0,80}>")


def spoken(words: str) -> list[Said]:
    """Plain text. A line without a name belongs to whoever spoke last."""
    found: list[Said] = []
    label, second = "", None
    for raw in words.splitlines():
        # One blank for many: a line of a million blanks would keep the expressions at work for days.
        line = " ".join(raw.split())
        if not line:
            continue
        if head := _HEAD.match(line):
            label, second = head["who"].strip(), _second(head)
            continue
        if timed := _TIMED.match(line):
            second, line = _second(timed), timed["rest"]
        if named := _NAMED.match(line):
            label, line = named["who"].strip(), named["rest"]
            second = _second(named) if named["s"] else second
        found.append(Said(line, label, second))
        second = None
    return found


def is_timed(words: str) -> bool:
    """Whether there are subtitles' cues in it; an arrow alone is none."""
    return any(_CUE.match(line.strip()) for line in words.splitlines())


def subtitles(words: str) -> list[Said]:
    """SRT and VTT, with names in voice tags or before a colon. Numbers, settings and comments aren't said."""
    found: list[Said] = []
    for block in re.split(r"\n\s*\n", words.replace("\r\n", "\n").replace("\r", "\n")):
        lines = block.split("\n")
        at = next((number for number, line in enumerate(lines) if _CUE.match(line.strip())), None)
        if at is None:
            continue
        told = _CUE.match(lines[at].strip())
        second = _second(told) if told else None
        text = " ".join(" ".join(lines[at + 1 :]).split())
        voice = _VOICE.search(text)
        label = voice.group(1).strip() if voice else ""
        text = html.unescape(_TAG.sub("", text)).strip()
        if not label and (named := _NAMED.match(text)):
            label, text = named["who"].strip(), named["rest"]
        found.append(Said(text, label, second))
    return found


def _second(match: re.Match[str]) -> float:
    return int(match["h"] or 0) * 3600.0 + int(match["m"]) * 60 + int(match["s"])
