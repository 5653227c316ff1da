"""How many members spoke."""

from collections.abc import Mapping, Sequence

from pyroaring import BitMap

from juluo.ledger.kinds import SPOKE
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.channels import channel_names
from juluo.metrics.intervals import poisson
from juluo.metrics.metric import EVERY_CUT, Good, Measured, Metric, Trial, Unit
from juluo.metrics.sample import People
from juluo.store.view import View

SPOKEN = tuple(sorted(SPOKE))


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    return [_measured(view.presence.spoke(period) - view.aside, period) for period in periods]


def by_channel(view: View, period: Period) -> Mapping[str, Measured]:
    """Per channel; whoever spoke in two channels counts in both, so the parts may exceed the whole."""
    people = {code: bits - view.aside for code, bits in view.presence.spoke_by_channel(period).items()}
    names = channel_names(view)
    ranked = sorted(people.items(), key=lambda item: -len(item[1]))
    return {names[code]: _measured(who, period, code) for code, who in ranked if who}


def _measured(who: BitMap, period: Period, channel: int | None = None) -> Measured:
    evidence = EntryQuery(period, SPOKEN, channel=channel)
    return Measured(float(len(who)), len(who), interval=poisson(len(who)), evidence=evidence, sample=People(who))


METRIC = Metric(
    name="active_members",
    title="发言成员",
    title_en="Members who spoke",
    meaning="这段时间里说过话（发消息、转发或发起投票）的成员有多少人；机器人和工作人员不算。",
    meaning_en="How many members wrote, reposted or polled; bots and staff are left out.",
    unit=Unit.PEOPLE,
    good=Good.HIGHER,
    kinds=SPOKE,
    needs=(frozenset({Sight.MESSAGES}),),
    source="DAU、WAU、MAU 里按“发言”算的那一种：导出看不出谁只看不说。",
    source_en="DAU/WAU/MAU in the variant “spoke”: exports don't show who only read.",
    trial=Trial.PAIRED,
    measure=measure,
    edges="一个人说多少句都算一人；撤回了的不算。当天没人说话是0，没有导入记录的天是未知，没过完的天不比较。",
    edges_en=(
        "However much somebody says, it is one person; retracted messages don't count. A silent day is 0, a day no"
        " export tells of is unknown, one that isn't over is not compared."
    ),
    splits={"channel": by_channel},
    cuts=EVERY_CUT,
)
