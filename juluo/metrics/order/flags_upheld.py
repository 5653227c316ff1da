"""How often moderators agreed with whoever flagged."""

from collections.abc import Sequence

from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.intervals import wilson
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.order.moderated import Case, cases
from juluo.metrics.windows import looking_back
from juluo.store.view import View

WINDOW = 28


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    found = cases(view)
    return [_measured(looking_back(period, WINDOW), found) for period in periods]


def _measured(window: Period, found: Sequence[Case]) -> Measured:
    decided = [case for case in found if case.decided_on and window.first <= case.decided_on <= window.last]
    if not decided:
        return Measured(reason="近几周没有处理过举报", n=0, hits=0)
    upheld = sum(case.upheld for case in decided)
    first = min(case.day for case in decided)
    ids = tuple(case.entry_id for case in decided)
    evidence = EntryQuery(Period(min(first, window.first), window.last), (Kind.CASE_OPENED,), ids=ids)
    return Measured(upheld / len(decided), len(decided), upheld, wilson(upheld, len(decided)), evidence=evidence)


METRIC = Metric(
    name="flags_upheld",
    title="举报成立的比例",
    title_en="Flags upheld",
    meaning="近28天处理完的举报里，判定成立的占多少。",
    meaning_en="Of the cases decided in 28 days, the share in which the flag was upheld.",
    unit=Unit.SHARE,
    good=Good.NEITHER,
    kinds=frozenset({Kind.CASE_OPENED, Kind.CASE_DECIDED}),
    needs=(frozenset({Sight.CASES}),),
    source="成立的÷（成立的＋不成立的）（Discourse：moderators_activity）；Wilson 区间。",
    source_en="Agreed / (agreed + disagreed) (Discourse: moderators_activity); Wilson's interval.",
    trial=Trial.SHARE,
    measure=measure,
    edges="按处理的那天算，一件事几个人举报只算一件。申诉后改判的，按最后一次算。还没处理的不算。"
    "举报人被抹去、对不上的案子不算。没有处理过是未知，不是0。",
    edges_en="By the day of the decision; one thing flagged by several is one case. Decided anew after an appeal, the"
    " last decision counts. Undecided ones don't count, nor those whose flag went with an erased person. Without"
    " decisions it is unknown, not 0.",
    window=WINDOW,
)
