"""How many went."""

from collections.abc import Sequence

from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.intervals import poisson
from juluo.metrics.members.stated import stated_sum, statements
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.newcomers import WENT
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    told = statements(view, periods)
    return [_measured(view, period, stated_sum(told, period, "left")) for period in periods]


def _measured(view: View, period: Period, stated: int | None) -> Measured:
    if stated is not None:
        return Measured(float(stated), stated, interval=poisson(stated), stated=True)
    if Sight.LEAVES not in view.coverage.sights:
        return Measured(reason="这天没有人报退群人数")
    people = len(view.presence.acted(period, WENT) - view.aside)
    return Measured(float(people), people, interval=poisson(people), evidence=EntryQuery(period, WENT))


METRIC = Metric(
    name="left",
    title="退群",
    title_en="Left",
    meaning="这段时间离开的成员有多少人，被移出的也算。",
    meaning_en="How many members left, those removed among them.",
    unit=Unit.PEOPLE,
    good=Good.LOWER,
    kinds=frozenset(WENT),
    needs=(frozenset({Sight.LEAVES, Sight.MEMBER_COUNT}),),
    source="退群和被移出的条目里有多少个人。",
    source_en="Leave and removal events by person.",
    trial=Trial.COUNT,
    measure=measure,
    edges="同一个人退几次算一人。自己报的数先用；很多平台的导出不写退群，那就是未知，不是0。",
    edges_en=(
        "Somebody who leaves several times in a period is one person. A stated number goes first; many exports don't"
        " show leaving: that is unknown, not 0."
    ),
)
