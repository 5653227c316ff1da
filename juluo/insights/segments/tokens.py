"""A rule's text cut into words, numbers, days and names, each with its place."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from juluo.insights.members.names import folded
from juluo.insights.segments.wordlist import BEYOND, SPELLINGS, Meaning
from juluo.wording.sentence import Sentence, ToldError, told

LONGEST_RULE = 2000


@dataclass(frozen=True, slots=True)
class Named:
    """What stands in quotation marks, or after #."""

    words: str
    channel: bool


@dataclass(frozen=True, slots=True)
class Beyond:
    """A sign that doesn't hold the number itself: > or <."""

    spelling: str


@dataclass(frozen=True, slots=True)
class Token:
    """What it is, and from which letter of the rule to which."""

    value: Meaning | int | date | Named | Beyond
    start: int
    end: int


class RuleError(ToldError):
    """A rule that can't be read: what is wrong, from which letter to which."""

    def __init__(self, sentence: Sentence, start: int, end: int) -> None:
        super().__init__(sentence)
        self.start, self.end = start, end


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")
_NUMBER = re.compile(r"\d+")
_QUOTES = {'"': '"', "“": "”", "「": "」", "『": "』", "'": "'", "‘": "’"}
_BARE_ENDS = re.compile(r"""[\s()（）"“”「」『』'‘’;；,，<>=≥≤!！&|#]""")
_LATIN = re.compile(r"[a-z]")
# Longest first, so that 至少 isn't read as what begins with it.
_WORDS = sorted((*SPELLINGS, *BEYOND), key=lambda word: (-len(word), word))


def tokens(text: str, channels: Collection[str] = ()) -> list[Token]:
    """The rule's parts; raises RuleError where something is none. `channels` end a # name that no space ends."""
    if len(text) > LONGEST_RULE:
        raise RuleError(told("规则太长了：最多写{n}个字。", n=LONGEST_RULE), LONGEST_RULE, len(text))
    return [*_cut(text, sorted({folded(name) for name in channels}, key=len, reverse=True))]


def _cut(text: str, channels: list[str]) -> Iterator[Token]:
    at, small = 0, _aligned(text)
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token = _name(text, small, at, channels) or _figure(small, at) or _word(small, at)
        if token is None:
            raise RuleError(told("看不懂“{word}”。", word=_stretch(text, at)), at, at + len(_stretch(text, at)))
        yield token
        at = token.end


def _aligned(text: str) -> str:
    """Small letters and half-width figures, letter for letter as long as the text."""
    return "".join(
        plain
        if len(plain := unicodedata.normalize("NFKC", letter).lower()) == 1 and plain not in "()!;,=<>"
        else letter
        for letter in text
    )


def _name(text: str, small: str, at: int, channels: list[str]) -> Token | None:
    marked = text[at] in "#＃"
    start = at + marked
    if start < len(text) and text[start] in _QUOTES:
        return _quoted(text, at, start, channel=marked)
    if not marked:
        return None
    known = next((name for name in channels if folded(small[start : start + len(name)]) == name), None)
    ends = _BARE_ENDS.search(text, start)
    end = start + len(known) if known else (ends.start() if ends else len(text))
    if end == start:
        raise RuleError(told("“#”后面写频道的名字；名字里有空格，就加引号。"), at, start)
    return Token(Named(text[start:end], channel=True), at, end)


def _quoted(text: str, at: int, start: int, *, channel: bool) -> Token:
    closing, letters, here = _QUOTES[text[start]], [], start + 1
    while here < len(text) and text[here] != closing:
        here += text[here] == "\\" and here + 1 < len(text)
        letters.append(text[here])
        here += 1
    if here >= len(text):
        raise RuleError(told("引号没有关上。"), start, len(text))
    name = " ".join("".join(letters).split())
    if not name:
        raise RuleError(told("引号里没有名字。"), start, here + 1)
    return Token(Named(name, channel), at, here + 1)


def _figure(small: str, at: int) -> Token | None:
    if found := _DAY.match(small, at):
        try:
            return Token(date.fromisoformat(found.group()), at, found.end())
        except ValueError:
            raise RuleError(told("没有{day}这一天。", day=found.group()), at, found.end()) from None
    if found := _NUMBER.match(small, at):
        return Token(int(found.group()[:9]), at, found.end())
    return None


def _word(small: str, at: int) -> Token | None:
    for word in _WORDS:
        end = _spelled(small, at, word)
        if end:
            meaning = SPELLINGS.get(word)
            return Token(Beyond(word) if meaning is None else meaning, at, end)
    return None


def _spelled(small: str, at: int, word: str) -> int:
    """Where a word ends that begins here, its spaces as wide as they may be; 0 if it doesn't stand here."""
    for number, part in enumerate(word.split(" ")):
        if number:
            spaces = at
            while at < len(small) and small[at].isspace():
                at += 1
            if at == spaces:
                return 0
        if not small.startswith(part, at):
            return 0
        at += len(part)
    ends_inside = _LATIN.match(word[-1]) and at < len(small) and _LATIN.match(small[at])
    return 0 if ends_inside else at


def _stretch(text: str, at: int) -> str:
    """What to show of something unknown: up to the next space, some letters at most."""
    return text[at : at + 12].split(maxsplit=1)[0]
