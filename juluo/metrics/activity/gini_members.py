"""How unequally all known members speak, the silent among them, over 28 days."""

from collections.abc import Sequence

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.activity.inequality import WINDOW, by_member, gini, ginis
from juluo.metrics.activity.trailing import last_days
from juluo.metrics.counting import by_account
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name
from juluo.metrics.newcomers import known
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    windows = last_days(periods, WINDOW)
    rows = zip(windows, by_account(view, windows, ORIGINAL), known(view, windows), strict=True)
    return [_measured(view, window, list(said.values()), len(people)) for window, said, people in rows]


def _measured(view: View, window: Period, said: list[int], people: int) -> Measured:
    if not view.coverage.holds(window):
        return Measured(reason="记录不足28天")
    counts = said + [0] * (people - len(said))
    value = gini(counts)
    if value is None:
        return Measured(reason="认得的成员不到两个人，或者没有人写消息", n=len(counts))
    parts = {"known": len(counts), "speakers": len(said), "messages": sum(said)}
    evidence = EntryQuery(window, tuple(sorted(ORIGINAL)))
    return Measured(value, len(counts), parts=parts, evidence=evidence, sample=by_member(counts, ginis))


METRIC = Metric(
    name="gini_members",
    title="全体成员的悬殊",
    title_en="Gini of members",
    meaning="近28天里，所有认得的成员（没说话的按0条）之间，条数有多悬殊（基尼系数）：0是一样多，接近1是几乎全由一个人写。",
    meaning_en=(
        "How unequally all known members wrote in 28 days, the silent with 0 (Gini): 0 all the same, near 1 nearly all"
        " by one."
    ),
    unit=Unit.NUMBER,
    good=Good.LOWER,
    kinds=ORIGINAL,
    needs=(frozenset({Sight.MESSAGES}),),
    source="全体成员的基尼系数，0条的也在内，按秩次算；不到30人时乘n/(n−1)（Deltas 2003）。",
    source_en="Gini coefficient over all members, zeros in, by ranks; below 30 people times n/(n−1) (Deltas 2003).",
    parts={
        "known": Name("认得的成员", "Known members"),
        "speakers": Name("发言成员", "Members who spoke"),
        "messages": Name("消息数", "Messages"),
    },
    trial=Trial.MEMBERS,
    measure=measure,
    edges=(
        "认得的成员：到这天为止在记录里出现过的人，减去看得见退群、之后没再进来的。"
        "从没留下一条记录的潜水者不在其中；记录越长，认得的人越多，数也越大。记录不足28天、没人写消息时未知。"
    ),
    edges_en=(
        "Known members: everyone seen in the ledger up to this day, less those seen leaving who didn't come back."
        " Lurkers who never left a trace are not among them; a longer record knows more people, which raises the"
        " number. Unknown with less than 28 days on record, or where nobody wrote."
    ),
    window=WINDOW,
)
