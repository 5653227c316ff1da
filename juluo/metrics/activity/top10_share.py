"""Is it a few people's conversation: the share of the most talkative tenth."""

from collections.abc import Sequence

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.activity.top_share import PARTS, of_top
from juluo.metrics.counting import by_account
from juluo.metrics.metric import EVERY_CUT, Good, Measured, Metric, Trial, Unit
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    said = by_account(view, periods, ORIGINAL)
    return [of_top(10, counts, period) for counts, period in zip(said, periods, strict=True)]


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
    source="发言者里说得最多的10%占多少（top-10 % share），一成按人数进位取整。",
    source_en="Top-10 % share among speakers, the tenth rounded up.",
    parts=PARTS,
    trial=Trial.MEMBERS,
    measure=measure,
    edges="一成按人数进位取整，所以发言不到10人时就是说得最多的那一人；没人写消息时未知。没有作者的消息不算在内。",
    edges_en=(
        "The tenth is rounded up to whole people: with fewer than 10 speakers it is the one who wrote most. Unknown"
        " where nobody wrote. Messages whose author the source doesn't tell are left out."
    ),
    cuts=EVERY_CUT,
)
