"""Would members recommend the community: the net promoter score."""

import math
from collections.abc import Sequence
from typing import Any

from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.feedback.survey import BESIDE, WINDOW, Answers, answers
from juluo.metrics.intervals import Z95, Interval
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name
from juluo.metrics.sample import ByMember
from juluo.store.view import View

PROMOTES, DETRACTS = 9, 6


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    return [_measured(told) for told in answers(view, periods, "nps")]


def adjusted_wald(promoters: float, detractors: float, n: float, z: float = Z95) -> Interval:
    """The interval of a net promoter score: ¾ added to promoters and to detractors, 3 to n (Rocks 2016)."""
    p, d = (promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)
    half = z * math.sqrt((p + d - (p - d) ** 2) / (n + 3))
    return Interval(100 * (p - d - half), 100 * (p - d + half))


def _measured(told: Answers) -> Measured:
    n = len(told.scores)
    if not n:
        return Measured(reason=told.reason, n=0, parts=told.parts)
    promoters = sum(score >= PROMOTES for score in told.scores)
    detractors = sum(score <= DETRACTS for score in told.scores)
    parts = {
        "promoters": float(promoters),
        "passives": float(n - promoters - detractors),
        "detractors": float(detractors),
    }
    return Measured(
        100 * (promoters - detractors) / n,
        n,
        interval=adjusted_wald(promoters, detractors, n),
        parts=parts | told.parts,
        evidence=told.evidence,
        sample=lean(told.scores),
    )


def lean(scores: Sequence[int]) -> ByMember:
    """Each one's part in the score: for it, against it, or neither."""
    return ByMember(tuple((float(score >= PROMOTES) - float(score <= DETRACTS),) for score in scores), _score)


def _score(leans: Any) -> Any:  # noqa: ANN401 - numpy arrays
    return 100 * leans[..., 0].mean(axis=1)


METRIC = Metric(
    name="nps",
    title="净推荐值",
    title_en="Net promoter score",
    meaning="近28天答了“愿不愿意推荐给朋友”（0到10分）的人：9、10分的比例减去0到6分的比例，再乘100。",
    meaning_en="Of those who answered in 28 days whether they would recommend the community (0 to 10): the share of 9"
    " and 10 less the share of 0 to 6, times 100.",
    unit=Unit.NUMBER,
    good=Good.HIGHER,
    kinds=frozenset({Kind.SURVEY_ANSWERED}),
    needs=(frozenset({Sight.SURVEYS}),),
    source=(
        "100×(p−d)，p是打9、10分的占比，d是打0到6分的占比（Reichheld 2003）；区间是校正的 Wald 区间（Rocks 2016）；"
        "变化按成员重抽（bootstrap）。"
    ),
    source_en="100 (p − d) (Reichheld 2003); adjusted Wald interval (Rocks 2016); change by bootstrap of members.",
    parts={
        "promoters": Name("推荐的（9、10分）", "Promoters (9, 10)"),
        "passives": Name("不置可否的（7、8分）", "Passives (7, 8)"),
        "detractors": Name("不推荐的（0到6分）", "Detractors (0 to 6)"),
        **BESIDE,
    },
    trial=Trial.MEMBERS,
    measure=measure,
    edges="一个人28天里答几次，只算最后一次；工作人员的不算。没有按活跃程度加权：爱答问卷的多半是活跃的人，答的比例列在旁边。"
    "抹去的人，分数跟着抹去，另报有几份。没有答卷是未知，不是0。",
    edges_en="Whoever answers several times in 28 days counts with the last; staff don't count. Not weighted by"
    " activity: active members answer more readily, so the share that answered stands beside it. An erased person's"
    " score is gone, and counted apart. Without answers it is unknown, not 0.",
    window=WINDOW,
)
