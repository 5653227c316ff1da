"""How much of the talk goes both ways, and how much of it would by chance."""

from collections.abc import Sequence

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name
from juluo.metrics.replies.answers import ANSWERABLE, is_estimated
from juluo.metrics.replies.links import Pair, replied
from juluo.metrics.replies.rewiring import mutual, mutual_by_chance, two_way_interval
from juluo.metrics.windows import looking_back
from juluo.store.view import View

WINDOW = 28


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    windows = [looking_back(period, WINDOW) for period in periods]
    return [_measured(view, window, pairs) for window, pairs in zip(windows, replied(view, windows), strict=True)]


def _measured(view: View, window: Period, pairs: frozenset[Pair]) -> Measured:
    if not view.coverage.holds(window):
        return Measured(reason="记录不足28天")
    both, any_way = mutual(pairs), len({frozenset(pair) for pair in pairs})
    if not any_way:
        return Measured(reason="近几周没有人回应别人", n=0, hits=0)
    by_chance = mutual_by_chance(pairs)
    parts = {
        "mutual_pairs": float(both),
        "pairs": float(any_way),
        "chance": by_chance.mean,
        "chance_low": by_chance.low,
        "chance_high": by_chance.high,
    }
    evidence = EntryQuery(window, tuple(sorted(ORIGINAL)), accounts=tuple(sorted({who for p in pairs for who in p})))
    return Measured(
        both / any_way, any_way, both, two_way_interval(pairs), parts, estimated=is_estimated(view), evidence=evidence
    )


METRIC = Metric(
    name="reciprocity",
    title="有来有往",
    title_en="Reciprocity",
    meaning="近28天里，有过回应的两两之间，互相都回应过的占多少；旁边是随机连线时的比例，比它高才算真的有来有往。",
    meaning_en="Of pairs in which one replied to the other in 28 days, the share that replied both ways; beside it,"
    " the share that chance would make.",
    unit=Unit.SHARE,
    good=Good.HIGHER,
    kinds=ORIGINAL,
    needs=(ANSWERABLE,),
    source=(
        "互相回应过的，除以所有有过回应的两两；区间按人重抽（bootstrap，Snijders 和 Borgatti 1999）；"
        "随机连线时的比例，是每人回几个人、被几个人回都不变，照固定的种子重连得出的（Milo 等 2003）。"
    ),
    source_en=(
        "Mutual over all pairs with a reply; interval by bootstrap of people (Snijders and Borgatti 1999); chance"
        " by seeded rewiring that keeps how many each replies to and is replied to by (Milo et al. 2003)."
    ),
    parts={
        "mutual_pairs": Name("互相回应的几对", "Pairs who answered each other"),
        "pairs": Name("有过回应的几对", "Pairs with an answer either way"),
        "chance": Name("随便搭配时会有几对互相", "Mutual pairs by chance"),
        "chance_low": Name("随便搭配的95%下限", "By chance, 95% from"),
        "chance_high": Name("随便搭配的95%上限", "By chance, 95% to"),
    },
    trial=Trial.NONE,
    measure=measure,
    edges="只看成员之间的，工作人员和机器人不算。没有回复关系的来源按话题里谁接着谁、再没有就按谁@了谁来认，是推测。"
    "一对人只算一次，回了多少次不管。两段窗口里是同一群人，所以不检验变化，只和随机连线比。",
    edges_en="Among members only. Without reply links, whose turn follows whose in a thread tells, or else who"
    " mentions whom: estimated. A pair counts once, however often it replied. Windows of one community share their"
    " people, so the change is not tested; the comparison is with chance.",
    window=WINDOW,
)
