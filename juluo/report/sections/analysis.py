"""五 数据分析与总结: topics, who carried the talk, when, newcomers and who came back."""

from collections.abc import Mapping
from typing import Any

from juluo.chart.spec import HeatMap
from juluo.ledger.kinds import ORIGINAL
from juluo.metrics.counting import by_account
from juluo.metrics.gatherings import threads
from juluo.report.daily import Block, Chart, Heading, Paragraph, Section, Span, Table, ToWrite
from juluo.report.scene import Scene
from juluo.report.staying import staying_blocks
from juluo.wording.numbers import percent, weekdays, weekdays_short, whole

# With fewer, the busiest hour is chance.
_FEW_MESSAGES = 50
_TOPICS = 6
_SPEAKERS = 5


def section(scene: Scene) -> Section:
    say = scene.say
    blocks: list[Block] = [
        *_channels(scene),
        *_topics(scene),
        *_speakers(scene),
        *staying_blocks(scene),
        *_hours(scene),
        Heading(say("优点与不足")),
        ToWrite(say("值班的人来写：做得好的，和没做好的。"), "strengths"),
    ]
    return Section(say("五"), "analysis", say("数据分析与总结"), tuple(blocks))


def _channels(scene: Scene) -> list[Block]:
    rows = scene.reading("channel_share").measured.rows
    if len(rows) < 2:
        return []
    say = scene.say
    cells = tuple(_channel(row) for row in rows[:10])
    more = say("还有{n}个频道有消息。", n=len(rows) - 10) if len(rows) > 10 else ""
    head = (say("频道"), say("消息数"), say("占比"), say("人数"))
    return [Heading(say("各频道的消息")), Table(head, cells, (1, 2, 3), more)]


def _channel(row: Mapping[str, Any]) -> tuple[str, ...]:
    return row["channel"], whole(row["messages"]), percent(row["share"]), whole(row["people"])


def _topics(scene: Scene) -> list[Block]:
    """The threads with the most people; a thread of one person is nobody's conversation."""
    rows = [one for one in threads(scene.view, scene.period, ORIGINAL)[:_TOPICS] if one.people > 1]
    if not rows:
        return []
    say = scene.say
    titles = scene.view.register.thread_titles(one.code for one in rows)
    cells = tuple(
        (titles.get(one.code, ""), scene.channel(one.channel), whole(one.people), whole(one.messages)) for one in rows
    )
    head = (say("话题"), say("频道"), say("人数"), say("消息数"))
    return [Heading(say("聊得最热的话题")), Table(head, cells, (2, 3))]


def _speakers(scene: Scene) -> list[Block]:
    """Who carried the conversation, and how much of it."""
    said = by_account(scene.view, [scene.period], ORIGINAL)[0]
    if not said:
        return []
    top = sorted(said, key=lambda account: (-said[account], account))[:_SPEAKERS]
    names = scene.view.accounts(top)
    listed = scene.say("、").join(
        scene.say("{name}（{n}条）", name=scene.named(names.get(account)), n=whole(said[account])) for account in top
    )
    share = sum(said[account] for account in top) / sum(said.values())
    words = scene.say("说得最多的{n}位：{listed}，合起来占{share}。", n=len(top), listed=listed, share=percent(share))
    return [Heading(scene.say("谁在说")), Paragraph((Span(words),))]


def _hours(scene: Scene) -> list[Block]:
    rows = scene.reading("hour_of_week").measured.rows
    if (scene.reading("hour_of_week").measured.n or 0) < _FEW_MESSAGES:
        return []
    say = scene.say
    cells = {(r["weekday"], r["hour"]): float(str(r["messages"])) for r in rows}
    busiest = max(cells, key=lambda cell: (cells[cell], cell))
    day = weekdays(scene.lang)[int(str(busiest[0]))]
    label = say("最忙的是{weekday}{hour}点", weekday=day, hour=busiest[1])
    grid = tuple(tuple(cells.get((d, h)) for h in range(24)) for d in range(7))
    spec = HeatMap(weekdays_short(scene.lang), tuple(str(h) for h in range(24)), grid, label)
    weeks = "近28天的消息，按星期和钟点；颜色越重越多。{label}。"
    caption = scene.by_grain(weeks, weeks, "当月的消息，按星期和钟点；颜色越重越多。{label}。", label=label)
    return [Heading(say("什么时候最忙")), Chart(spec, caption)]
