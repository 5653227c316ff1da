"""Whose messages they are: staff's, newcomers', returning members'."""

from collections.abc import Mapping, Sequence

from pyroaring import BitMap

from juluo.ledger.actors import Actors
from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.counting import by_author
from juluo.metrics.metric import NOT_BY_AGE, Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import OUT_OF, SHARE_OF_IT, Name
from juluo.metrics.newcomers import can_tell_new, seen_before
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    said = by_author(view, periods, ORIGINAL, everyone=True)
    return [_measured(view, *row) for row in zip(periods, said, seen_before(view, periods), strict=True)]


def _measured(view: View, period: Period, said: Mapping[int | None, int], before: BitMap) -> Measured:
    bots, staff = view.snapshot.bots, view.snapshot.staff
    posts: dict[str, int] = dict.fromkeys(("staff", "new", "returning", "unnamed"), 0)
    for author, n in said.items():
        if author is None:
            posts["unnamed"] += n
        elif author not in bots:
            posts["staff" if author in staff else "returning" if author in before else "new"] += n
    total = sum(posts.values())
    if not total:
        return Measured(reason="没有人写消息", n=0)
    tells = can_tell_new(view, period)
    known: dict[str, int | None] = {
        kind: None if kind in {"new", "returning"} and not tells else count for kind, count in posts.items()
    }
    return Measured(
        n=total,
        rows=tuple(_row(kind, count, total) for kind, count in known.items()),
        parts={"members": posts["new"] + posts["returning"]},
        reason="" if tells else "导出从半路开始，头30天分不清新来的和早就在的",
        evidence=EntryQuery(period, tuple(sorted(ORIGINAL)), actors=Actors.STAFF),
    )


def _row(kind: str, count: int | None, total: int) -> Mapping[str, object]:
    return {"type": kind, "hits": count, "n": total, "share": None if count is None else count / total}


METRIC = Metric(
    name="posts_by_member_type",
    title="谁写的消息",
    title_en="Posts by member type",
    meaning="消息里，工作人员写的、这一期第一次发言的人写的、以前就发过言的人写的，各有多少条。",
    meaning_en=(
        "Messages by staff, by members whose first words fall into the period, and by those who had spoken before."
    ),
    unit=Unit.TABLE,
    good=Good.NEITHER,
    kinds=ORIGINAL,
    needs=(frozenset({Sight.MESSAGES}),),
    source="照 Discourse 按发帖人的分法（工作人员、新来的、以前来过的），只是用第一次发言代替注册账号的时间。",
    source_en=(
        "Posts by member type as Discourse has them (staff / new / returning), with the first words in place of the"
        " account's creation."
    ),
    parts={
        "members": Name("成员写的", "By members"),
    },
    columns={
        "type": Name("谁写的", "Written by"),
        "hits": Name("条数", "Messages"),
        "n": OUT_OF,
        "share": SHARE_OF_IT,
    },
    codes={
        "type": {
            "staff": Name("工作人员", "Staff"),
            "new": Name("第一次发言", "First words"),
            "returning": Name("以前发过言", "Spoke before"),
            "unnamed": Name("没写是谁", "Not named"),
        }
    },
    trial=Trial.NONE,
    measure=measure,
    edges=(
        "几行加起来就是全部消息：不算机器人和转发，来源没写作者的另列一行。"
        "导出从半路开始的，头30天分不清新来的和以前的，两行都写未知，只有合计。"
    ),
    edges_en=(
        "The rows add up to all messages, without bots and reposts; those whose author the source doesn't tell have"
        " a row of their own. Where an export starts in mid-life, new and returning are unknown for 30 days: only"
        " their sum is."
    ),
    cuts=NOT_BY_AGE,
)
