"""With how many different people a speaker exchanges replies."""

from collections import defaultdict
from collections.abc import Sequence
from statistics import fmean
from typing import Any

from juluo.ledger.kinds import ORIGINAL, SPOKE
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.means import mean_interval
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name
from juluo.metrics.replies.answers import ANSWERABLE, is_estimated
from juluo.metrics.replies.links import Pair, replied
from juluo.metrics.sample import ByMember
from juluo.metrics.windows import looking_back
from juluo.store.view import View

WINDOW = 28


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    windows = [looking_back(period, WINDOW) for period in periods]
    return [_measured(view, window, pairs) for window, pairs in zip(windows, replied(view, windows), strict=True)]


def _measured(view: View, window: Period, pairs: frozenset[Pair]) -> Measured:
    if not view.coverage.holds(window):
        return Measured(reason="记录不足28天")
    speakers = sorted(view.presence.spoke(window) - view.aside)
    if not speakers:
        return Measured(reason="近几周没有人发言")
    partners = partners_of(pairs)
    counts = [float(len(partners.get(who, ()))) for who in speakers]
    return Measured(
        fmean(counts),
        len(speakers),
        interval=mean_interval(counts),
        parts={"alone": float(counts.count(0))},
        estimated=is_estimated(view),
        evidence=EntryQuery(window, tuple(sorted(SPOKE))),
        sample=ByMember(tuple((count,) for count in counts), _mean_partners),
    )


def partners_of(pairs: frozenset[Pair]) -> dict[int, set[int]]:
    """With whom each exchanged a reply, whoever of the two it was that replied."""
    partners: dict[int, set[int]] = defaultdict(set)
    for by, to in pairs:
        partners[by].add(to)
        partners[to].add(by)
    return partners


def _mean_partners(did: Any) -> Any:  # noqa: ANN401 - numpy arrays
    return did[..., 0].mean(axis=1)


METRIC = Metric(
    name="reply_breadth",
    title="人均来往人数",
    title_en="Reply partners per speaker",
    meaning="近28天发过言的成员，平均每人和几个不同的成员有过回应（谁回谁都算）；一个都没有的按0算在内。",
    meaning_en="With how many different members a member who spoke in 28 days exchanged replies, on average; those"
    " with none count as 0.",
    unit=Unit.NUMBER,
    good=Good.HIGHER,
    kinds=ORIGINAL,
    needs=(ANSWERABLE,),
    source="每个发言的人平均和几个不同的人有过回应；Student 的 t 区间，变化按成员重抽（bootstrap）。",
    source_en="Mean distinct reply partners per speaker; Student's interval, the change by bootstrap of members.",
    parts={
        "alone": Name("和谁都没有回应的人", "Exchanged replies with nobody"),
    },
    trial=Trial.MEMBERS,
    measure=measure,
    edges="和工作人员、机器人的来往不算。没有回复关系的来源按话题里谁接着谁、再没有就按谁@了谁来认，是推测。"
    "回应隔了一周以上的不算。",
    edges_en="Exchanges with staff and bots don't count. Without reply links, whose turn follows whose in a thread"
    " tells, or else who mentions whom: estimated. A reply more than a week later doesn't count.",
    window=WINDOW,
)
