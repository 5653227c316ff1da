"""How easy members say it was."""

from collections.abc import Sequence
from statistics import fmean

from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.feedback.survey import BESIDE, WINDOW, Answers, answers
from juluo.metrics.means import mean_interval
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.sample import Scores
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    return [_measured(told) for told in answers(view, periods, "ces")]


def _measured(told: Answers) -> Measured:
    scores = tuple(float(score) for score in told.scores)
    if not scores:
        return Measured(reason=told.reason, n=0, parts=told.parts)
    return Measured(
        fmean(scores),
        len(scores),
        interval=mean_interval(scores),
        parts=told.parts,
        evidence=told.evidence,
        sample=Scores(scores),
    )


METRIC = Metric(
    name="ces",
    title="省力程度",
    title_en="Effort score",
    meaning="近28天答了“事情办得轻不轻松”（1到7分，7分最轻松）的人，平均打几分。",
    meaning_en="The mean score of those who said in 28 days how easy it was to get something done (1 to 7, 7 the"
    " easiest).",
    unit=Unit.NUMBER,
    good=Good.HIGHER,
    kinds=frozenset({Kind.SURVEY_ANSWERED}),
    needs=(frozenset({Sight.SURVEYS}),),
    source="1到7分的平均（customer effort score 2.0，Dixon 等 2013）；Student 的 t 区间。",
    source_en="Mean of 1 to 7 (customer effort score 2.0, Dixon et al. 2013); Student's interval.",
    parts=BESIDE,
    trial=Trial.SCORES,
    measure=measure,
    edges="一个人28天里答几次，只算最后一次；工作人员的不算。只有一份答卷时有平均数，没有区间。"
    "抹去的人，分数跟着抹去，另报有几份。没有答卷是未知，不是0。",
    edges_en="Whoever answers several times in 28 days counts with the last; staff don't count. A single answer has a"
    " mean and no interval. An erased person's score is gone, and counted apart. Without answers it is unknown, not"
    " 0.",
    window=WINDOW,
)
