"""How much feedback waits for an answer."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.feedback.received import SORTS, Feedback, open_at
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    return [_measured(view, period, open_at(view, period)) for period in periods]


def _measured(view: View, period: Period, found: Sequence[Feedback]) -> Measured:
    until = view.calendar.bounds(period)[1]
    sorts = Counter(one.sort or "unsorted" for one in found)
    parts: dict[str, float | None] = {name: float(many) for name, many in sorted(sorts.items())}
    parts["late"] = float(sum(one.due is not None and one.due <= period.last for one in found))
    parts["oldest_open_days"] = max(((until - one.at) / timedelta(days=1) for one in found), default=None)
    days = [view.calendar.day_of(one.at) for one in found] or [period.last]
    ids = tuple(one.entry_id for one in found)
    evidence = EntryQuery(Period(min(days), max(*days, period.last)), (Kind.FEEDBACK_RECEIVED,), ids=ids)
    return Measured(float(len(found)), len(found), parts=parts, evidence=evidence)


METRIC = Metric(
    name="feedback_open",
    title="没答复的反馈",
    title_en="Feedback not answered",
    meaning="到这段时间结束时，还有多少条反馈没有答复；旁边是过了时限的几条。",
    meaning_en="How many pieces of feedback had no answer when the period ended; beside it, how many were past their"
    " day.",
    unit=Unit.NUMBER,
    good=Good.LOWER,
    kinds=frozenset({Kind.FEEDBACK_RECEIVED, Kind.FEEDBACK_ANSWERED}),
    needs=(frozenset({Sight.FEEDBACK}),),
    source="积压：到这段时间结束为止，历来收到的减去答复了的。",
    source_en="Backlog: received less answered up to the period's end, of all times.",
    parts={
        **SORTS,
        "late": Name("过了时限的", "Past their day"),
        "oldest_open_days": Name("最早的等了几天", "Days the oldest has waited"),
    },
    trial=Trial.NONE,
    measure=measure,
    edges="不管多久以前收到的，没答复就算；后来重新打开的，从收到起一直算没答复。时限按社群定的天数，到那天结束还没答复就是过了。"
    "提反馈的人被抹去后对不上，不在其中。一天天的积压彼此相关，所以不检验变化。",
    edges_en="Whatever has no answer counts, however long ago it came; what was opened again counts as never answered."
    " Its day is by the community's service levels; without an answer at the end of that day it is past. That of"
    " erased people can't be matched and is left out. One day's backlog is much of the next one's, so the change is"
    " not tested.",
)
