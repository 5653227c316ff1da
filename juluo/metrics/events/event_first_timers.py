"""What part of those who came had never come before."""

from collections.abc import Sequence

from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.events.held import Event, behind, events, held
from juluo.metrics.intervals import wilson
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    ever = events(view)
    return [_measured(period, found, ever) for period, found in zip(periods, held(view, periods), strict=True)]


def _measured(period: Period, found: Sequence[Event], ever: Sequence[Event]) -> Measured:
    came = frozenset[str]().union(*(event.came for event in found))
    if not came:
        return Measured(reason="活动没有签到记录" if found else "这段时间没有办活动", n=0, hits=0)
    earlier = [event.came for event in ever if event.day < period.first]
    if not earlier:
        return Measured(reason="这是记下来的头一批活动，分不清谁是第一次来", n=len(came))
    first = len(came - frozenset[str]().union(*earlier))
    return Measured(first / len(came), len(came), first, wilson(first, len(came)), evidence=behind(period, found))


METRIC = Metric(
    name="event_first_timers",
    title="第一次来活动的",
    title_en="First time at an event",
    meaning="这段时间来了活动的人里，以前没来过任何一场的占多少。",
    meaning_en="Of the people who came to the period's events, the share that had come to none before.",
    unit=Unit.SHARE,
    good=Good.HIGHER,
    kinds=frozenset({Kind.EVENT_ATTENDED}),
    needs=(frozenset({Sight.EVENTS}),),
    source="第一次来的除以全部来的（CHAOSS，Metrics for OSS Event Organizers）；Wilson 区间。",
    source_en="First-timers over attendees (CHAOSS, Metrics for OSS Event Organizers); Wilson's interval.",
    trial=Trial.SHARE,
    measure=measure,
    edges="以前来没来过，只看账本里记下的活动；头一批活动人人都像第一次，所以是未知。一个人来了几场只算一个人。"
    "没有账号的人，代号变了就认不出。工作人员不算。",
    edges_en="Earlier events are those of the ledger; at the first ones everybody would seem new, so it is unknown."
    " Whoever came to several is one. People without an account are not recognised under another name. Staff don't"
    " count.",
)
