"""Do newcomers settle in: who came back to speak within a week."""

from collections.abc import Sequence

from juluo.ledger.kinds import SPOKE, Kind
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.by_day import ByDay, within
from juluo.metrics.intervals import wilson
from juluo.metrics.members.arrivals import COHORT, arrivals, cohort_of, did_after, untold
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.store.view import View

WITHIN = 7


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    cohorts = [cohort_of(period, WITHIN) for period in periods]
    span = Period.over(cohorts)
    came = arrivals(view, span)
    active = did_after(came, view.presence.spoke_by_day(span.extended(WITHIN)), 1, WITHIN)
    return [_measured(view, cohort, came, active) for cohort in cohorts]


def _measured(view: View, cohort: Period, came: ByDay, active: ByDay) -> Measured:
    watched = cohort.extended(WITHIN)
    unknown = untold(view, cohort, watched.last)
    if unknown is not None:
        return unknown
    new, settled = within(came, cohort), within(active, cohort)
    if not new:
        return Measured(reason="那28天里没有人新来", n=0, hits=0)
    evidence = EntryQuery(watched, tuple(sorted(SPOKE)), accounts=tuple(settled))
    return Measured(len(settled) / len(new), len(new), len(settled), wilson(len(settled), len(new)), evidence=evidence)


METRIC = Metric(
    name="activation",
    title="新人扎根",
    title_en="Activation",
    meaning="7天前为止的28天里新来的成员，到来之后的7天里又在另一天说过话的占多少。",
    meaning_en=(
        "Of members who arrived in the 28 days that ended a week ago, those who spoke on another day of their first 7."
    ),
    unit=Unit.SHARE,
    good=Good.HIGHER,
    kinds=SPOKE | {Kind.JOIN, Kind.INVITE},
    needs=(frozenset({Sight.MESSAGES}),),
    source=(
        "新来的人7天内做到社群定的那件扎根的事（activation）。这里定的是：来的那天以后，又在另一天说过话。来指进群，"
        "看不见进群的指第一次出现。"
    ),
    source_en=(
        "New members doing the community's activation act within 7 days; the act here: speaking on a later day than"
        " that of arrival. Arrival is joining, else being seen first."
    ),
    trial=Trial.SHARE,
    measure=measure,
    edges=(
        "只算满了7天的人，所以看的是7天前为止来的。来源看得见进群的，进群才算来，进来前就露过面的不算；"
        "看不见进群的，第一次出现算来，导出的头30天未知。来的当天说多少都不算，要另一天再开口。那28天没人来时未知。"
    ),
    edges_en=(
        "Only people whose 7 days are over: the 28 days of arrivals end a week ago. Where joins show, arriving is"
        " joining without having been seen before; else it is being seen first, and unknown in an export's first 30"
        " days. Words on the day of arrival don't count, only those of a later day. Unknown if nobody came."
    ),
    window=COHORT,
)
