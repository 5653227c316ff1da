"""How much of the month's people come on a day."""

from collections.abc import Sequence
from statistics import fmean

from juluo.ledger.kinds import SPOKE
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.store.view import View

WINDOW = 28


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    return [_measured(view, Period.trailing(period.last, WINDOW)) for period in periods]


def _measured(view: View, window: Period) -> Measured:
    if not view.coverage.holds(window):
        return Measured(reason="记录不足28天")
    days = view.presence.spoke_by_day(window)
    month = len(view.presence.spoke(window) - view.aside)
    if not month:
        return Measured(reason="28天里没有人发言")
    daily = [len(days[day] - view.aside) if day in days else 0 for day in window.days]
    return Measured(fmean(daily) / month, month, evidence=EntryQuery(window, tuple(sorted(SPOKE))))


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
    source="Mean of daily actives over 28-day actives (Discourse: dau_by_mau, there as mean of daily ratios).",
    trial=Trial.NONE,
    measure=measure,
    window=WINDOW,
)
