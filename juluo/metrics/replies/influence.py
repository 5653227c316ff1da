"""Whom others really answer: the people who drew replies from the most different members, with how sure that is."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name
from juluo.metrics.ranked import scored
from juluo.metrics.replies.answers import is_estimated
from juluo.metrics.replies.links import Pair, received
from juluo.metrics.windows import looking_back
from juluo.store.view import View

WINDOW = 28
# So many rows are shown; that many more compete for their ranks when repliers are drawn anew.
SHOWN, COMPETING = 20, 200
DRAWS = 500
SEED = 2015


@dataclass(frozen=True, slots=True)
class Reach:
    """How many different members replied to somebody, and between what that and its rank lie, 95 % of the draws."""

    account: int
    reach: int
    low: float
    high: float
    rank: int
    rank_low: int
    rank_high: int


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    windows = [looking_back(period, WINDOW) for period in periods]
    return [_measured(view, window, pairs) for window, pairs in zip(windows, received(view, windows), strict=True)]


def _measured(view: View, window: Period, pairs: frozenset[Pair]) -> Measured:
    if not view.coverage.holds(window):
        return Measured(reason="记录不足28天")
    repliers = repliers_of(pairs)
    if not repliers:
        return Measured(reason="近几周没有人回应别人", n=0)
    ranked = ranks(repliers)
    people = view.accounts([row.account for row in ranked])
    rows = tuple(
        {
            "account": row.account,
            "person": people[row.account].name,
            "reach": row.reach,
            "low": row.low,
            "high": row.high,
            "rank": row.rank,
            "rank_low": row.rank_low,
            "rank_high": row.rank_high,
        }
        for row in ranked
    )
    evidence = EntryQuery(window, tuple(sorted(ORIGINAL)), accounts=tuple(row.account for row in ranked))
    return Measured(n=len(repliers), rows=rows, estimated=is_estimated(view), evidence=evidence)


def repliers_of(pairs: frozenset[Pair]) -> dict[int, set[int]]:
    """By whom each was replied to."""
    found: dict[int, set[int]] = defaultdict(set)
    for by, to in pairs:
        found[to].add(by)
    return found


def ranks(repliers: Mapping[int, AbstractSet[int]]) -> list[Reach]:
    """The people of the widest reach, in order; repliers are drawn anew for the intervals, each as a whole."""
    import numpy as np  # noqa: PLC0415 - only a reading of this metric needs it

    order = sorted(repliers, key=lambda who: (-len(repliers[who]), who))[:COMPETING]
    everyone = sorted(set().union(*repliers.values()))
    place = {who: n for n, who in enumerate(everyone)}
    answered = np.zeros((len(everyone), len(order)))
    for column, who in enumerate(order):
        answered[[place[by] for by in repliers[who]], column] = 1
    chance = np.full(len(everyone), 1 / len(everyone))
    reaches = np.random.default_rng(SEED).multinomial(len(everyone), chance, DRAWS) @ answered
    found = scored(np.array([len(repliers[who]) for who in order], float), reaches.astype(float))
    return [
        Reach(who, int(one.value), one.low, one.high, one.rank, one.rank_low, one.rank_high)
        for who, one in zip(order[:SHOWN], found, strict=False)
    ]


METRIC = Metric(
    name="influence",
    title="谁的话有人接",
    title_en="Realised reach",
    meaning="近28天里，谁写的话在7天内得到了最多不同成员的回应；名次带区间，区间重叠的分不出先后。",
    meaning_en="Whose words of 28 days drew replies within 7 days from the most different members; ranks come with"
    " intervals, and those that overlap can't be told apart.",
    unit=Unit.TABLE,
    good=Good.NEITHER,
    kinds=ORIGINAL,
    needs=(frozenset({Sight.REPLIES, Sight.THREADS}),),
    source="7天里有多少个不同的人回应；人数和名次的区间，都按回应的人重抽（bootstrap，Efron 1979）。",
    source_en="Distinct repliers in 7 days; intervals of reach and rank by bootstrap of repliers (Efron 1979).",
    columns={
        "account": Name("成员编号", "Member's number"),
        "person": Name("成员", "Member"),
        "reach": Name("不同的人回应", "Different people who answered"),
        "low": Name("区间下限", "Interval from"),
        "high": Name("区间上限", "Interval to"),
        "rank": Name("名次", "Rank"),
        "rank_low": Name("名次不低于", "Rank from"),
        "rank_high": Name("名次不高于", "Rank to"),
    },
    trial=Trial.NONE,
    measure=measure,
    edges="只数成员对成员的回应。数的是真的接了话的人，不是关注数，也不只看连线多少：连得最多的人未必带得动人"
    "（Kim 等 2015）。并列的同名次。写下不满7天的话还在等回应，越近的越吃亏。列前20名。"
    "没有回复关系的来源，按话题里谁接着谁来认，是推测。",
    edges_en="Replies of members to members. It counts who really took up the words, not followers, and is no score of"
    " degree: the best connected need not move others (Kim et al. 2015). Equals share a rank. Words younger than 7"
    " days still wait for replies. The first 20 are listed. Without reply links, whose turn follows whose in a thread"
    " tells: estimated.",
    window=WINDOW,
)
