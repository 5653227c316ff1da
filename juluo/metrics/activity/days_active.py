"""How often people come: members by the number of days on which they spoke."""

from collections import Counter
from collections.abc import Mapping, Sequence

from juluo.ledger.kinds import SPOKE
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.activity.trailing import days_spoken, last_days
from juluo.metrics.metric import NOT_BY_AGE, Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import OUT_OF, PEOPLE_OF_IT, SHARE_OF_IT, Name
from juluo.store.view import View

WINDOW = 28


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    windows = last_days(periods, WINDOW)
    return [_measured(view, *pair) for pair in zip(windows, days_spoken(view, windows), strict=True)]


def _measured(view: View, window: Period, days: Mapping[int, int]) -> Measured:
    if not view.coverage.holds(window):
        return Measured(reason="记录不足28天")
    if not days:
        return Measured(reason="28天里没有人发言")
    people, n = Counter(days.values()), len(days)
    rows = tuple(
        {"days": number, "hits": people[number], "n": n, "share": people[number] / n}
        for number in range(1, WINDOW + 1)
    )
    return Measured(n=n, rows=rows, evidence=EntryQuery(window, tuple(sorted(SPOKE))))


METRIC = Metric(
    name="days_active",
    title="发言天数",
    title_en="Days active",
    meaning="近28天里，发言1天、2天……28天的成员各有多少人，占发过言的人的多少。",
    meaning_en="How many members spoke on 1, 2 … 28 of the last 28 days, as shares of all who spoke.",
    unit=Unit.TABLE,
    good=Good.NEITHER,
    kinds=SPOKE,
    needs=(frozenset({Sight.MESSAGES}),),
    source="成员按发言几天分布，PostHog 把这张分布叫作 stickiness；它的平均数除以28，就是这里的“黏性”。",
    source_en=(
        "Members by number of active days: the distribution that PostHog calls stickiness. Its mean over 28 is the"
        " metric `stickiness`."
    ),
    columns={
        "days": Name("天数", "Days"),
        "hits": PEOPLE_OF_IT,
        "n": OUT_OF,
        "share": SHARE_OF_IT,
    },
    trial=Trial.NONE,
    measure=measure,
    edges="记录不足28天、28天里没人发言时未知。一天都没发言的人不在表里，因为导出里数不清他们有多少。",
    edges_en=(
        "Unknown with less than 28 days on record, or if nobody spoke in them. Who spoke on no day is not in the"
        " table: exports don't tell how many they are."
    ),
    window=WINDOW,
    cuts=NOT_BY_AGE,
)
