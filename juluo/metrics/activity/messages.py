"""How many messages members wrote."""

from collections.abc import Mapping, Sequence

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.channels import channel_names
from juluo.metrics.counting import by_channel as counts_by_channel
from juluo.metrics.counting import totals
from juluo.metrics.intervals import poisson
from juluo.metrics.metric import EVERY_CUT, Good, Measured, Metric, Trial, Unit
from juluo.store.view import View

WRITTEN = tuple(sorted(ORIGINAL))


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    counts = totals(view, periods, WRITTEN)
    return [_measured(count, period) for count, period in zip(counts, periods, strict=True)]


def by_channel(view: View, period: Period) -> Mapping[str, Measured]:
    """Per channel; the parts add up to the whole."""
    (counts,) = counts_by_channel(view, [period], WRITTEN)
    names = channel_names(view)
    return {names[code]: _measured(n, period, code) for code, n in counts.items()}


def _measured(count: int, period: Period, channel: int | None = None) -> Measured:
    evidence = EntryQuery(period, WRITTEN, channel=channel)
    return Measured(float(count), count, interval=poisson(count), evidence=evidence)


METRIC = Metric(
    name="messages",
    title="消息",
    title_en="Messages",
    meaning="成员自己写的消息和投票有多少条；转发、撤回的、机器人和工作人员的不算。",
    meaning_en="Messages and polls that members wrote; reposts, retracted ones, bots and staff are left out.",
    unit=Unit.MESSAGES,
    good=Good.NEITHER,
    kinds=ORIGINAL,
    needs=(frozenset({Sight.MESSAGES}),),
    source="成员发的消息，撤回的除外。消息一阵一阵地来，所以按拟泊松（quasi-Poisson）检验。",
    source_en="Posts by members, deleted ones left out. Messages come in bursts: the test is quasi-Poisson.",
    trial=Trial.BURSTY,
    measure=measure,
    edges="没有作者的消息（来源没写是谁）也算；一条被改过还是一条，撤回的不算。没人说话是0，没有导入记录是未知。",
    edges_en=(
        "Messages whose author the source doesn't tell count too; an edited one is one, a retracted one none. Silence"
        " is 0, days no export tells of are unknown."
    ),
    splits={"channel": by_channel},
    cuts=EVERY_CUT,
)
