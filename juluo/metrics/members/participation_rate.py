"""What part of the members spoke."""

from collections.abc import Sequence

from juluo.ledger.kinds import SPOKE
from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.activity import active_members
from juluo.metrics.intervals import wilson
from juluo.metrics.members import members
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    pairs = zip(active_members.measure(view, periods), members.measure(view, periods), strict=True)
    return [_measured(spoke, present) for spoke, present in pairs]


def _measured(spoke: Measured, present: Measured) -> Measured:
    if present.value is None or not present.n:
        return Measured(reason=present.reason or "成员总数是0")
    hits = spoke.n or 0
    if hits > present.n:
        return Measured(reason="发言的人比报的成员总数还多：请再报一次成员总数")
    interval = wilson(hits, present.n)
    return Measured(hits / present.n, present.n, hits, interval, stated=True, evidence=spoke.evidence)


METRIC = Metric(
    name="participation_rate",
    title="发言人数占比",
    title_en="Participation",
    meaning="说过话的成员占全部成员的比例。",
    meaning_en="Members who spoke as a share of all members.",
    unit=Unit.SHARE,
    good=Good.HIGHER,
    kinds=SPOKE,
    needs=(frozenset({Sight.MEMBER_COUNT}),),
    source="发言成员除以成员总数；Wilson 区间。",
    source_en="Speakers over members present; Wilson's interval.",
    trial=Trial.SHARE,
    measure=measure,
    edges="成员总数未知、是0，或比发言的人还少时，写未知。前后两天大多是同一批人，按两批人检验偏保守。分母小于20只写几分之几。",
    edges_en=(
        "Unknown where the number of members is, is 0, or is smaller than that of who spoke. Most people are the"
        " same on both days: tested as if they weren't, which errs on the safe side. Below 20 members: “3 of 7”."
    ),
)
