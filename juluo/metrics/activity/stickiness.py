"""How much of the month's people come on a day."""

from collections.abc import Mapping, Sequence
from typing import Any

from juluo.ledger.kinds import SPOKE
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.activity.trailing import days_spoken, last_days
from juluo.metrics.metric import NOT_BY_AGE, Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name
from juluo.metrics.sample import ByMember
from juluo.store.view import View

WINDOW = 28


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    windows = last_days(periods, WINDOW)
    return [_measured(view, *pair) for pair in zip(windows, days_spoken(view, windows), strict=True)]


def mean_share_of_days(did: Any) -> Any:  # noqa: ANN401 - a numpy array, loaded only where a test is made
    """Stickiness of every draw: the mean of members' active days, as a share of the window."""
    return did[:, :, 0].mean(axis=1) / WINDOW


def _measured(view: View, window: Period, days: Mapping[int, int]) -> Measured:
    if not view.coverage.holds(window):
        return Measured(reason="记录不足28天")
    if not days:
        return Measured(reason="28天里没有人发言")
    return Measured(
        sum(days.values()) / WINDOW / len(days),
        len(days),
        parts={"daily": sum(days.values()) / WINDOW, "people": float(len(days))},
        evidence=EntryQuery(window, tuple(sorted(SPOKE))),
        sample=ByMember(tuple((float(n),) for n in sorted(days.values())), mean_share_of_days),
    )


METRIC = Metric(
    name="stickiness",
    title="黏性",
    title_en="Stickiness",
    meaning="近28天每天平均发言人数，占这28天发过言的人数的比例。",
    meaning_en="Mean daily members who spoke over 28 days, as a share of all who spoke in them.",
    unit=Unit.SHARE,
    good=Good.HIGHER,
    kinds=SPOKE,
    needs=(frozenset({Sight.MESSAGES}),),
    source="平均每天的发言成员，除以28天的发言成员（Discourse 叫 dau_by_mau，它取的是每天比值的平均）。",
    source_en="Mean of daily actives over 28-day actives (Discourse: dau_by_mau, there as mean of daily ratios).",
    parts={
        "daily": Name("平均一天的发言成员", "Members who spoke on a mean day"),
        "people": Name("28天的发言成员", "Members who spoke in 28 days"),
    },
    trial=Trial.MEMBERS,
    measure=measure,
    edges="记录不足28天、28天里没人发言时未知；28天的窗口只和不重叠的窗口比。导出看不见只看不说的人，所以数的是发言。",
    edges_en=(
        "Unknown with less than 28 days on record, or if nobody spoke in them; windows that overlap are not compared."
        " Exports don't show who only reads: this counts who speaks."
    ),
    window=WINDOW,
    cuts=NOT_BY_AGE,
)
