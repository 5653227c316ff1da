"""Charts of the sample report: 模拟数据."""

from sample_words import Chooser

from juluo.chart.spec import Bar, Bars, HeatMap, Quarter, SettlementPlan, Sparkline, Square, Tone

_WEEK = (221, 152, 147, 236, 248, 255, 231)


def sample_plan(say: Chooser | None = None, people: tuple[int, ...] = (121, 63, 45, 40, 27)) -> SettlementPlan:
    say = say or Chooser("zh")
    names = [
        say("答疑群", "Q&A"),
        say("一群", "Group 1"),
        say("三群", "Group 3"),
        say("二群", "Group 2"),
        say("论坛", "Forum"),
    ]
    quarters = tuple(
        Quarter(names[at] if at < len(names) else f"{say('频道', 'Room')}{at + 1}", count, town(at, count))
        for at, count in enumerate(people)
    )
    label = say(
        f"聚落图：一格一位发言的人，共{sum(people)}人，按频道聚在一起",
        f"Settlement plan: one square is one person who spoke, {sum(people)} in all, gathered by channel",
    )
    return SettlementPlan(quarters, label, rest_name=say("其余", "Others"))


def town(channel: int, count: int) -> tuple[Square, ...]:
    """People with seats like the real ones: 64-bit numbers without order."""
    return tuple(
        Square(
            weight=3 if at * 5 < count else 2 if at * 3 < count * 2 else 1,
            new=at % 17 == 11,
            seat=(at + 1 + channel * 10_007) * 0x9E3779B97F4A7C15 % 2**64,
        )
        for at in range(count)
    )


def sparkline(tone: Tone, last: float, label: str) -> Sparkline:
    values = tuple(float(_WEEK[day % 7] + (day * 37) % 19 - 9) for day in range(27))
    values = (*values[:9], None, *values[10:], last)
    band = tuple((_WEEK[day % 7] - 28.0, _WEEK[day % 7] + 28.0) for day in range(28))
    return Sparkline(values, band, ring=20, whisker=(last - 22, last + 22), tone=tone, label=label)


def sample_topics(say: Chooser) -> Bars:
    return Bars(
        head=(say("频道", "Channel"), say("消息", "Messages"), say("上周四", "Last Thu")),
        rows=(
            Bar(say("答疑群", "Q&A"), 812, "812", "496", Tone.GOOD),
            Bar(say("一群", "Group 1"), 403, "403", "388"),
            Bar(
                say("低代码表单与审批流深度交流第二群", "Forms and approval flows, advanced users only"),
                271,
                "271",
                "264",
            ),
            Bar(say("二群", "Group 2"), 97, "97", "231", Tone.BAD),
            Bar(say("备用群", "Spare room"), 0, "0", "11", Tone.FEW),
        ),
        label=say("各频道消息：答疑群812条最多，二群从231条掉到97条", "Messages by channel: Q&A leads with 812"),
    )


def sample_hours(say: Chooser) -> HeatMap:
    days = say("周一 周二 周三 周四 周五 周六 周日", "Mon Tue Wed Thu Fri Sat Sun").split()
    cells: list[tuple[float | None, ...]] = []
    for day in range(7):
        row: list[float | None] = []
        for hour in range(24):
            evening = 30 if 19 <= hour <= 22 else 0
            row.append(float(max(0, 24 - abs(hour - 14) * 3 + evening + (day * 7 + hour * 3) % 9 - (hour < 7) * 30)))
        cells.append(tuple(row))
    cells[5] = (*(None for _ in range(6)), *cells[5][6:])
    return HeatMap(
        tuple(days),
        tuple(str(hour) for hour in range(24)),
        tuple(cells),
        say(
            "一周里每小时的消息：晚上8点到10点最多，周六凌晨没有取到",
            "Messages by hour of the week: most from 8 to 10 pm",
        ),
    )
