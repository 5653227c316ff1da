"""How much of what is posted the members themselves wrote."""

from collections.abc import Mapping, Sequence
from typing import Any

from pyroaring import BitMap

from juluo.ledger.actors import Actors
from juluo.ledger.kinds import ORIGINAL, SPOKE
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.counting import by_author
from juluo.metrics.metric import NOT_BY_AGE, Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name
from juluo.metrics.sample import ByMember
from juluo.store.view import View

Said = Mapping[int | None, int]


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    """Whoever else a view may count: staff and bots are never the members whose own words are asked for."""
    others = view.snapshot.bots | view.snapshot.staff
    written = by_author(view, periods, ORIGINAL, everyone=True)
    posted = by_author(view, periods, SPOKE, everyone=True)
    return [_measured(*row, others) for row in zip(periods, written, posted, strict=True)]


def share_of_own(did: Any) -> Any:  # noqa: ANN401 - a numpy array, loaded only where a test is made
    """The share of every draw of authors: what members wrote themselves over all that was posted."""
    sums = did.sum(axis=1)
    return sums[:, 0] / sums[:, 1]


def _measured(period: Period, written: Said, posted: Said, others: BitMap) -> Measured:
    total = sum(posted.values())
    if not total:
        return Measured(reason="没有人发言", n=0, hits=0)
    own = {author: n for author, n in written.items() if author is None or author not in others}
    by_others = sum(n for author, n in posted.items() if author is not None and author in others)
    parts = {"own": sum(own.values()), "staff_and_bots": by_others, "reposts": total - sum(own.values()) - by_others}
    did = sorted((float(own.get(author, 0)), float(n)) for author, n in posted.items())
    evidence = EntryQuery(period, tuple(sorted(ORIGINAL)), actors=Actors.MEMBERS)
    sample = ByMember(tuple(did), share_of_own)
    return Measured(parts["own"] / total, total, parts["own"], parts=parts, evidence=evidence, sample=sample)


METRIC = Metric(
    name="ugc_share",
    title="成员原创占比",
    title_en="Members' own posts",
    meaning="发出来的全部内容（工作人员、机器人、转发都在内）里，成员自己写的占多少。",
    meaning_en="Of all that was posted, by staff and bots and reposts too, the share that members wrote themselves.",
    unit=Unit.SHARE,
    good=Good.HIGHER,
    kinds=SPOKE,
    needs=(frozenset({Sight.MESSAGES}),),
    source="用户生成内容（UGC）：成员的原创，除以发出来的全部内容；工作人员、机器人的和转发只进分母。",
    source_en=(
        "User-generated content: members' original posts over all posts; staff, bots and reposts only below the line."
    ),
    parts={
        "own": Name("成员自己写的", "Members' own"),
        "staff_and_bots": Name("工作人员和机器人写的", "By staff and bots"),
        "reposts": Name("转发的", "Reposts"),
    },
    trial=Trial.MEMBERS,
    measure=measure,
    edges=(
        "分母有工作人员、机器人和转发，分子没有，不管看的是哪些人的数。没有作者的消息当成员写的。"
        "来源不标转发的，转发会被当成原创。没人发言时未知。"
    ),
    edges_en=(
        "Staff, bots and reposts are below the line and never above it, whoever else is counted. Messages without an"
        " author are taken for members'. Where a source doesn't mark reposts, they pass for own words. Unknown where"
        " nobody posted."
    ),
    cuts=NOT_BY_AGE,
)
