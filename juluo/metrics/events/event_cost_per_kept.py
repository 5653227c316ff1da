"""What it cost to keep one more person."""

from collections.abc import Sequence

from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.events.held import Event, behind, held
from juluo.metrics.events.staying import staying
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    return [_measured(view, period, found) for period, found in zip(periods, held(view, periods), strict=True)]


def _measured(view: View, period: Period, found: Sequence[Event]) -> Measured:
    priced = [event for event in found if event.closed and event.cost is not None and event.accounts]
    known = [(event, staying(view, event.days, event.accounts)) for event in priced]
    ripe = [(event, stayed) for event, stayed in known if stayed is not None]
    if not ripe:
        return Measured(reason=_why(found, priced), n=0)
    kept, before = sum(stayed.after for _, stayed in ripe), sum(stayed.before for _, stayed in ripe)
    cost = sum(event.cost or 0.0 for event, _ in ripe)
    parts = {
        "events": float(len(ripe)),
        "cost": cost,
        "came": float(sum(stayed.came for _, stayed in ripe)),
        "spoke_before": float(before),
        "spoke_after": float(kept),
    }
    evidence = behind(period, [event for event, _ in ripe])
    if kept <= before:
        return Measured(reason="来活动的人后来没有更活跃，摊不出每人多少", n=0, parts=parts, evidence=evidence)
    return Measured(cost / (kept - before), kept - before, parts=parts, estimated=True, evidence=evidence)


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
    source="花费，除以来的人里第8到14天发言的人数，比他们自己活动前那一周（第−14到−8天）多出来的部分。",
    source_en="Cost / attendees active on days 8 to 14 beyond their own week before (days −14 to −8).",
    parts={
        "events": Name("算进来几场", "Events counted"),
        "cost": Name("花费", "Cost"),
        "came": Name("来了几人", "Came"),
        "spoke_before": Name("活动前第二周发言的", "Spoke in the second week before"),
        "spoke_after": Name("活动后第二周发言的", "Spoke in the second week after"),
    },
    trial=Trial.NONE,
    measure=measure,
    edges="只算记下了花费、有签到、活动后满两周的活动；单位是社群记账用的钱。来的人没有账号的，看不出留没留下，不算。"
    "活动前后各一周是同一批人自己和自己比，没有对照组；没多留下人时不报数。人数少，所以不给区间，也不检验。",
    edges_en="Events with a cost, a list of who came, and two weeks since; in the money the community reckons in."
    " Whoever came without an account can't be seen to stay. The same people are compared with themselves, without a"
    " control; where no more of them stayed, there is no number. So few people allow no interval and no test.",
)
