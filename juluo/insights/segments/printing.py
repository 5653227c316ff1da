"""A rule's one way to be written, in each language: what is written is read as the same rule."""

import re

from juluo.insights.segments.rule import (
    ActiveDays,
    AllOf,
    AnyOf,
    Band,
    Came,
    Clause,
    Condition,
    Count,
    Did,
    Edge,
    FirstSeen,
    InState,
    Not,
    Rule,
    Sign,
    Tally,
    Way,
)
from juluo.insights.segments.wordlist import ACTS, STATES, TALLIES
from juluo.ledger.actors import Actors

_BARE = re.compile(r"[\w.\-/]+")
_SIGNS = {Sign.AT_LEAST: ("≥", ">="), Sign.AT_MOST: ("≤", "<="), Sign.EXACTLY: ("=", "=")}
_UNITS = {Tally.MESSAGES: "条", Tally.QUESTIONS: "次", Tally.REACTIONS: "次", Tally.GIVEN: "次", Tally.RECEIVED: "次"}
_AUDIENCE = {
    Actors.MEMBERS: ("", ""),
    Actors.STAFF: ("；算上工作人员", "; with staff"),
    Actors.ALL: ("；算上工作人员和机器人", "; with staff and bots"),
}


def written(rule: Rule, lang: str = "zh") -> str:
    """The rule as text in Chinese or English."""
    return clause_written(rule.clause, lang) + _AUDIENCE[rule.actors][lang != "zh"]


def clause_written(clause: Clause, lang: str = "zh") -> str:
    """A part of a rule as text."""
    if isinstance(clause, Not):
        inside = clause_written(clause.of, lang)
        if isinstance(clause.of, AllOf | AnyOf):
            inside = _bracketed(inside, lang)
        return f"不是 {inside}" if lang == "zh" else f"not {inside}"
    if isinstance(clause, AllOf):
        parts = [
            _bracketed(clause_written(part, lang), lang) if isinstance(part, AnyOf) else clause_written(part, lang)
            for part in clause.parts
        ]
        return (" 且 " if lang == "zh" else " and ").join(parts)
    if isinstance(clause, AnyOf):
        return (" 或 " if lang == "zh" else " or ").join(clause_written(part, lang) for part in clause.parts)
    return _chinese(clause) if lang == "zh" else _english(clause)


def _bracketed(text: str, lang: str) -> str:
    return f"（{text}）" if lang == "zh" else f"({text})"


def _quoted(name: str) -> str:
    inside = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{inside}"'


def _place(channel: str) -> str:
    return f"#{channel}" if _BARE.fullmatch(channel) else f"#{_quoted(channel)}"


def _chinese(one: Condition) -> str:  # noqa: PLR0911 - one answer a kind of condition
    match one:
        case ActiveDays(sign, n, days):
            return f"近{days}天活跃 {_SIGNS[sign][0]} {n} 天"
        case Count(tally, sign, n, days, channel):
            where = f"{_lately(days)}{_there(channel)}"
            return f"{where}{TALLIES[tally][0][0]} {_SIGNS[sign][0]} {n} {_UNITS[tally]}"
        case Did(act, days, channel, name):
            return f"{_lately(days)}{_there(channel)}{ACTS[act][0][0]}{_named(name)}"
        case FirstSeen(edge, mark):
            return _chinese_first(edge, mark)
        case Came(Way.INVITER, name):
            return f"由 {_quoted(name)} 邀请进群" if name else "有人邀请进群"
        case Came(way, name):
            return f"{'来源是' if way is Way.SOURCE else '来自推广'} {_quoted(name or '')}"
        case InState(state):
            return f"近况是 {STATES[state][0][0]}"
        case Band(score, sign, n):
            return f"{score} {_SIGNS[sign][0]} {n}"


def _lately(days: int | None) -> str:
    return "" if days is None else f"近{days}天"


def _there(channel: str | None) -> str:
    return "" if channel is None else f"在 {_place(channel)} "


def _named(name: str | None) -> str:
    return "" if name is None else f" {_quoted(name)}"


def _chinese_first(edge: Edge, mark: object) -> str:
    if isinstance(mark, int):
        return f"近{mark}天第一次出现" if edge is Edge.WITHIN else f"第一次出现早于 {mark} 天前"
    return f"第一次出现{'不早于' if edge is Edge.WITHIN else '早于'} {mark}"


def _english(one: Condition) -> str:  # noqa: PLR0911 - one answer a kind of condition
    match one:
        case ActiveDays(sign, n, days):
            return f"active {_SIGNS[sign][1]} {n} of {days} days"
        case Count(tally, sign, n, days, channel):
            return f"{TALLIES[tally][1][0]} {_SIGNS[sign][1]} {n}{_during(days)}{_inside(channel)}"
        case Did(act, days, channel, name):
            return f"{ACTS[act][1][0]}{_named(name)}{_inside(channel)}{_during(days)}"
        case FirstSeen(edge, mark):
            return _english_first(edge, mark)
        case Came(Way.INVITER, name):
            return f"invited by {_quoted(name)}" if name else "invited"
        case Came(way, name):
            return f"came {'from source' if way is Way.SOURCE else 'by campaign'} {_quoted(name or '')}"
        case InState(state):
            return f"state is {STATES[state][1][0]}"
        case Band(score, sign, n):
            return f"{score} {_SIGNS[sign][1]} {n}"


def _during(days: int | None) -> str:
    return "" if days is None else f" in {days} days"


def _inside(channel: str | None) -> str:
    return "" if channel is None else f" in {_place(channel)}"


def _english_first(edge: Edge, mark: object) -> str:
    if isinstance(mark, int):
        return f"first seen in {mark} days" if edge is Edge.WITHIN else f"first seen over {mark} days ago"
    return f"first seen {'since' if edge is Edge.WITHIN else 'before'} {mark}"
