"""Which parts of a community a metric can be asked of, and why not of others.

A part is measured as if nothing else had been said. That is sound for what counts entries and who made them; what
follows people over time can be asked of channels and hours and not of newcomers, who stop being new on the way.
"""

from collections.abc import Sequence
from datetime import timedelta

from juluo.ledger.period import Period
from juluo.ledger.segment import Cut, People, Segment
from juluo.ledger.sight import DESK
from juluo.metrics.metric import Measured, Metric
from juluo.metrics.newcomers import can_tell_new
from juluo.store.view import View

UNSURE = "导出从半路开始，头30天分不清新成员和老成员"


def refused(metric: Metric, segment: Segment) -> str:
    """Why a metric can't be asked of a segment, as a sentence to translate; empty where it can."""
    lacking = segment.cuts - metric.cuts
    if not lacking:
        return ""
    if all(group <= DESK for group in metric.needs):
        return "这个指标数的是活动、反馈和举报的登记，登记不分频道、时段和新老成员。"
    if not metric.cuts:
        return "这个指标要看整个社群的人和话题，只看一部分就不是它了。"
    if segment.accounts is not None and Cut.PEOPLE in lacking:
        return _refused_to_a_group(metric)
    if Cut.PEOPLE in lacking:
        return "这个指标跟着人走：新成员过了四周就不再是新成员，所以不按新老成员筛。"
    return "这个指标跟着话题走，话题不停在钟点上，所以不按时段筛。"


def _refused_to_a_group(metric: Metric) -> str:
    if Cut.HOURS in metric.cuts:
        return "这个指标看人来没来、留没留下，而一群人正是照近来的样子挑出来的：答案先定了一半，所以不按分群筛。"
    return "这个指标跟着话题走，一个话题里不止这群人在说，所以不按分群筛。"


def allowed(metric: Metric, segment: Segment) -> Segment:
    """What of a segment the metric can be asked of."""
    cuts = metric.cuts
    return Segment(
        channels=segment.channels if Cut.CHANNEL in cuts else (),
        people=segment.people if Cut.PEOPLE in cuts else People.ANYONE,
        accounts=segment.accounts if Cut.PEOPLE in cuts else None,
        called=segment.called if Cut.PEOPLE in cuts else "",
        hours=segment.hours if Cut.HOURS in cuts else None,
    )


def measured(view: View, metric: Metric, periods: Sequence[Period]) -> list[Measured]:
    """A metric over periods; unknown where a view of newcomers or regulars can't tell yet who they are."""
    if not view.segment.by_age:
        return metric.measure(view, periods)
    told = [period for period in periods if _can_tell(view, metric, period)]
    found = dict(zip(told, metric.measure(view, told), strict=True)) if told else {}
    return [found.get(period, Measured(reason=UNSURE)) for period in periods]


def _can_tell(view: View, metric: Metric, period: Period) -> bool:
    first = min(period.first, period.last - timedelta(days=metric.window - 1))
    return can_tell_new(view, Period(first, period.last))
