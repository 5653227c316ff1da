"""How many of those who came were brought by a member."""

from collections.abc import Sequence

from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.activity.trailing import last_days
from juluo.metrics.intervals import wilson
from juluo.metrics.members.arrivals import COHORT, Coming, comings, newcomers
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name
from juluo.metrics.newcomers import CAME
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    windows = last_days(periods, COHORT)
    span = Period.over(windows)
    came = comings(view)
    tells, new = any(coming.inviter is not None for coming in came), newcomers(view, span, came)
    return [_measured(view, window, new, tells=tells) for window in windows]


def _measured(view: View, window: Period, new: Sequence[Coming], *, tells: bool) -> Measured:
    if not view.coverage.holds(window):
        return Measured(reason="记录不足28天")
    if not tells:
        return Measured(reason="这个来源看不出是谁邀请的")
    joined = [coming for coming in new if window.first <= coming.day <= window.last]
    if not joined:
        return Measured(reason="那28天里没有人新来", n=0, hits=0)
    invited = [coming for coming in joined if coming.inviter is not None]
    brought = [coming.account for coming in invited if coming.is_brought_by(view.aside)]
    return Measured(
        len(brought) / len(joined),
        len(joined),
        len(brought),
        wilson(len(brought), len(joined)),
        parts={
            "by_members": len(brought),
            "by_staff": len(invited) - len(brought),
            "others": len(joined) - len(invited),
        },
        evidence=EntryQuery(window, CAME, accounts=tuple(sorted(brought))),
    )


METRIC = Metric(
    name="referral_share",
    title="成员带来的",
    title_en="Brought by members",
    meaning="近28天新来的成员里，由别的成员邀请进来的占多少；工作人员和机器人拉的不算。",
    meaning_en=(
        "Of those who newly joined in 28 days, the share that another member invited; staff and bots don't count."
    ),
    unit=Unit.SHARE,
    good=Good.HIGHER,
    kinds=frozenset(CAME),
    needs=(frozenset({Sight.JOINS}),),
    source="成员带来的占比（referral share）：有邀请人的进群，除以全部进群。",
    source_en="Referral share: joins with an inviter over joins.",
    parts={
        "by_members": Name("成员带来的", "Brought by members"),
        "by_staff": Name("工作人员和机器人拉的", "Brought by staff and bots"),
        "others": Name("其他", "Others"),
    },
    trial=Trial.SHARE,
    measure=measure,
    edges="整个记录里一条邀请人都没有的，是来源看不见，写未知，不是0。以前露过面、退了又进的不算新来。",
    edges_en=(
        "Where no joining in the whole record names an inviter, the source hides it: unknown, not 0. Who was seen"
        " before and joins again is not new."
    ),
    window=COHORT,
)
