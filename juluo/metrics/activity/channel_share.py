"""Where the conversation is: each channel's share of messages and of people."""

from collections.abc import Sequence

from juluo.ledger.kinds import SPOKE
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.activity import active_members, messages
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    return [_measured(view, period) for period in periods]


def _measured(view: View, period: Period) -> Measured:
    counts = messages.by_channel(view, period)
    people = active_members.by_channel(view, period)
    total = sum(int(part.value or 0) for part in counts.values())
    rows = tuple(
        {
            "channel": name,
            "messages": int(part.value or 0),
            "share": (part.value or 0) / total,
            "people": people[name].n if name in people else 0,
        }
        for name, part in counts.items()
    )
    return Measured(n=total, rows=rows, evidence=EntryQuery(period, tuple(sorted(SPOKE))))


METRIC = Metric(
    name="channel_share",
    title="频道分布",
    title_en="Channels",
    meaning="每个频道占全部消息的多少，有多少人在那里说话。",
    meaning_en="Each channel's share of messages, and how many spoke there.",
    unit=Unit.TABLE,
    good=Good.NEITHER,
    kinds=SPOKE,
    needs=(frozenset({Sight.MESSAGES}),),
    source="Shares of members' messages by channel; they add up to 1.",
    trial=Trial.NONE,
    measure=measure,
)
