"""The six sections of the sample report: 模拟数据, with every kind of block."""

from datetime import date

from sample_charts import sample_hours, sample_topics
from sample_figures import sample_entry, sample_figures, sample_questions
from sample_tiles import sample_causes
from sample_words import Chooser

from juluo.chart.spec import Tone
from juluo.report.daily import (
    Chart,
    Figures,
    Heading,
    NeedRow,
    NeedRows,
    Pairs,
    Paragraph,
    Quotes,
    Section,
    Span,
    Step,
    Steps,
    Table,
    ToWrite,
)


def sample_sections(say: Chooser) -> tuple[Section, ...]:
    return tuple(section(say) for section in (_community, _activity, _events, _feedback, _analysis, _tomorrow))


def _community(say: Chooser) -> Section:
    return Section(
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
    )


def _activity(say: Chooser) -> Section:
    said = (Span(say("晚上的人多了，答的人没多。", "More came in the evening; no more were there to answer. ")),)
    only = (
        *said,
        Span(say("21点后18个提问", "After 21:00, 18 questions")),
        Span(say("只有周野一人在答。", " had one person answering, 周野.")),
    )
    return Section(
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
                sample_figures(say),
            ),
            Heading(say("要改的", "What to improve")),
            Paragraph(only, sample_questions(say)),
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
    )


def _events(say: Chooser) -> Section:
    return Section(
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
    )


def _feedback(say: Chooser) -> Section:
    return Section(
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
                    sample_entry(
                        31,
                        "22:08",
                        "何田田",
                        say("一群", "Group 1"),
                        "手机端子表一行放不下五列，\n只能横着滑吗？",
                        say("等了9小时52分", "waiting 9 h 52 min"),
                    ),
                    sample_entry(
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
            _open_feedback(say),
            _needed(say),
        ),
        (
            (
                Span(say("回音率", "Told back"), strong=True),
                Span(say("　74%（57～86%），近28天31条。", " 74 % (57 to 86 %), 31 in 28 days.")),
            ),
        ),
    )


def _needed(say: Chooser) -> NeedRows:
    facts = (
        Span(say("7人", "7 people"), strong=True),
        Span(say(" · 故障 · 之前每期2.1，", " · problem · 2.1 before, ")),
    )
    quote = sample_entry(33, "21:07", "罗一", say("论坛", "Forum"), "导出Excel中文乱码，有人遇到吗", "导出的表打不开")
    row = NeedRow("n7", "导出乱码", (*facts, Span(say("明显上升", "clearly up"))), quote, say("已计划", "Planned"))
    return NeedRows(date(2026, 11, 9), date(2026, 11, 15), (row, NeedRow("", "新版菜单", facts[:1])))


def _open_feedback(say: Chooser) -> Table:
    return Table(
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
    )


def _analysis(say: Chooser) -> Section:
    return Section(
        say("五", "5"),
        "analysis",
        say("数据分析与总结", "Analysis and summary"),
        (
            Heading(say("人在哪里说话", "Where people talk")),
            Chart(sample_topics(say), say("灰条没有明显变化。", "Grey bars: no clear change.")),
            Chart(sample_causes(say)),
            Heading(say("什么时候说话", "When people talk")),
            Chart(
                sample_hours(say), say("颜色越重越多，×是没取到。近28天。", "Darker is more, × is missing. 28 days.")
            ),
            Heading(say("优点与不足", "What went well and what did not")),
            ToWrite(say("昨天做得好的、做得不够的，各一句。", "One sentence each.")),
        ),
        (
            (
                Span(say("首答", "First answer"), strong=True),
                Span(say("　38分钟，差13", " 38 min, 13 short"), Tone.BAD),
            ),
        ),
    )


def _tomorrow(say: Chooser) -> Section:
    return Section(
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
    )
