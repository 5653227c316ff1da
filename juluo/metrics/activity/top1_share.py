"""How much rests on the very few: the share of the most talkative hundredth over 28 days."""

from collections.abc import Sequence

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.activity.inequality import WINDOW
from juluo.metrics.activity.top_share import PARTS, of_top
from juluo.metrics.activity.trailing import last_days
from juluo.metrics.counting import by_account
from juluo.metrics.metric import EVERY_CUT, Good, Measured, Metric, Trial, Unit
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    windows = last_days(periods, WINDOW)
    return [
        of_top(100, counts, window) if view.coverage.holds(window) else Measured(reason="记录不足28天")
        for window, counts in zip(windows, by_account(view, windows, ORIGINAL), strict=True)
    ]


METRIC = Metric(
    name="top1_share",
    title="最多的百分之一",
    title_en="Top 1 % share",
    meaning="近28天里，说得最多的百分之一发言者（至少1人），占了全部消息的多少。",
    meaning_en="The share of 28 days' messages by the most talkative 1 % of those who spoke (at least one).",
    unit=Unit.SHARE,
    good=Good.LOWER,
    kinds=ORIGINAL,
    needs=(frozenset({Sight.MESSAGES}),),
    source="发言者里说得最多的1%占多少（top-1 % share），百分之一按人数进位取整。",
    source_en="Top-1 % share among speakers, the hundredth rounded up.",
    parts=PARTS,
    trial=Trial.MEMBERS,
    measure=measure,
    edges=(
        "百分之一按人数进位取整，所以发言不到100人时就是说得最多的那一人。"
        "记录不足28天、没人写消息时未知；没有作者的消息不算在内。"
    ),
    edges_en=(
        "The hundredth is rounded up to whole people: with fewer than 100 speakers it is the one who wrote most."
        " Unknown with less than 28 days on record, or where nobody wrote. Messages without an author are left out."
    ),
    window=WINDOW,
    cuts=EVERY_CUT,
)
