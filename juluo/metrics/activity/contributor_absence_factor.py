"""On how few people the conversation rests."""

from collections.abc import Sequence

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.activity.inequality import WINDOW, fewest_for_half
from juluo.metrics.activity.trailing import last_days
from juluo.metrics.counting import by_account
from juluo.metrics.metric import EVERY_CUT, Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    windows = last_days(periods, WINDOW)
    said = by_account(view, windows, ORIGINAL)
    return [_measured(view, window, counts) for window, counts in zip(windows, said, strict=True)]


def _measured(view: View, window: Period, said: dict[int, int]) -> Measured:
    if not view.coverage.holds(window):
        return Measured(reason="记录不足28天")
    if not said:
        return Measured(reason="没有人写消息")
    few = fewest_for_half(list(said.values()))
    top = sorted(said, key=lambda account: (-said[account], account))[:few]
    theirs = sum(said[account] for account in top)
    return Measured(
        float(few),
        len(said),
        parts={"speakers": len(said), "messages": sum(said.values()), "theirs": theirs},
        evidence=EntryQuery(window, tuple(sorted(ORIGINAL)), accounts=tuple(top)),
    )


METRIC = Metric(
    name="contributor_absence_factor",
    title="靠几个人撑着",
    title_en="Contributor absence factor",
    meaning="近28天的消息里，至少一半是最少几个成员写的；这几个人要是不在，话就少一半。",
    meaning_en="The fewest members who wrote at least half of 28 days' messages: without them, half of it is gone.",
    unit=Unit.PEOPLE,
    good=Good.HIGHER,
    kinds=ORIGINAL,
    needs=(frozenset({Sight.MESSAGES}),),
    source="CHAOSS，Contributor Absence Factor：从说得最多的人往下加，加到占一半为止，要几个人。",
    source_en="CHAOSS, Contributor Absence Factor: contributors from the most active down, until they make 50 %.",
    parts={
        "speakers": Name("发言成员", "Members who spoke"),
        "messages": Name("消息数", "Messages"),
        "theirs": Name("这几个人写的消息", "Messages by these few"),
    },
    trial=Trial.NONE,
    measure=measure,
    edges="整数，不检验。刚好一半也算够；工作人员和机器人不算在内。记录不足28天、没人写消息时未知。",
    edges_en=(
        "A whole number, not tested. Exactly half is enough; staff and bots are left out. Unknown with less than 28"
        " days on record, or where nobody wrote."
    ),
    window=WINDOW,
    cuts=EVERY_CUT,
)
