"""A reading: a metric's value with what was before, its interval and its verdict. All comparing happens here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from juluo.ledger.period import Period
from juluo.ledger.sight import DESK, Sight
from juluo.metrics.comparing import Case, tried
from juluo.metrics.cuts import measured
from juluo.metrics.desk import NOBODY_ASKED
from juluo.metrics.intervals import Interval
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit, unseen
from juluo.metrics.usual import HISTORY, USUAL
from juluo.metrics.verdict import Change, Verdict
from juluo.store.view import View
from juluo.wording.catalogue import Say, speaker

# How much these go up and down by themselves is taken from the last eight periods.
_FLUCTUATE = frozenset(Trial) - {Trial.NONE, Trial.MEMBERS, Trial.SCORES}


@dataclass(frozen=True, slots=True)
class Reading:
    """One metric over one period, compared with the same weekday last week (or the period before).

    Metrics that look back further than a week are compared with the window before theirs, on the same weekday.
    `earlier` are the last four comparable ones, the last one first, None where unknown.
    """

    metric: Metric
    period: Period
    measured: Measured
    same_weekday: float | None
    mean4: float | None
    change: Change
    complete: bool
    earlier: tuple[Measured | None, ...] = ()

    @property
    def value(self) -> float | None:
        return self.measured.value

    @property
    def verdict(self) -> Verdict:
        return self.change.verdict

    @property
    def is_good(self) -> bool | None:
        """Whether a real change is good news; None where it is neither, or not real."""
        if not self.verdict.is_clear or self.metric.good is Good.NEITHER:
            return None
        return (self.verdict is Verdict.CLEARLY_UP) == (self.metric.good is Good.HIGHER)

    def facts(self) -> dict[str, Any]:
        """The reading as JSON values."""
        measured = self.measured
        return {
            "from": self.period.first.isoformat(),
            "to": self.period.last.isoformat(),
            "value": measured.value,
            "n": measured.n,
            "hits": measured.hits,
            "interval": _pair(measured.interval),
            "previous": {"same_weekday": self.same_weekday, "mean4": self.mean4},
            "change": self.change.amount,
            "change_interval": _pair(self.change.interval),
            "against": self.change.against or None,
            "p": self.change.p,
            "test": self.change.test or None,
            "verdict": str(self.verdict),
            "direction": self.change.direction,
            "complete": self.complete,
            "estimated": measured.estimated,
            "stated": measured.stated,
            "reason": measured.reason or None,
            **({"parts": dict(measured.parts)} if measured.parts else {}),
            **({"rows": [dict(row) for row in measured.rows]} if measured.rows else {}),
        }


def read(view: View, metric: Metric, periods: Sequence[Period]) -> list[Reading]:
    """Readings of a metric over periods, in their order."""
    lacking = unseen(metric, view.coverage.sights)
    if lacking:
        reason = lacking_words(lacking, speaker("zh"))
        return [_blank(view, metric, period, reason) for period in periods]
    wanted = {p: _before(p, metric) for p in periods}
    around = {p: _around(p, metric) for p in periods}
    everything = {p for befores in (*wanted.values(), *around.values()) for p in befores}
    earlier = {p for p in everything if _complete(view, metric, p)}
    known = [p for p in sorted({*periods, *earlier}) if _overlaps(view, metric, p)]
    values = dict(zip(known, measured(view, metric, known), strict=True)) if known else {}
    past = {p: found for p, found in values.items() if p in earlier}
    return [_reading(view, metric, p, values.get(p), _Past(wanted[p], around[p], past)) for p in periods]


def _complete(view: View, metric: Metric, period: Period) -> bool:
    """Whether a period is told of from start to end by what the metric counts: exports, or the desk alone."""
    return view.desk_complete(period) if _is_of_desk(metric) else view.complete(period)


def _overlaps(view: View, metric: Metric, period: Period) -> bool:
    return view.desk_overlaps(period) if _is_of_desk(metric) else view.coverage.overlaps(period)


def _is_of_desk(metric: Metric) -> bool:
    """Whether it counts what the desk keeps and nothing that exports tell."""
    return all(group <= DESK for group in metric.needs)


def lacking_words(lacking: Sequence[Sight], say: Say) -> str:
    """Why a value is unknown: what it needs isn't in the source's exports, or nothing of it happened on the desk.

    No export is to blame for what only the desk keeps.
    """
    lacking = [sight for sight in lacking if sight not in DESK] or lacking
    if lacking[0] in DESK:
        return say(_NOT_ON_DESK[lacking[0]])
    return say("这个来源的导出里看不到：{what}", what=say("、").join(say(SIGHT_WORDS[sight]) for sight in lacking))


def _before(period: Period, metric: Metric) -> list[Period]:
    """The earlier periods to compare with, the last one first; tables are not compared."""
    steps = 0 if metric.unit is Unit.TABLE else HISTORY if metric.trial in _FLUCTUATE else USUAL
    if metric.window > max(period.length, 7):
        return [period.shifted(-metric.window * back) for back in range(1, steps + 1)]
    return [period.before(back) for back in range(1, steps + 1)]


def _around(period: Period, metric: Metric) -> list[Period]:
    """The days of the eight weeks before a day: they tell together how much days go up and down by themselves."""
    if metric.trial is not Trial.PAIRED or period.length > 1 or metric.window > 1:
        return []
    return [period.shifted(-back) for back in range(1, 7 * HISTORY + 1)]


@dataclass(frozen=True, slots=True)
class _Past:
    """What was before a period, as far as exports tell of it."""

    earlier: Sequence[Period]
    around: Sequence[Period]
    measured: Mapping[Period, Measured]

    @property
    def found(self) -> list[Measured | None]:
        return [self.measured.get(p) for p in self.earlier]

    def columns(self) -> list[list[float]]:
        """The values of all days around, a column a weekday."""
        found: list[list[float]] = [[] for _ in range(7)]
        for day in self.around:
            value = self.measured[day].value if day in self.measured else None
            if value is not None:
                found[day.first.weekday()].append(value)
        return found


def _blank(view: View, metric: Metric, period: Period, reason: str) -> Reading:
    change = Change(None, None, Verdict.UNKNOWN)
    return Reading(metric, period, Measured(reason=reason), None, None, change, _complete(view, metric, period))


def _reading(view: View, metric: Metric, period: Period, now: Measured | None, past: _Past) -> Reading:
    if now is None:
        reason = "这段时间还没有登记" if _is_of_desk(metric) else "这段时间没有导入任何记录"
        return _blank(view, metric, period, reason)
    found = past.found
    same = found[0].value if found and found[0] is not None else None
    four = [p.value for p in found[:USUAL] if p is not None and p.value is not None]
    mean4 = fmean(four) if len(four) == USUAL else None
    complete = _complete(view, metric, period)
    change = _changed(view, metric, period, now, past) if complete else _unfinished(now)
    return Reading(metric, period, now, same, mean4, change, complete, tuple(found[:USUAL]))


def _unfinished(now: Measured) -> Change:
    return Change(None, None, Verdict.UNKNOWN if _says_nothing(now) else Verdict.INCOMPLETE)


def _says_nothing(now: Measured) -> bool:
    return now.value is None and not now.parts and not now.rows


def _changed(view: View, metric: Metric, period: Period, now: Measured, past: _Past) -> Change:
    found = past.found
    if _says_nothing(now):
        return Change(None, None, Verdict.UNKNOWN)
    if metric.trial is Trial.NONE or metric.unit is Unit.TABLE or view.segment.called:
        before = found[0].value if found and found[0] is not None else None
        amount = None if now.value is None or before is None else now.value - before
        return Change(amount, None, Verdict.UNTESTED)
    if now.value is None and now.sample is None:
        return Change(None, None, Verdict.TOO_FEW)
    times = [_hours(view, p) for p in past.earlier]
    apart = metric.window > 7
    return tried(metric.trial, Case(now, found, _hours(view, period), times, past.columns(), apart=apart))


def _hours(view: View, period: Period) -> float:
    """How long a period really is: months differ, and so do days on which the clocks change."""
    first, until = view.calendar.bounds(period)
    return (until - first).total_seconds() / 3600


def _pair(interval: Interval | None) -> list[float | None] | None:
    if interval is None:
        return None
    return [bound if abs(bound) != float("inf") else None for bound in (interval.low, interval.high)]


_NOT_ON_DESK: Mapping[Sight, str] = {
    Sight.EVENTS: "这段时间没有登记过活动",
    Sight.FEEDBACK: "这段时间没有登记过反馈",
    Sight.SURVEYS: NOBODY_ASKED,
    Sight.CASES: "这段时间没有登记过违规处理",
    Sight.DRAWS: "这段时间没有登记过抽奖",
}
SIGHT_WORDS = {
    "messages": "消息",
    "replies": "谁回复了谁",
    "threads": "话题串",
    "mentions": "@了谁",
    "reactions": "表情回应",
    "edits": "编辑",
    "deletes": "撤回和删除",
    "joins": "进群",
    "leaves": "退群",
    "presence": "上线",
    "member_count": "成员总数",
    "events": "活动登记",
    "feedback": "反馈登记",
    "surveys": "问卷答卷",
    "cases": "违规处理",
    "draws": "抽奖登记",
    "ties": "哪些账号是同一个人",
}
