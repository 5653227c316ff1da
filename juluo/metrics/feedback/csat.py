"""How satisfied members say they are."""

from collections.abc import Sequence

from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.feedback.survey import BESIDE, WINDOW, Answers, answers
from juluo.metrics.intervals import wilson
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.store.view import View

SATISFIED = 4


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    return [_measured(told) for told in answers(view, periods, "csat")]


def _measured(told: Answers) -> Measured:
    n = len(told.scores)
    if not n:
        return Measured(reason=told.reason, n=0, hits=0, parts=told.parts)
    hits = sum(score >= SATISFIED for score in told.scores)
    return Measured(hits / n, n, hits, wilson(hits, n), told.parts, evidence=told.evidence)


METRIC = Metric(
    name="csat",
    title="满意度",
    title_en="Satisfaction",
    meaning="近28天答了满意度问卷（1到5分）的人里，打4分和5分的占多少。",
    meaning_en="Of those who said in 28 days how satisfied they are (1 to 5), the share that said 4 or 5.",
    unit=Unit.SHARE,
    good=Good.HIGHER,
    kinds=frozenset({Kind.SURVEY_ANSWERED}),
    needs=(frozenset({Sight.SURVEYS}),),
    source="五档里最高的两档，除以全部答卷（CSAT，top two boxes）；Wilson 区间。",
    source_en="Top two boxes of five over answers (CSAT); Wilson's interval.",
    parts=BESIDE,
    trial=Trial.SHARE,
    measure=measure,
    edges="一个人28天里答几次，只算最后一次；工作人员的不算。没答的人不算不满意，答的比例列在旁边。"
    "抹去的人，分数跟着抹去，另报有几份。没有答卷是未知，不是0。",
    edges_en="Whoever answers several times in 28 days counts with the last; staff don't count. Not answering is not"
    " being dissatisfied; the share that answered stands beside it. An erased person's score is gone, and counted"
    " apart. Without answers it is unknown, not 0.",
    window=WINDOW,
)
