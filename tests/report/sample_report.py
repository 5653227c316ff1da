"""A report with every kind of block, in Chinese and English. 模拟数据: nobody in it exists."""

from datetime import UTC, date, datetime

from juluo.chart.spec import Bar, Bars, HeatMap, Quarter, SettlementPlan, Sparkline, Square, Tone
from juluo.report.daily import (
    Chart,
    EntryLine,
    FigureRow,
    Figures,
    Fold,
    Heading,
    Pairs,
    Paragraph,
    Quotes,
    Report,
    Section,
    Span,
    Step,
    Steps,
    Table,
    ToWrite,
)

BIG_ID = 2**63 - 25

_WEEK = (221, 152, 147, 236, 248, 255, 231)


def sample_report(lang: str = "zh") -> Report:
    return _report(_Chooser(lang))


class _Chooser:
    """Picks the Chinese or the English of a pair."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def __call__(self, chinese: str, english: str) -> str:
        return english if self.lang == "en" else chinese


def sample_plan(say: _Chooser | None = None, people: tuple[int, ...] = (121, 63, 45, 40, 27)) -> SettlementPlan:
    say = say or _Chooser("zh")
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


def _entry(at: int, when: str, who: str, channel: str, words: str, note: str = "", *, new: bool = False) -> EntryLine:
    return EntryLine(BIG_ID + at, when, who, channel, words, note, new)


def _questions(say: _Chooser) -> Fold:
    room = say("答疑群", "Q&A")
    shown = (
        _entry(
            1,
            "21:12",
            "沈知秋",
            room,
            "按部门过滤以后，导出还是能看到全部，这个算缺陷吗？",
            say("等了6分钟", "waited 6 min"),
        ),
        _entry(
            2, "21:26", "阿木", room, "审批流里能不能让直属上级自动带出来？", say("等了1小时12分", "waited 1 h 12 min")
        ),
        _entry(
            3,
            "21:41",
            "Marek",
            room,
            "Is row-level permission on the roadmap? We share one table across three teams.",
            say("等了2小时03分", "waited 2 h 03 min"),
            new=True,
        ),
        _entry(
            4,
            "22:08",
            "何田田",
            say("一群", "Group 1"),
            "手机端子表一行放不下五列，只能横着滑吗？",
            say("还没人答", "no answer yet"),
        ),
    )
    return Fold(
        "questions",
        say("看这18个提问", "See these 18 questions"),
        18,
        shown,
        say("还有14个", "14 more"),
        tuple(BIG_ID + at for at in range(1, 19)),
    )


def _figure_rows(say: _Chooser) -> tuple[FigureRow, ...]:
    spoke = Fold(
        "active_members",
        say("看这296人的第一句话", "See the first words of these 296 people"),
        296,
        (
            _entry(21, "08:02", "白露", say("一群", "Group 1"), "早。昨天的导出问题有结论了吗？"),
            _entry(22, "08:05", "周野", say("一群", "Group 1"), "有，今天发版。"),
        ),
        say("还有294人", "294 more"),
        (BIG_ID + 21, BIG_ID + 22),
    )
    up = sparkline(Tone.GOOD, 296, say("发言人数，28天，昨天296", "Members who spoke, 28 days, yesterday 296"))
    slow = sparkline(
        Tone.BAD, 300, say("首答时间，28天，昨天38分钟", "Time to first answer, 28 days, yesterday 38 min")
    )
    flat = sparkline(Tone.NONE, 226, say("退群，28天，昨天7", "Left, 28 days, yesterday 7"))
    return (
        FigureRow(
            name=say("成员总数", "Members"),
            meaning=say("一天结束时在社区里的人。", "People in the community at the end of the day."),
            value="3,482",
            same_weekday="3,401",
            mean4="—",
            change="+81",
            interval="",
            verdict=Span(say("只作记录", "Recorded only"), Tone.NONE),
            n="",
            reading={"metric": "members", "value": 3482},
        ),
        FigureRow(
            name=say("入群", "Joined"),
            meaning=say("这一天进来的人。", "People who came in on the day."),
            value="31",
            same_weekday="18",
            mean4="19.5",
            change="+13",
            interval=say("−1～+27", "−1 to +27"),
            verdict=Span(say("↑ 可能上升", "↑ Perhaps up"), Tone.MAYBE),
            n="",
            reading={"metric": "joined", "value": 31, "interval": (21.1, 44.0)},
            spark=flat,
        ),
        FigureRow(
            name=say("发言成员", "Members who spoke"),
            meaning=say(
                "这一天至少说过一句话的人，机器人不算。", "People with at least one message that day, bots left out."
            ),
            value="296",
            same_weekday="221",
            mean4="221",
            change="+75",
            interval=say("+30～+120", "+30 to +120"),
            verdict=Span(say("↑ 明显上升", "↑ Clearly up"), Tone.GOOD),
            n=say("3,482人里", "of 3,482"),
            reading={"metric": "active_members", "value": 296, "from": date(2026, 11, 19)},
            spark=up,
            fold=spoke,
        ),
        FigureRow(
            name=say("首答时间，中位数", "Time to first answer, median"),
            meaning=say(
                "一半提问等得比这更久；没答的按还在等算。",
                "Half the questions waited longer; open ones count as waiting.",
            ),
            value=say("38分钟", "38 min"),
            same_weekday=say("21分钟", "21 min"),
            mean4=say("22分钟", "22 min"),
            change=say("+17分钟", "+17 min"),
            interval=say("+4～+31", "+4 to +31"),
            verdict=Span(say("↑ 明显变慢", "↑ Clearly slower"), Tone.BAD),
            n=say("64个提问", "64 questions"),
            reading={"metric": "time_to_first_response", "value": 38.0, "spread": float("nan")},
            spark=slow,
            fold=_questions(say),
        ),
        FigureRow(
            name=say("举报", "Flags"),
            meaning=say("成员点了举报的消息。", "Messages that members flagged."),
            value="5",
            same_weekday="3",
            mean4="3.5",
            change="+2",
            interval=say("−3～+8", "−3 to +8"),
            verdict=Span(say("数据太少", "Too few to tell"), Tone.FEW),
            n="",
            reading={"metric": "flags", "value": 5},
        ),
        FigureRow(
            name=say("满意度", "Satisfaction"),
            meaning=say("近28天打分的人里，打4分以上的比例。", "Share of scores of 4 and more in 28 days."),
            value="—",
            same_weekday="—",
            mean4="—",
            change=say("没有打分来源", "no scores collected"),
            interval="",
            verdict=Span(say("未知", "Unknown"), Tone.NONE),
            n="",
            reading={"metric": "satisfaction", "value": None},
        ),
    )


def _topics(say: _Chooser) -> Bars:
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


def _hours(say: _Chooser) -> HeatMap:
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


def _sections(say: _Chooser) -> tuple[Section, ...]:
    said = (Span(say("晚上的人多了，答的人没多。", "More came in the evening; no more were there to answer. ")),)
    only = (
        *said,
        Span(say("21点后18个提问", "After 21:00, 18 questions")),
        Span(say("只有周野一人在答。", " had one person answering, 周野.")),
    )
    return (
        Section(
            say("一", "1"),
            "community",
            say("日期与社群", "Date and community"),
            (
                Pairs(
                    (
                        (
                            say("定位", "Positioning"),
                            (
                                Span(
                                    say(
                                        "青禾是开源低代码工具，这里是用户互助社区。",
                                        "Qinghe is an open-source low-code tool; users help each other here.",
                                    )
                                ),
                            ),
                        ),
                        (
                            say("服务谁", "Audience"),
                            (
                                Span(
                                    say(
                                        "自己动手搭系统的中小团队：行政、财务、小厂的IT。",
                                        "Small teams who build their own systems.",
                                    )
                                ),
                            ),
                        ),
                        (
                            say("读了哪里", "Read from"),
                            (Span(say("微信群3个，答疑群1个，论坛1个。", "Three groups, one Q&A room, one forum.")),),
                        ),
                    )
                ),
                ToWrite(say("本季的运营方向是什么？", "What is the direction of this quarter?")),
            ),
            ((Span(say("值班", "On duty"), strong=True), Span(say("　林晚", " 林晚"))),),
        ),
        Section(
            say("二", "2"),
            "activity",
            say("用户数与活跃度", "Members and activity"),
            (
                Paragraph((Span(say("昨天进来31人，走了7人，净增24人。", "31 joined, 7 left, 24 more in all.")),)),
                Figures(
                    (
                        say("指标", "Metric"),
                        say("昨天", "Yesterday"),
                        say("上周四", "Last Thu"),
                        say("前4个周四", "4 Thursdays"),
                        say("变化（95%区间）", "Change (95 % interval)"),
                        say("判断", "Verdict"),
                    ),
                    _figure_rows(say),
                ),
                Heading(say("要改的", "What to improve")),
                Paragraph(only, _questions(say)),
                ToWrite(say("值班表怎么排，晚上谁来答？", "Who answers in the evenings?")),
            ),
            (
                (
                    Span(
                        say(
                            "“明显”：95%区间不含0，且8项一起校正过。“可能”：只过了80%。",
                            "“Clearly”: the 95 % interval excludes 0, corrected over all eight.",
                        )
                    ),
                ),
            ),
        ),
        Section(
            say("三", "3"),
            "events",
            say("活动策划与执行", "Events"),
            (
                ToWrite(
                    say(
                        "昨天办了什么活动？形式、时间、到场、你的复盘。",
                        "What was held yesterday? Form, time, attendance, your reflection.",
                    )
                ),
            ),
        ),
        Section(
            say("四", "4"),
            "feedback",
            say("用户反馈与沟通", "Feedback and replies"),
            (
                Paragraph(
                    (
                        Span(
                            say(
                                "还在等回答的提问，等得最久的在前（提问是推测的）。",
                                "Questions still waiting, longest first (found by a rule).",
                            )
                        ),
                    )
                ),
                Quotes(
                    (
                        _entry(
                            31,
                            "22:08",
                            "何田田",
                            say("一群", "Group 1"),
                            "手机端子表一行放不下五列，\n只能横着滑吗？",
                            say("等了9小时52分", "waiting 9 h 52 min"),
                        ),
                        _entry(
                            32,
                            "23:40",
                            "罗一",
                            say("论坛", "Forum"),
                            "导出Excel中文乱码，有人遇到吗",
                            say("等了8小时20分", "waiting 8 h 20 min"),
                            new=True,
                        ),
                    )
                ),
                Table(
                    (
                        say("编号", "No."),
                        say("说了什么", "What was said"),
                        say("谁提的", "Who"),
                        say("到哪一步", "Where it stands"),
                        say("天", "Days"),
                    ),
                    (
                        (
                            "218",
                            say("按部门过滤后，导出仍是全部", "Export ignores the department filter"),
                            "沈知秋",
                            say("已修，已告诉本人", "Fixed, told"),
                            "1",
                        ),
                        (
                            "209",
                            say("导出Excel中文乱码", "Garbled Chinese in Excel"),
                            "罗一",
                            say("9天没回", "9 days without answer"),
                            "9",
                        ),
                    ),
                    numeric=(4,),
                    caption=say("挂着的反馈，共8条", "Open feedback, 8 in all"),
                ),
            ),
            (
                (
                    Span(say("回音率", "Told back"), strong=True),
                    Span(say("　74%（57～86%），近28天31条。", " 74 % (57 to 86 %), 31 in 28 days.")),
                ),
            ),
        ),
        Section(
            say("五", "5"),
            "analysis",
            say("数据分析与总结", "Analysis and summary"),
            (
                Heading(say("人在哪里说话", "Where people talk")),
                Chart(_topics(say), say("灰条没有明显变化。", "Grey bars: no clear change.")),
                Heading(say("什么时候说话", "When people talk")),
                Chart(_hours(say), say("越深越多，×是没取到。近28天。", "Darker is more, × is missing. 28 days.")),
                Heading(say("优点与不足", "What went well and what did not")),
                ToWrite(say("昨天做得好的、做得不够的，各一句。", "One sentence each.")),
            ),
            (
                (
                    Span(say("首答", "First answer"), strong=True),
                    Span(say("　38分钟，差13", " 38 min, 13 short"), Tone.BAD),
                ),
            ),
        ),
        Section(
            say("六", "6"),
            "tomorrow",
            say("明日计划", "Tomorrow"),
            (
                Steps(
                    (
                        Step(
                            say("晚上加一个人值班，21点到23点。", "One more on duty from 21 to 23."),
                            say("昨晚18个提问只有1人答。", "18 questions, one person answering."),
                            say("首答≤25分钟。", "First answer ≤ 25 min."),
                        ),
                        Step(say("给209号一个答复。", "Answer No. 209."), say("9天没回。", "9 days without answer.")),
                    )
                ),
                ToWrite(say("明天还要做什么？", "What else tomorrow?")),
            ),
        ),
    )


def _report(say: _Chooser) -> Report:
    return Report(
        community=say("青禾社区", "Qinghe community"),
        slug="qinghe",
        title=say("运营日报", "Daily operations report"),
        dateline=say("2026年11月19日　星期四", "Thursday, 19 November 2026"),
        lang="en" if say.lang == "en" else "zh",
        grain="day",
        first=date(2026, 11, 19),
        last=date(2026, 11, 19),
        made_at=datetime(2026, 11, 19, 22, 31, tzinfo=UTC),
        ledger_version=42,
        simulated=True,
        lead=(
            (
                say("活跃", "Active"),
                (
                    Span(say("296人发言，", "296 people spoke, ")),
                    Span(say("明显上升", "clearly up"), Tone.GOOD, strong=True),
                    Span(say("，比上周四多75人（+30～+120）。", ", 75 more than last Thursday (+30 to +120).")),
                ),
            ),
            (
                say("满意", "Satisfied"),
                (
                    Span(say("一半提问要等38分钟以上，", "Half the questions wait more than 38 min, ")),
                    Span(say("明显变慢", "clearly slower"), Tone.BAD, strong=True),
                    Span(say("，还有2个没人答。", "; 2 have no answer yet.")),
                ),
            ),
        ),
        sections=_sections(say),
        footer=(
            (Span(say("账本第42版，2026-11-20 06:31做成。", "Ledger version 42, made 2026-11-20 06:31.")),),
            (Span(say("数据再变，也能照当时的样子重做。", "It can be made again as it was known then.")),),
        ),
        plan=sample_plan(say),
        notices=(
            (
                Span(say("暂不比较", "Not compared"), strong=True),
                Span(say("：QQ备用群11月16日起没取到。", ": the QQ room is missing since 16 Nov.")),
            ),
        ),
        spark=sparkline(
            Tone.GOOD, 296, say("发言成员28天，昨天296人，高于预期", "Members who spoke, 28 days, above the ordinary")
        ),
        spark_caption=say(
            "发言成员，28天。灰带是预期范围196～252，空心圈是上周四，×是没取到。",
            "Members who spoke, 28 days. Grey: ordinary range 196 to 252; ring: last Thursday; ×: missing.",
        ),
    )
