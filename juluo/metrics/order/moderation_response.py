"""How long a flag waits for a decision, those still waiting included."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name, Shape
from juluo.metrics.order.moderated import Case, cases, known_until, of_window
from juluo.metrics.waiting import measured_waits
from juluo.metrics.windows import looking_back
from juluo.store.view import View

WINDOW = 28
MARKS = {"decided_1h": 60, "decided_24h": 24 * 60}


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    found, end = cases(view), known_until(view)
    windows = [looking_back(period, WINDOW) for period in periods]
    return [_measured(window, of_window(found, window), end) for window in windows]


def _measured(window: Period, found: Sequence[Case], end: datetime) -> Measured:
    if not found:
        return Measured(reason="近几周没有人举报", n=0)
    waits = [(max((case.decided or end) - case.flagged, timedelta(0)), case.decided is not None) for case in found]
    still = tuple(case.entry_id for case in found if case.decided is None)
    evidence = EntryQuery(window, (Kind.CASE_OPENED,), ids=still)
    return measured_waits(waits, MARKS, "一半以上的举报还没等到处理", evidence)


METRIC = Metric(
    name="moderation_response",
    title="举报处理时间，中位数",
    title_en="Time to decide a flag, median",
    meaning="近28天的举报，一半要等多久才有处理结果；还没处理的也算在内。",
    meaning_en="How long half of the cases flagged in 28 days wait for a decision; those still waiting count too.",
    unit=Unit.MINUTES,
    good=Good.LOWER,
    kinds=frozenset({Kind.CASE_OPENED, Kind.CASE_DECIDED}),
    needs=(frozenset({Sight.CASES}),),
    source="从第一次举报到第一次处理的 Kaplan–Meier 中位数，在账本末尾删失；变化用对数秩检验（log-rank）。",
    source_en=(
        "Kaplan–Meier median from the first flag to the first decision, censored at the ledger's end; change by"
        " log-rank."
    ),
    parts={
        "decided_1h": Name("1小时内处理的", "Decided within an hour", Shape.SHARE),
        "decided_24h": Name("24小时内处理的", "Decided within 24 hours", Shape.SHARE),
        "waiting": Name("还在等的", "Still waiting"),
    },
    trial=Trial.WAITS,
    measure=measure,
    edges="一件事几个人举报，从第一个人算起；申诉后改判的，等到第一次处理为止。还没处理的，只知道等了至少这么久，照样算在内。"
    "夜里和周末照算。没有人举报是未知。",
    edges_en="From the first flag, if several people flagged one thing, to the first decision, if there was an appeal."
    " Whatever waits still is only known to have waited so long, and counts. Nights and weekends count. Without flags"
    " it is unknown.",
    window=WINDOW,
)
