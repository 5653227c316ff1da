"""Does talk come in bursts: the burstiness of the gaps between messages (Goh and Barabási 2008)."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.activity.trailing import last_days
from juluo.metrics.asking import Tables, ask_entries_once, question
from juluo.metrics.metric import BY_CHANNEL, Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name, Shape
from juluo.store.view import View

WINDOW = 28
# With fewer gaps their spread is not worth telling: B of n gaps can't even exceed (√(n−1) − 1) / (√(n−1) + 1).
FEWEST_GAPS = 30


@dataclass(frozen=True, slots=True)
class Gaps:
    """A day's messages, and the gaps that end with them, in seconds; `first`: the gap before the day's first one."""

    messages: int
    total: float
    squares: float
    first: float


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    windows = last_days(periods, WINDOW)
    whole = Period.over(windows)
    days = {day: Gaps(n, *sums) for day, n, *sums in ask_entries_once(view, gaps_by_day, whole)}
    return [_measured(view, window, days) for window in windows]


@question
def gaps_by_day(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """Members' messages of each day: how many, and the sums of the gaps before them, and of their squares."""
    import ibis  # noqa: PLC0415 - only to write the SQL anew

    words = tables.entries.filter(tables.entries.kind.isin(sorted(ORIGINAL)) & tables.entries.member)
    at = words.select("day", at=words.ts.epoch_seconds(), ts=words.ts)
    in_order = ibis.window(order_by=["ts"])
    gaps = at.mutate(gap=(at["at"] - at["at"].lag().over(in_order)).fill_null(0).cast("float64"))
    return gaps.group_by("day").aggregate(
        n=gaps.count(),
        total=gaps.gap.sum(),
        squares=(gaps.gap * gaps.gap).sum(),
        first=gaps.gap.first(order_by=["ts", ibis.desc("gap")]),
    )


def burstiness(gaps: int, total: float, squares: float) -> float | None:
    """(σ−μ)/(σ+μ) of so many gaps; None where all are 0."""
    if not gaps or not total:
        return None
    mean = total / gaps
    deviation = math.sqrt(max(0.0, squares / gaps - mean * mean))
    return (deviation - mean) / (deviation + mean)


def _measured(view: View, window: Period, days: Mapping[date, Gaps]) -> Measured:
    if not view.coverage.holds(window):
        return Measured(reason="记录不足28天")
    here = [days[day] for day in window.days if day in days]
    messages = sum(day.messages for day in here)
    if messages <= FEWEST_GAPS:
        return Measured(reason="28天里的消息不到31条，看不出松紧", n=messages)
    # The first message's gap began before the window.
    first = here[0].first
    total = math.fsum(day.total for day in here) - first
    squares = math.fsum(day.squares for day in here) - first * first
    value = burstiness(messages - 1, total, squares)
    parts = {"messages": messages, "mean_gap_minutes": total / (messages - 1) / 60}
    reason = "" if value is not None else "消息都在同一刻，没有间隔可量"
    return Measured(value, messages, parts=parts, reason=reason, evidence=EntryQuery(window, tuple(sorted(ORIGINAL))))


METRIC = Metric(
    name="burstiness",
    title="一阵一阵",
    title_en="Burstiness",
    meaning="近28天里，成员的消息是不是一阵一阵地来：-1是间隔全都一样，0是完全随机，接近1是一阵密一阵停。",
    meaning_en="Whether members' messages of 28 days come in bursts: −1 evenly spaced, 0 at random, near 1 in bursts.",
    unit=Unit.NUMBER,
    good=Good.NEITHER,
    kinds=ORIGINAL,
    needs=(frozenset({Sight.MESSAGES}),),
    source="B＝(σ−μ)/(σ+μ)，σ、μ是消息间隔的标准差和平均数（Goh 和 Barabási 2008，EPL 81, 48002）。",
    source_en=(
        "B = (σ−μ)/(σ+μ) of the gaps between messages, σ their standard deviation and μ their mean (Goh and Barabási"
        " 2008, EPL 81, 48002)."
    ),
    parts={
        "messages": Name("消息数", "Messages"),
        "mean_gap_minutes": Name("平均隔多久", "Mean gap", Shape.MINUTES),
    },
    trial=Trial.NONE,
    measure=measure,
    edges=(
        "白天说、夜里停也会把它抬高，所以只和自己比。28天里不到31条消息、记录不足28天时未知。"
        "全社群的消息连成一串量，不分频道；机器人、工作人员和撤回的不算。"
    ),
    edges_en=(
        "Talking by day and sleeping at night raises it too: compare a community with itself only. Unknown with"
        " fewer than 31 messages in 28 days, or less than 28 days on record. All channels are one sequence; bots,"
        " staff and retracted messages are left out."
    ),
    window=WINDOW,
    cuts=BY_CHANNEL,
)
