"""Question sessions, check-ins and draws in a report: what came of each of those that ran in its days."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from juluo.ledger.period import Grain
from juluo.metrics.intervals import wilson
from juluo.report.daily import Block, Heading, Table
from juluo.wording.catalogue import Say, in_a_row
from juluo.wording.numbers import percent, whole

# Of fewer people no share is told.
_ENOUGH = 10


class Ran(StrEnum):
    """What it is."""

    QA = "qa"
    CHECKIN = "checkin"
    DRAW = "draw"


@dataclass(frozen=True, slots=True)
class RunLine:
    """One of them. `at` is its page below the community's desk; `source` what a draw was drawn by, "" for nothing.

    `numbers` stand by name, None where nobody knows: of a session `asked`, `answered` and `open`; of check-ins who
    `came`, who of them on the members' pages (`online`), and of those who `began` `week` weeks ago, who `stayed`;
    of a draw `entrants`, `winners`, `claimed` and `passed`.
    """

    kind: Ran
    title: str
    at: str
    numbers: Mapping[str, int | None] = field(default_factory=dict)
    source: str = ""


def run_blocks(lines: Sequence[RunLine], say: Say, grain: Grain, lang: str) -> tuple[Block, ...]:
    """A line each; nothing where nothing ran."""
    if not lines:
        return ()
    names = {Ran.QA: "问答：{title}", Ran.CHECKIN: "打卡：{title}", Ran.DRAW: "抽奖：{title}"}
    rows = tuple((say(names[one.kind], title=one.title), in_a_row(lang, *_told(one, say, grain))) for one in lines)
    head = (say("哪一次"), say("怎么样"))
    return Heading(say("问答、打卡和抽奖")), Table(head, rows, leads=tuple(one.at for one in lines))


def _told(one: RunLine, say: Say, grain: Grain) -> tuple[str, ...]:
    tells: Mapping[Ran, Callable[[], tuple[str, ...]]] = {
        Ran.QA: lambda: _session(one, say),
        Ran.CHECKIN: lambda: (_came(one, say, grain), _stayed(one, say)),
        Ran.DRAW: lambda: _draw(one, say),
    }
    return tells[one.kind]()


def _session(one: RunLine, say: Say) -> tuple[str, ...]:
    asked, answered, still = (one.numbers.get(name) or 0 for name in ("asked", "answered", "open"))
    if not asked:
        return (say("没有人提问。"),)
    if not still:
        return (say("收到{asked}个问题，都答了。", asked=whole(asked)),)
    words = "收到{asked}个问题，答了{answered}个，还有{open}个没答。"
    return (say(words, asked=whole(asked), answered=whole(answered), open=whole(still)),)


def _came(one: RunLine, say: Say, grain: Grain) -> str:
    came, online = one.numbers.get("came"), one.numbers.get("online") or 0
    if came is None:
        return say("几人打了卡未知：群里的记录没有到这时候；在成员的页面上打的有{n}人。", n=whole(online))
    words = {Grain.DAY: "当天{n}人打了卡。", Grain.WEEK: "本周{n}人打了卡。", Grain.MONTH: "当月{n}人打了卡。"}
    return say(words[grain], n=whole(came))


def _stayed(one: RunLine, say: Say) -> str:
    """The share that kept on, of those for whom the week is over."""
    week, began, stayed = (one.numbers.get(name) for name in ("week", "began", "stayed"))
    if week is None or not began or stayed is None:
        return say("还没有人开始满两周，留下几成未知。")
    told = {"week": week, "began": whole(began), "stayed": whole(stayed)}
    if began < _ENOUGH:
        return say("开始满{week}周的{began}人里，第{week}周还在打的有{stayed}人；人太少，不说占几成。", **told)
    sure = wilson(stayed, began)
    return say(
        "开始满{week}周的{began}人里，第{week}周还在打的有{stayed}人，占{share}（95%区间{low}～{high}）。",
        share=percent(stayed / began),
        low=percent(sure.low),
        high=percent(sure.high),
        **told,
    )


def _draw(one: RunLine, say: Say) -> tuple[str, ...]:
    entrants, winners, claimed, passed = (
        one.numbers.get(name) or 0 for name in ("entrants", "winners", "claimed", "passed")
    )
    words = "{entrants}人在名单里，{winners}人中奖，{claimed}人来领了。"
    return (
        say(words, entrants=whole(entrants), winners=whole(winners), claimed=whole(claimed)),
        say("换下了{n}人。", n=whole(passed)) if passed else "",
        say("公开数用：{source}。", source=one.source) if one.source else say("没有用公开数：组织者有办法影响结果。"),
    )
