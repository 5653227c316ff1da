"""The few words around a report that belong to no section. `Report.labels` may say any of them otherwise."""

from collections.abc import Mapping
from types import MappingProxyType

from juluo.report.daily import Fold, Report
from juluo.wording.catalogue import speaker

_WORDS = {
    "skip": "跳到正文",
    "contents": "目录",
    "simulated": "模拟数据",
    "to_write": "待写",
    "check": "检验",
    "evidence": "依据",
    "new": "第一次发言",
    "trend": "近28天",
    "figures_hint": "点指标名，看它怎么算、背后是哪些消息。",
    "figures_base": "变化是和颜色深的那个数比。",
    "versus": "比",
    "plan_key": "一格一人，画在说得最多的频道；格子越大说得越多",
    "plan_new": "第一次发言",
    "behind": "背后的记录",
    "meanings": "这些数怎么算",
    "comma": "、",
    "colon": "：",
    "open": "（",
    "close": "）",
}


def frame_words(report: Report) -> Mapping[str, str]:
    return MappingProxyType({**block_words("en" if report.lang.startswith("en") else "zh"), **report.labels})


def block_words(lang: str) -> dict[str, str]:
    """What the blocks say wherever they stand."""
    say = speaker(lang)
    return {name: say(words) for name, words in _WORDS.items()}


def bracketed(interval: str, words: Mapping[str, str]) -> str:
    """An interval in brackets of the report's language, unless it has come in brackets."""
    if not interval.strip() or interval.strip()[0] in "（([":
        return interval
    return f"{words['open']}{interval}{words['close']}"


def says_count(fold: Fold) -> bool:
    """Whether the fold's own sentence names its count already."""
    return str(fold.count) in fold.label.replace(",", "")
