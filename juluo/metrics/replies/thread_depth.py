"""How far a reply chain goes: reply upon reply upon reply."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.asking import Tables, ask_entries, question
from juluo.metrics.metric import BY_CHANNEL, Good, Measured, Metric, Trial, Unit
from juluo.metrics.replies.answers import FOLLOW_DAYS, written
from juluo.store.view import View


@dataclass(frozen=True, slots=True)
class Reply:
    entry_id: int
    to: int
    day: date
    member: bool


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    found = [Reply(*row) for row in ask_entries(view, replies_written, periods, back=FOLLOW_DAYS)]
    return [_measured(period, found) for period in periods]


@question
def replies_written(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    words = written(tables)
    replies = words.filter(words.reply_to.notnull() & (words.reply_to != words.entry_id))
    return replies.order_by(["ts", "entry_id"]).select("entry_id", "reply_to", "day", "member")


def _measured(period: Period, replies: Sequence[Reply]) -> Measured:
    since = period.first - timedelta(days=FOLLOW_DAYS)
    lately = {reply.entry_id: reply for reply in replies if since <= reply.day <= period.last}
    here = [reply.entry_id for reply in lately.values() if reply.member and reply.day >= period.first]
    lengths = chain_lengths({entry: reply.to for entry, reply in lately.items()})
    longest = max(here, key=lambda entry: lengths[entry], default=None)
    ids = () if longest is None else _chain(longest, lately)
    window = Period(since, period.last)
    value = 0.0 if longest is None else float(lengths[longest])
    return Measured(value, len(here), evidence=EntryQuery(window, tuple(sorted(ORIGINAL)), ids=ids))


def chain_lengths(replies_to: Mapping[int, int]) -> dict[int, int]:
    """How many replies lie in a row up to and with each; of replies that go round in a circle, no more than it has."""
    lengths: dict[int, int] = {}
    for entry in replies_to:
        path: dict[int, None] = {}
        here = entry
        while here in replies_to and here not in lengths and here not in path:
            path[here] = None
            here = replies_to[here]
        length = lengths.get(here, 0)
        for step in reversed(path):
            length += 1
            lengths[step] = length
    return lengths


def _chain(last: int, replies: Mapping[int, Reply]) -> tuple[int, ...]:
    """The chain's entries, and what its first one replies to."""
    chain = [last]
    while chain[-1] in replies and replies[chain[-1]].to not in chain:
        chain.append(replies[chain[-1]].to)
    return tuple(chain)


METRIC = Metric(
    name="thread_depth",
    title="最长接话",
    title_en="Longest reply chain",
    meaning="一条回复接一条回复，最长的一串有几条；最后一条是这段时间里成员说的。",
    meaning_en="Replies upon replies: how many the longest row has whose last one a member wrote in the period.",
    unit=Unit.NUMBER,
    good=Good.NEITHER,
    kinds=ORIGINAL,
    needs=(frozenset({Sight.REPLIES}),),
    source="回复一条接一条，最长的一串，数的是回复。",
    source_en="Longest path of reply links, in replies.",
    trial=Trial.NONE,
    measure=measure,
    edges="往前最多看7天：更早的回复不计入这一串。中间隔着工作人员的也接得上，机器人的接不上。撤回的消息断开这一串。"
    "没有人回复就是0。最大值不做检验。",
    edges_en="Looks back 7 days: older replies don't count in a chain. Staff in between keep it whole, bots don't;"
    " a retracted message ends it. Nobody replied is 0. A maximum is not tested.",
    cuts=BY_CHANNEL,
)
