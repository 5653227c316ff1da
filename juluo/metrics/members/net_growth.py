"""Came minus went."""

from collections.abc import Sequence

from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.members import joined, left
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name
from juluo.metrics.newcomers import CAME, WENT
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    pairs = zip(joined.measure(view, periods), left.measure(view, periods), periods, strict=True)
    return [_measured(came, went, period) for came, went, period in pairs]


def _measured(came: Measured, went: Measured, period: Period) -> Measured:
    if came.value is None or went.value is None:
        return Measured(reason=came.reason or went.reason)
    parts = {"joined": came.value, "left": went.value}
    stated = came.stated or went.stated
    evidence = None if stated else EntryQuery(period, (*CAME, *WENT))
    return Measured(came.value - went.value, parts=parts, stated=stated, evidence=evidence)


METRIC = Metric(
    name="net_growth",
    title="净增",
    title_en="Net growth",
    meaning="进来的人数减去离开的人数。",
    meaning_en="Members who came less those who left.",
    unit=Unit.PEOPLE,
    good=Good.HIGHER,
    kinds=joined.METRIC.kinds | left.METRIC.kinds,
    needs=(frozenset({Sight.JOINS, Sight.MEMBER_COUNT}), frozenset({Sight.LEAVES, Sight.MEMBER_COUNT})),
    source="进群减退群。",
    source_en="joined − left.",
    parts={
        "joined": Name("进来的", "Joined"),
        "left": Name("离开的", "Left"),
    },
    trial=Trial.NONE,
    measure=measure,
    edges="进群、退群里有一个未知，净增就未知。同一天进了又退的人，两边各算一次。",
    edges_en=("Unknown if either side is. Who joins and leaves in one period counts once on each side."),
)
