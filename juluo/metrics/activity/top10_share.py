"""Is it a few people's conversation: the share of the most talkative tenth."""

from collections.abc import Sequence
from math import ceil

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.counting import by_account
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    said = by_account(view, periods, ORIGINAL)
    return [_measured(counts, period) for counts, period in zip(said, periods, strict=True)]


def _measured(said: dict[int, int], period: Period) -> Measured:
    if not said:
        return Measured(reason="没有人写消息")
    ranked = sorted(said, key=lambda account: (-said[account], account))
    top = ranked[: ceil(len(ranked) / 10)]
    total, theirs = sum(said.values()), sum(said[account] for account in top)
    evidence = EntryQuery(period, tuple(sorted(ORIGINAL)), accounts=tuple(top))
    return Measured(
        theirs / total, len(said), theirs, parts={"speakers": len(said), "top": len(top)}, evidence=evidence
    )


METRIC = Metric(
    name="top10_share",
    title="集中度",
    title_en="Concentration",
    meaning="说得最多的一成发言者（至少1人），占了全部消息的多少。",
    meaning_en="The share of messages by the most talkative tenth of those who spoke (at least one).",
    unit=Unit.SHARE,
    good=Good.LOWER,
    kinds=ORIGINAL,
    needs=(frozenset({Sight.MESSAGES}),),
    source="Top-10 % share among speakers, the tenth rounded up.",
    trial=Trial.NONE,
    measure=measure,
)
