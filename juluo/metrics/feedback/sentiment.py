"""Whether members' messages sound glad or annoyed, on the whole."""

from collections.abc import Sequence

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    """Unknown, each time: the ledger keeps nothing yet of what text analysis has found."""
    del view
    return [Measured(reason="账本里还没有消息情绪的分析结果") for _ in periods]


METRIC = Metric(
    name="sentiment",
    title="整体情绪",
    title_en="Overall mood",
    meaning="成员的消息里，听着高兴的比例减去听着不满的比例，按分类器自己的错法校正过；还没有分类器时是未知。",
    meaning_en="The share of members' messages that sound glad less the share that sound annoyed, corrected for how"
    " the classifier errs; unknown while there is no classifier.",
    unit=Unit.NUMBER,
    good=Good.HIGHER,
    kinds=ORIGINAL,
    needs=(frozenset({Sight.MOODS}),),
    source="Share positive less share negative, corrected for the classifier's errors (Rogan and Gladen 1978).",
    trial=Trial.NONE,
    measure=measure,
    edges="只报整个社群的，从不给某个人贴情绪。要先量过分类器在本社群的准头才报数：没量过、或不比瞎猜强的分类器，什么也不说。"
    "现在还没有分类器，所以一直是未知。",
    edges_en="Only of the whole community; no single member is ever labelled. A classifier must first be measured on"
    " the community's own messages; one that was not, or does no better than chance, says nothing. There is no"
    " classifier yet, so it is always unknown.",
)
