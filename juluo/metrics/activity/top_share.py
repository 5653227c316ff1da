"""Metrics of one family: how much of all messages the most talkative part of the speakers wrote."""

from collections.abc import Sequence
from math import ceil

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.activity.inequality import by_member, top_share
from juluo.metrics.metric import Measured
from juluo.metrics.sample import Statistic

TOPS: dict[int, Statistic] = {part: top_share(part) for part in (10, 100)}


def of_top(part: int, said: dict[int, int], period: Period) -> Measured:
    """The share of the top 1/part, rounded up to whole people."""
    if not said:
        return Measured(reason="没有人写消息")
    ranked: Sequence[int] = sorted(said, key=lambda account: (-said[account], account))
    top = ranked[: ceil(len(ranked) / part)]
    total, theirs = sum(said.values()), sum(said[account] for account in top)
    return Measured(
        theirs / total,
        len(said),
        parts={"speakers": len(said), "top": len(top), "messages": total, "theirs": theirs},
        evidence=EntryQuery(period, tuple(sorted(ORIGINAL)), accounts=tuple(top)),
        sample=by_member(list(said.values()), TOPS[part]),
    )
