"""What a line written by the platform says happened, whatever its language."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from juluo.ledger.kinds import Kind

# Who the file doesn't name: the exporter, the other of two, whoever holds an office.
UNNAMED = frozenset({"you", "your", "你", "您", "我", "自己", "对方", "管理员", "群管理员", "群主"})
# The traditional characters of system lines and their simplified twins: wordings are written once, in simplified.
_TRADITIONAL = "創將組題稱從變為過經鏈連結區該聊開關閉啟限時動刪閱後訊話視頻語頂條則圖標頭說設碼現員對發請邀離絡編輯檔貼體選項與記錄這圍傳聽來電錯當"  # noqa: E501 - the two lines stand in pairs
_SIMPLIFIED = "创将组题称从变为过经链连结区该聊开关闭启限时动删阅后讯话视频语顶条则图标头说设码现员对发请邀离络编辑档贴体选项与记录这围传听来电错当"  # noqa: E501 - the two lines stand in pairs
_TWINS = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
# "A, B and C" where names stand bare; where they may be quoted, only the enumeration comma parts them.
SPELT_OUT = re.compile(r"、|，|, | and | & |(?<=\S) ?[和及] ?(?=\S)")
ENUMERATED = re.compile(r"、")
_QUOTED = re.compile(r"[\"“「](.+?)[\"”」]")
_QUOTES = "\"'“”「」『』〝〞‘’ \u200e\u200f\u2068\u2069"


def in_simplified(line: str) -> str:
    """The line with the characters of system wordings in simplified form, every character in its place."""
    return line.translate(_TWINS)


@dataclass(frozen=True, slots=True)
class SystemLine:
    """Who did what: `who` joined, left or was removed, `by` whom; `name` is what the group is called now."""

    kind: Kind
    who: tuple[str | None, ...] = (None,)
    by: str | None = None
    name: str | None = None
    former_name: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """One wording; its groups are `who`, `by`, `name` and `former`."""

    kind: Kind
    pattern: re.Pattern[str]
    between: re.Pattern[str]

    def said(self, line: str, simplified: str) -> SystemLine | None:
        found = self.pattern.fullmatch(simplified)
        if found is None:
            return None
        # Names keep their own characters: the simplified line only tells where they stand.
        parts = {group: line[slice(*found.span(group))] for group, words in found.groupdict().items() if words}
        return SystemLine(
            self.kind,
            names_in(parts.get("who"), self.between),
            name_in(parts.get("by")),
            _bare(parts.get("name")),
            _bare(parts.get("former")),
        )


def phrases(kind: Kind, wordings: Iterable[str], between: re.Pattern[str]) -> list[Phrase]:
    """The wordings of one kind, compiled; `between` parts the names of a list."""
    return [Phrase(kind, re.compile(wording, re.DOTALL), between) for wording in wordings]


def first_said(line: str, known: Sequence[Phrase]) -> SystemLine | None:
    """What the line says by the first phrase that fits it whole."""
    simplified = in_simplified(line)
    return next((said for phrase in known if (said := phrase.said(line, simplified)) is not None), None)


def name_in(words: str | None) -> str | None:
    """A name without its quotes; None for who is not named."""
    bare = _bare(words)
    return None if bare is None or bare.lower() in UNNAMED else bare


def names_in(words: str | None, between: re.Pattern[str]) -> tuple[str | None, ...]:
    """Every name of a list; names each in its own quotes are parted by them alone."""
    if words is None:
        return (None,)
    quoted: list[str] = _QUOTED.findall(words)
    parts = quoted if len(quoted) > 1 else between.split(words)
    return tuple(name_in(part) for part in parts if part.strip(_QUOTES)) or (None,)


def _bare(words: str | None) -> str | None:
    bare = words.strip(_QUOTES) if words is not None else None
    return bare or None
