"""How unequally those who speak speak, over 28 days."""

from collections.abc import Sequence

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.activity.inequality import WINDOW, by_member, gini, ginis
from juluo.metrics.activity.trailing import last_days
from juluo.metrics.counting import by_account
from juluo.metrics.metric import EVERY_CUT, Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    windows = last_days(periods, WINDOW)
    said = by_account(view, windows, ORIGINAL)
    return [_measured(view, window, list(counts.values())) for window, counts in zip(windows, said, strict=True)]


def _measured(view: View, window: Period, counts: list[int]) -> Measured:
    if not view.coverage.holds(window):
        return Measured(reason="记录不足28天")
    value = gini(counts)
    if value is None:
        return Measured(reason="写消息的不到两个人，谈不上均不均", n=len(counts))
    evidence = EntryQuery(window, tuple(sorted(ORIGINAL)))
    parts = {"speakers": len(counts), "messages": sum(counts)}
    return Measured(value, len(counts), parts=parts, evidence=evidence, sample=by_member(counts, ginis))


METRIC = Metric(
    name="gini_speakers",
    title="发言者之间的悬殊",
    title_en="Gini of speakers",
    meaning="近28天里写过消息的成员之间，条数有多悬殊（基尼系数）：0是人人一样多，接近1是几乎全由一个人写。",
    meaning_en="How unequally members who wrote in 28 days did so (Gini): 0 all the same, near 1 nearly all by one.",
    unit=Unit.NUMBER,
    good=Good.LOWER,
    kinds=ORIGINAL,
    needs=(frozenset({Sight.MESSAGES}),),
    source="发言者的基尼系数，按秩次算；不到30人时乘n/(n−1)（Deltas 2003）。",
    source_en="Gini coefficient over speakers, by ranks; below 30 people times n/(n−1) (Deltas 2003).",
    parts={
        "speakers": Name("发言成员", "Members who spoke"),
        "messages": Name("消息数", "Messages"),
    },
    trial=Trial.MEMBERS,
    measure=measure,
    edges="写消息的不到2人、记录不足28天时未知。不到30人时乘n/(n−1)，不然人少会显得更均。没有作者的消息不算在内。",
    edges_en=(
        "Unknown with fewer than 2 people who wrote, or less than 28 days on record. Below 30 people it is"
        " multiplied by n/(n−1), else few people would look more equal. Messages without an author are left out."
    ),
    window=WINDOW,
    cuts=EVERY_CUT,
)
