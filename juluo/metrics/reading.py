"""A reading: a metric's value with what was before, its interval and its verdict. All comparing happens here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.intervals import Interval
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit, unseen
from juluo.metrics.verdict import Change, Verdict, count_change, share_change
from juluo.store.view import View
from juluo.wording.catalogue import Say, speaker

# Same weekday last week, and the mean of the last four.
BACK = 4
# From how many earlier periods the spread of bursty counts is taken.
HISTORY = 8


@dataclass(frozen=True, slots=True)
class Reading:
    """One metric over one period, compared with the same weekday last week (or the period before).

    Metrics that look back further than a week are compared with the window before theirs, on the same weekday.
    """

    metric: Metric
    period: Period
    measured: Measured
    same_weekday: float | None
    mean4: float | None
    change: Change
    complete: bool

    @property
    def value(self) -> float | None:
        return self.measured.value

    @property
    def verdict(self) -> Verdict:
        return self.change.verdict

    @property
    def is_good(self) -> bool | None:
        """Whether a real change is good news; None where it is neither, or not real."""
        if self.verdict not in {Verdict.CLEARLY_UP, Verdict.CLEARLY_DOWN} or self.metric.good is Good.NEITHER:
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
    earlier = {b for befores in wanted.values() for b in befores if view.complete(b)}
    known = [p for p in sorted({*periods, *earlier}) if view.coverage.overlaps(p)]
    measured = dict(zip(known, metric.measure(view, known), strict=True)) if known else {}
    return [_reading(view, metric, period, measured, wanted[period]) for period in periods]


def lacking_words(lacking: Sequence[Sight], say: Say) -> str:
    """Why a value is unknown, where the source doesn't show what it needs."""
    return say("这个来源的导出里看不到：{what}", what=say("、").join(say(SIGHT_WORDS[sight]) for sight in lacking))


def _before(period: Period, metric: Metric) -> list[Period]:
    """The earlier periods to compare with; tables are not compared."""
    steps = 0 if metric.unit is Unit.TABLE else HISTORY if metric.trial is Trial.BURSTY else BACK
    if metric.window > max(period.length, 7):
        return [period.shifted(-metric.window * back) for back in range(1, steps + 1)]
    return [period.before(back) for back in range(1, steps + 1)]


def _blank(view: View, metric: Metric, period: Period, reason: str) -> Reading:
    change = Change(None, None, Verdict.UNKNOWN)
    return Reading(metric, period, Measured(reason=reason), None, None, change, view.complete(period))


def _reading(
    view: View,
    metric: Metric,
    period: Period,
    measured: Mapping[Period, Measured],
    earlier: Sequence[Period],
) -> Reading:
    now = measured.get(period)
    if now is None:
        return _blank(view, metric, period, "这段时间没有导入任何记录")
    past = [measured.get(p) if view.complete(p) else None for p in earlier]
    same = past[0].value if past and past[0] is not None else None
    four = [p.value for p in past[:BACK] if p is not None and p.value is not None]
    mean4 = fmean(four) if len(four) == BACK else None
    complete = view.complete(period)
    return Reading(metric, period, now, same, mean4, _changed(metric, now, past, complete=complete), complete)


def _changed(metric: Metric, now: Measured, past: Sequence[Measured | None], *, complete: bool) -> Change:
    before = past[0] if past else None
    if now.value is None and not now.parts and not now.rows:
        return Change(None, None, Verdict.UNKNOWN)
    if not complete:
        return Change(None, None, Verdict.INCOMPLETE)
    amount = None if now.value is None or before is None or before.value is None else now.value - before.value
    if metric.trial is Trial.NONE or metric.unit is Unit.TABLE:
        return Change(amount, None, Verdict.UNTESTED)
    if amount is None or before is None:
        return Change(None, None, Verdict.TOO_FEW)
    return _tried(metric.trial, now, before, [p.value for p in past if p is not None and p.value is not None])


def _tried(trial: Trial, now: Measured, before: Measured, history: Sequence[float]) -> Change:
    """The test of two values that are both known."""
    if trial is Trial.SHARE:
        return share_change(now.hits or 0, now.n or 0, before.hits or 0, before.n or 0)
    new, old = round(now.value or 0), round(before.value or 0)
    if trial is Trial.COUNT:
        return count_change(new, old)
    # How bursty they are takes some history to tell; taken for calm, they would cry wolf.
    return count_change(new, old, history) if len(history) >= BACK else Change(new - old, None, Verdict.TOO_FEW)


def _pair(interval: Interval | None) -> list[float | None] | None:
    if interval is None:
        return None
    return [bound if abs(bound) != float("inf") else None for bound in (interval.low, interval.high)]


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
    "moods": "消息的情绪",
}
