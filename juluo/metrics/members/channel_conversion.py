"""Which way in brings people who stay: newcomers active on day 7, by where they came from."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from juluo.ledger.kinds import SPOKE
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.by_day import ByDay
from juluo.metrics.members.arrivals import COHORT, Coming, cohort_of, comings, newcomers, untold
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import OUT_OF, PEOPLE_OF_IT, SHARE_OF_IT, Name
from juluo.metrics.newcomers import CAME
from juluo.store.view import View

DAY = 7
# A platform, and who brought them in: a member, staff, or nobody that the source tells.
Source = tuple[str, str]


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    cohorts = [cohort_of(period, DAY) for period in periods]
    span = Period.over(cohorts)
    came = comings(view)
    tells, new = any(coming.inviter is not None for coming in came), newcomers(view, span, came)
    accounts = view.accounts([coming.account for coming in new])
    sources = {c.account: (accounts[c.account].platform, _brought_by(view, c, tells=tells)) for c in new}
    spoke = view.presence.spoke_by_day(span.extended(DAY))
    return [_measured(view, cohort, new, sources, spoke) for cohort in cohorts]


def _brought_by(view: View, coming: Coming, *, tells: bool) -> str:
    if coming.inviter is None:
        return "others" if tells else "not_shown"
    return "member" if coming.is_brought_by(view.aside) else "staff"


def _measured(
    view: View, cohort: Period, new: Sequence[Coming], sources: Mapping[int, Source], spoke: ByDay
) -> Measured:
    watched = cohort.extended(DAY)
    unknown = untold(view, cohort, watched.last)
    if unknown is not None:
        return unknown
    joined = [coming for coming in new if cohort.first <= coming.day <= cohort.last]
    if not joined:
        return Measured(reason="那28天里没有人新来", n=0)
    groups: dict[Source, list[Coming]] = {}
    for coming in joined:
        groups.setdefault(sources[coming.account], []).append(coming)
    rows = [_row(source, group, spoke) for source, group in sorted(groups.items())]
    evidence = EntryQuery(watched, (*CAME, *sorted(SPOKE)), accounts=tuple(sorted(c.account for c in joined)))
    return Measured(n=len(joined), rows=tuple(rows), evidence=evidence)


def _row(source: Source, group: Sequence[Coming], spoke: ByDay) -> Mapping[str, object]:
    on_the_day = sum(_spoke(coming, spoke, DAY) for coming in group)
    in_the_week = sum(any(_spoke(coming, spoke, after) for after in range(1, DAY + 1)) for coming in group)
    platform, brought_by = source
    return {
        "platform": platform,
        "brought_by": brought_by,
        "hits": on_the_day,
        "n": len(group),
        "share": on_the_day / len(group),
        "within_7_days": in_the_week,
    }


def _spoke(coming: Coming, spoke: ByDay, after: int) -> bool:
    day = coming.day + timedelta(days=after)
    return day in spoke and coming.account in spoke[day]


METRIC = Metric(
    name="channel_conversion",
    title="从哪来的留得住",
    title_en="Conversion by source",
    meaning="7天前为止的28天里新来的成员，按从哪来（平台；成员带的、工作人员拉的、其他）分，各有多少人在第7天说了话。",
    meaning_en=(
        "Of members who joined in the 28 days that ended a week ago, those who spoke on day 7, by where they came"
        " from: platform, and whether a member, staff or nobody known brought them."
    ),
    unit=Unit.TABLE,
    good=Good.NEITHER,
    kinds=SPOKE | frozenset(CAME),
    needs=(frozenset({Sight.JOINS}),),
    source="从进群到第7天还在说话（joins → active on day 7），按从哪来分。第7天是进群那天之后的第7天。",
    source_en="Joins → active on day 7, by source. Day 7 is the seventh day after that of joining.",
    columns={
        "platform": Name("平台", "Platform"),
        "brought_by": Name("谁带来的", "Brought by"),
        "hits": PEOPLE_OF_IT,
        "n": OUT_OF,
        "share": SHARE_OF_IT,
        "within_7_days": Name("7天内开口", "Spoke within 7 days"),
    },
    codes={
        "brought_by": {
            "member": Name("成员", "Member"),
            "staff": Name("工作人员", "Staff"),
            "others": Name("其他", "Others"),
            "not_shown": Name("来源没写", "The source doesn't say"),
        }
    },
    trial=Trial.NONE,
    measure=measure,
    edges=(
        "第7天是进群那天之后的第7天，只算满了7天的人；第1到第7天里说过话的另列一列。"
        "各行人数加起来是全部新来的。来源从不写邀请人的，只能按平台分，谁带来的写“来源没写”；分母小于20只看几分之几。"
    ),
    edges_en=(
        "Day 7 is the seventh day after that of joining; only people whose 7 days are over. Who spoke on any of days"
        " 1 to 7 stands in a column of its own. The rows add up to all newcomers. Where the source never names an"
        " inviter, they are told apart by platform alone. Below 20, read “3 of 7”."
    ),
    window=COHORT,
)
