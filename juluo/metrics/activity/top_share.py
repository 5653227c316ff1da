"""Metrics of one family: how much of all messages the most talkative part of the speakers wrote."""

from collections.abc import Mapping
from math import ceil

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.activity.inequality import by_member, top_share
from juluo.metrics.metric import Measured
from juluo.metrics.naming import Name, Names
from juluo.metrics.sample import Statistic

PARTS: Names = {
    "speakers": Name("发言成员", "Members who spoke"),
    "top": Name("说得最多的几人", "The most talkative"),
    "messages": Name("消息数", "Messages"),
    "theirs": Name("他们写的消息", "Messages by them"),
}
TOPS: dict[int, Statistic] = {part: top_share(part) for part in (10, 100)}


def leading_part(part: int, said: Mapping[int, int]) -> list[int]:
    """The top 1/part of accounts by what they said, rounded up to whole people; of equals the lower code first."""
    ranked = sorted(said, key=lambda account: (-said[account], account))
    return ranked[: ceil(len(ranked) / part)]


def of_top(part: int, said: Mapping[int, int], period: Period) -> Measured:
    """The share of the top 1/part."""
    if not said:
        return Measured(reason="没有人写消息")
    top = leading_part(part, said)
    total, theirs = sum(said.values()), sum(said[account] for account in top)
    return Measured(
        theirs / total,
        len(said),
        parts={"speakers": len(said), "top": len(top), "messages": total, "theirs": theirs},
        evidence=EntryQuery(period, tuple(sorted(ORIGINAL)), accounts=tuple(top)),
        sample=by_member(list(said.values()), TOPS[part]),
    )
