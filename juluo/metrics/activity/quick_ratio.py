"""Does the community grow or shrink: who came (back), for each who stayed away."""

import math
from collections.abc import Sequence

from juluo.ledger.kinds import SPOKE
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.activity.lifecycle import interval_before
from juluo.metrics.intervals import Z95, Interval
from juluo.metrics.metric import NOT_BY_AGE, Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name
from juluo.metrics.sample import Odds
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    return [_measured(view, period) for period in periods]


def ratio_interval(above: int, below: int, z: float = Z95) -> Interval | None:
    """The interval of a ratio of two counts on the log scale; None where one of them is 0."""
    if not above or not below:
        return None
    spread = math.exp(z * math.sqrt(1 / above + 1 / below))
    return Interval(above / below / spread, above / below * spread)


def _measured(view: View, period: Period) -> Measured:
    """New and resurrecting need not be told apart: together they are who is here and wasn't in the interval before."""
    earlier = interval_before(period)
    if not view.coverage.holds(earlier):
        return Measured(reason="上一期没有记录，分不清谁一直在、谁刚回来")
    now, previous = (view.presence.spoke(when) - view.aside for when in (period, earlier))
    came, away = now - previous, previous - now
    return Measured(
        len(came) / len(away) if away else None,
        len(came) + len(away),
        interval=ratio_interval(len(came), len(away)),
        parts={"new_or_resurrecting": len(came), "returning": len(now & previous), "dormant": len(away)},
        reason="" if away else "上一期的人都还在，没有人沉下去，比值没有尽头，只看人数",
        evidence=EntryQuery(period, tuple(sorted(SPOKE)), accounts=tuple(came)),
        sample=Odds(len(came), len(away)),
    )


METRIC = Metric(
    name="quick_ratio",
    title="进出比",
    title_en="Quick ratio",
    meaning="新来的和回来的人，是沉下去的人（上一期在、这一期没来）的几倍；大于1是在变多。",
    meaning_en=(
        "New and resurrecting members for each dormant one (here the interval before, not now); above 1 it grows."
    ),
    unit=Unit.NUMBER,
    good=Good.HIGHER,
    kinds=SPOKE,
    needs=(frozenset({Sight.MESSAGES}),),
    source=(
        "（新来的＋回来的）÷沉下去的，是增长核算（growth accounting）里的 quick ratio；区间是两个计数之比取对数算的。"
    ),
    source_en=(
        "(new + resurrecting) / dormant, as in growth accounting; the interval is that of a log ratio of two counts."
    ),
    parts={
        "new_or_resurrecting": Name("第一次发言，或隔了一阵又回来", "First words, or back after a gap"),
        "returning": Name("上一段也在", "Here the window before too"),
        "dormant": Name("上一段在，这段没来", "Here before, not now"),
    },
    trial=Trial.RATIO,
    measure=measure,
    edges=(
        "没有人沉下去时比值没有尽头，写未知，只列人数；上一期没有记录时未知。"
        "一天和前一天比，一周和前一周比，一月和前一月比；导出的头30天也能算，因为新来的和回来的不用分开。"
    ),
    edges_en=(
        "With nobody dormant the ratio has no end: unknown, the counts stand beside; unknown without a record of the"
        " interval before. A day is set against the day before, a week against the week, a month against the month."
        " It is known in an export's first 30 days too: new and resurrecting need not be told apart."
    ),
    cuts=NOT_BY_AGE,
)
