"""Where the conversation is: each channel's share of messages and of people."""

from collections.abc import Mapping, Sequence

from juluo.ledger.kinds import ORIGINAL, SPOKE
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.channels import channel_names
from juluo.metrics.counting import by_channel
from juluo.metrics.metric import EVERY_CUT, Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import MESSAGES_OF_IT, PEOPLE_OF_IT, SHARE_OF_IT, Name
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    counts = by_channel(view, periods, ORIGINAL)
    names = channel_names(view)
    return [_measured(view, period, said, names) for period, said in zip(periods, counts, strict=True)]


def _measured(view: View, period: Period, said: Mapping[int, int], names: Mapping[int, str]) -> Measured:
    people = view.presence.spoke_by_channel(period)
    total = sum(said.values())
    rows = tuple(
        {
            "channel": names[code],
            "messages": count,
            "share": count / total,
            "people": len(people[code] - view.aside) if code in people else 0,
        }
        for code, count in said.items()
    )
    return Measured(n=total, rows=rows, evidence=EntryQuery(period, tuple(sorted(ORIGINAL))))


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
    source="成员的消息各频道占多少，加起来是1。",
    source_en="Shares of members' messages by channel; they add up to 1.",
    columns={
        "channel": Name("频道", "Channel"),
        "messages": MESSAGES_OF_IT,
        "share": SHARE_OF_IT,
        "people": PEOPLE_OF_IT,
    },
    trial=Trial.NONE,
    measure=measure,
    edges="没有消息的频道不列。一个人在两个频道都说了，两边都数，所以人数加起来会多于总人数；消息的占比加起来是1。",
    edges_en=(
        "Channels without messages are not listed. Whoever spoke in two channels counts in both, so people add up to"
        " more than the whole; shares of messages add up to 1."
    ),
    cuts=EVERY_CUT,
)
