"""What it cost to keep one more person."""

from collections.abc import Sequence
from datetime import timedelta

from pyroaring import BitMap

from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.events.held import Event, behind, held
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.store.view import View

# Kept: spoke from the eighth to the fourteenth day after; before: in the week that ended a week before the event.
AFTER, BEFORE = (8, 14), (-14, -8)


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    return [_measured(view, period, found) for period, found in zip(periods, held(view, periods), strict=True)]


def _measured(view: View, period: Period, found: Sequence[Event]) -> Measured:
    priced = [event for event in found if event.closed and event.cost is not None and event.accounts]
    ripe = [event for event in priced if all(view.complete(_week(event, days)) for days in (BEFORE, AFTER))]
    if not ripe:
        return Measured(reason=_why(found, priced), n=0)
    kept = sum(_spoke(view, event, AFTER) for event in ripe)
    before = sum(_spoke(view, event, BEFORE) for event in ripe)
    cost = sum(event.cost or 0.0 for event in ripe)
    parts = {
        "events": float(len(ripe)),
        "cost": cost,
        "came": float(sum(len(event.accounts) for event in ripe)),
        "spoke_before": float(before),
        "spoke_after": float(kept),
    }
    evidence = behind(period, ripe)
    if kept <= before:
        return Measured(reason="来活动的人后来没有更活跃，摊不出每人多少", n=0, parts=parts, evidence=evidence)
    return Measured(cost / (kept - before), kept - before, parts=parts, estimated=True, evidence=evidence)


def _week(event: Event, days: tuple[int, int]) -> Period:
    return Period(event.day + timedelta(days=days[0]), event.day + timedelta(days=days[1]))


def _spoke(view: View, event: Event, days: tuple[int, int]) -> int:
    """How many of those who came spoke in the days so far from the event."""
    return len(view.presence.spoke(_week(event, days)) & BitMap(event.accounts))


def _why(found: Sequence[Event], priced: Sequence[Event]) -> str:
    if not found:
        return "这段时间没有办活动"
    if not any(event.closed for event in found):
        return "活动还没结束"
    return "活动后还不满两周，再等等" if priced else "活动没有记下花费，或来的人都没有账号"


METRIC = Metric(
    name="event_cost_per_kept",
    title="每留住一人的花费",
    title_en="Cost per member kept",
    meaning="活动的花费，除以来的人里活动后第8到14天还在发言、比活动前那样一周多出来的人数。",
    meaning_en="What the events cost, over how many more of those who came spoke on days 8 to 14 after than in such a"
    " week before.",
    unit=Unit.NUMBER,
    good=Good.LOWER,
    kinds=frozenset({Kind.EVENT_ATTENDED, Kind.EVENT_CLOSED}),
    needs=(frozenset({Sight.EVENTS}), frozenset({Sight.MESSAGES})),
    source="Cost / attendees active on days 8 to 14 beyond their own week before (days −14 to −8).",
    trial=Trial.NONE,
    measure=measure,
    edges="只算记下了花费、有签到、活动后满两周的活动；单位是社群记账用的钱。来的人没有账号的，看不出留没留下，不算。"
    "活动前后各一周是同一批人自己和自己比，没有对照组；没多留下人时不报数。人数少，所以不给区间，也不检验。",
    edges_en="Events with a cost, a list of who came, and two weeks since; in the money the community reckons in."
    " Whoever came without an account can't be seen to stay. The same people are compared with themselves, without a"
    " control; where no more of them stayed, there is no number. So few people allow no interval and no test.",
)
