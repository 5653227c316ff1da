"""Who says that they are here: 打卡, 签到, 报备 in a message, and 接龙, the numbered list that goes from hand to hand.

A plain rule, so what rests on it is 推测 and an operator looks at it before it counts.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache


class Word(StrEnum):
    """What a member said to be counted."""

    CHECK_IN = "打卡"
    SIGN_IN = "签到"
    REPORT = "报备"


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a numbered list. `rest` is what stands behind the number; `party` how many come with that line."""

    number: int
    rest: str
    name: str
    party: int = 1


@dataclass(frozen=True, slots=True)
class ChainList:
    """A 接龙 as it stands in one message: its headline, and its lines in order."""

    title: str
    lines: tuple[Listed, ...]


_WORDS = {
    Word.CHECK_IN: r"打卡|check(?:ed|ing)?[ -]?in\b",
    Word.SIGN_IN: r"签到|簽到|报到|報到|sign(?:ed|ing)?[ -]?in\b",
    Word.REPORT: r"报备|報備",
}
_ANCHORS = {
    Word.CHECK_IN.value: ("打卡", "check"),
    Word.SIGN_IN.value: ("签到", "簽到", "报到", "報到", "sign"),
    Word.REPORT.value: ("报备", "報備"),
}
_SAID = {word: re.compile(pattern, re.IGNORECASE) for word, pattern in _WORDS.items()}
# Before the word, signs and names called aside: "我来", "今日", "第3天". Anything else, and it's told about it.
_ASIDE = re.compile(r"@\S+|[\W_]+")
_BEFORE = re.compile(
    r"(?:我|来|來|已|今天|今日|每日|早|晚|晚间|运动|学习|阅读|完成|第?[\d一二三四五六七八九十百]++[天日次期]?|day)*+$",
    re.IGNORECASE,
)
# Behind it: who asks, tells others to, or says that it didn't happen, isn't here.
_NOT_DONE = re.compile(
    r"[?？]|吗|嗎|呢\s*$|怎么|怎麼|如何|哪里|在哪|失败|失敗|不了|不上|规则|規則|时间|時間|链接|入口|截止|活动|活動|开始|開始|提醒|记得|記得|别忘|了没|了沒|没有|沒有|群|表"
)
_LINE = re.compile(r"(\d{1,3})(\s*[.．、。,，)）:：]|\s)\s*+(\S.*)$")
_CHAIN = re.compile(r"接龙|接龍|#\s*sign-?up", re.IGNORECASE)
_PARTY = re.compile(r"[+＋]\s*(\d{1,2})(?!\d)|带\s*([\d一二两三四五六七八九十]+)\s*(?:个|位)?\s*(?:人|娃|孩|友|朋友)")
_TOGETHER = re.compile(r"(?:共|一共)?\s*([\d一二两三四五六七八九十]+)\s*(?:人|位)")
_DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九十")} | {"两": 2}
_NAME_ENDS = re.compile(r"[\s,，;；:：/|（(\[【+＋～~—]|--|带|一共|共\d")
_MOST_PARTY, _MOST_LINES, _LONGEST = 20, 500, 300


def said_here(text: str) -> Word | None:
    """The word by which a message says that its author is here or has done it; None where it says no such thing."""
    return next((word for word, pattern in _SAID.items() if _says(text, pattern)), None)


def says(text: str, words: Iterable[str]) -> str | None:
    """The same by words of somebody's own choice; one of `Word` stands for all ways to say it."""
    return next((word for word in words if _says(text, _pattern(word))), None)


def anchors(word: str) -> tuple[str, ...]:
    """What a message must hold, in letters of either case, to say a word in any way: by these it's looked for."""
    return _ANCHORS.get(word, (word,))


@cache
def _pattern(word: str) -> re.Pattern[str]:
    known = next((one for one in Word if one == word), None)
    return re.compile(re.escape(word), re.IGNORECASE) if known is None else _SAID[known]


def _says(text: str, pattern: re.Pattern[str]) -> bool:
    line = next((line.strip()[:_LONGEST] for line in text.splitlines() if line.strip()), "")
    found = pattern.search(line)
    return (
        found is not None
        and _BEFORE.match(_ASIDE.sub("", line[: found.start()])) is not None
        and not _NOT_DONE.search(line[found.end() :])
    )


def chain_list(text: str) -> ChainList | None:
    """The numbered list of a message: 接龙 in its head and one line, or without that word two that count from 1."""
    head: list[str] = []
    lines: list[Listed] = []
    chained = _CHAIN.search(text) is not None
    for line in (one.strip()[:_LONGEST] for one in text.strip().splitlines()[:_MOST_LINES]):
        found = _LINE.match(line)
        if found and int(found[1]) == len(lines) + 1 and (found[2].strip() or chained):
            lines.append(_listed(int(found[1]), found[3]))
        elif not lines and line:
            head.append(line)
    if not lines or not (chained or len(lines) > 1):
        return None
    title = next((one for one in head if one.strip("#＃ ") not in {"接龙", "接龍", "接龙：", "接龙:"}), "")
    return ChainList(title.strip("#＃ "), tuple(lines))


def names_of(text: str) -> tuple[Listed, ...]:
    """A pasted list of names: a 接龙, or one name a line or between commas."""
    found = chain_list(text)
    if found is not None:
        return found.lines
    parts = [part.strip()[:_LONGEST] for line in text.splitlines() for part in re.split(r"[,，、;；\t]", line)]
    return tuple(_listed(number, part) for number, part in enumerate(filter(None, parts[: 10 * _MOST_LINES]), 1))


def _listed(number: int, rest: str) -> Listed:
    name = rest[: found.start()] if (found := _NAME_ENDS.search(rest, 1)) else rest
    return Listed(number, rest, name.lstrip("@ ").strip() or rest, _party(rest))


def _party(rest: str) -> int:
    """How many come: +1 and 带2人 come beside who writes, 3人 counts them in."""
    if found := _PARTY.search(rest):
        return min(1 + _number(found[1] or found[2]), _MOST_PARTY)
    if found := _TOGETHER.search(rest):
        return min(max(_number(found[1]), 1), _MOST_PARTY)
    return 1


def _number(told: str) -> int:
    if told.isdigit():
        return int(told)
    tens, sign, ones = told.partition("十")
    if not sign:
        return _DIGITS.get(told, 0)
    return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)
