"""What ails those who have a problem: the word for it that most of them use, to stand before the need's name."""

import re
from collections.abc import Sequence

# As people say that something doesn't work, and what a name says for it. The more telling come first.
_WORDS: Sequence[tuple[str, re.Pattern[str]]] = [
    (word, re.compile(pattern, re.IGNORECASE))
    for word, pattern in (
        ("闪退", "闪退"),
        ("崩溃", "崩溃|崩了"),
        ("乱码", "乱码"),
        ("打不开", "打不开"),
        ("登不上", "登不上|登录不了|登陆不了|无法登录"),
        ("连不上", "连不上|连接不上|无法连接"),
        ("收不到", "收不到|没收到"),
        ("卡住", "卡住|卡死|卡在|一直转圈"),
        ("没反应", "没反应|没有反应"),
        ("丢了", "丢失|不见了|没了"),
        ("失败", "失败"),
        ("报错", "报错|出错|错误提示"),
        ("用不了", "用不了|不能用|无法使用"),
        ("太慢", "太慢|好慢|很慢"),
        ("crash", r"\bcrash(?:es|ed|ing)?\b|\bsegfault"),
        ("timeout", r"\btime(?:s|d)?[ -]?out"),
        ("stuck", r"\bstuck\b|\bhangs?\b"),
        ("missing", r"\bmissing\b"),
        ("slow", r"\b(?:too|very|so|really) slow\b|\bslow(?:er)?\b"),
        ("fails", r"\bfail(?:s|ed|ing|ure)?\b"),
        ("broken", r"\bbroken?\b|doesn'?t work|not working"),
        ("error", r"\berrors?\b"),
    )
]
# So many of the openings say it, and two at least.
_MOST, _FEWEST, _LOOKED_AT = 0.5, 2, 30


def ailment(name: str, titles: Sequence[str], texts: Sequence[str]) -> str:
    """The word, or nothing where they don't agree on one or the name says it already."""
    said = [f"{title}\n{text}" for title, text in zip(titles[:_LOOKED_AT], texts[:_LOOKED_AT], strict=True)]
    for word, pattern in _WORDS:
        n = sum(pattern.search(one) is not None for one in said)
        if n >= max(_FEWEST, _MOST * len(said)):
            return "" if pattern.search(name) else word
    return ""


def with_ailment(name: str, titles: Sequence[str], texts: Sequence[str]) -> str:
    """报错：类型不匹配. A name in which it stands already is left as it is."""
    word = ailment(name, titles, texts)
    return f"{word}{_mark(word)}{name}" if word else name


def parted(name: str) -> tuple[str, str]:
    """What stands before a name for what ails people, with its mark, and the name itself."""
    for word, _ in _WORDS:
        before = word + _mark(word)
        if name.startswith(before):
            return before, name.removeprefix(before)
    return "", name


def _mark(word: str) -> str:
    return ": " if word.isascii() else "："
