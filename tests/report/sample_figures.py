"""Figures of the sample report and the messages behind them: 模拟数据."""

from datetime import date

from sample_charts import sparkline
from sample_words import Chooser

from juluo.chart.spec import Tone
from juluo.report.daily import EntryLine, FigureRow, Fold, Span

BIG_ID = 2**63 - 25


def sample_figures(say: Chooser) -> tuple[FigureRow, ...]:
    return tuple(row(say) for row in (_members, _joined, _spoke, _answered, _flags, _satisfaction))


def sample_entry(
    at: int, when: str, who: str, channel: str, words: str, note: str = "", *, new: bool = False
) -> EntryLine:
    return EntryLine(BIG_ID + at, when, who, channel, words, note, new)


def sample_questions(say: Chooser) -> Fold:
    room = say("答疑群", "Q&A")
    shown = (
        sample_entry(
            1,
            "21:12",
            "沈知秋",
            room,
            "按部门过滤以后，导出还是能看到全部，这个算缺陷吗？",
            say("等了6分钟", "waited 6 min"),
        ),
        sample_entry(
            2, "21:26", "阿木", room, "审批流里能不能让直属上级自动带出来？", say("等了1小时12分", "waited 1 h 12 min")
        ),
        sample_entry(
            3,
            "21:41",
            "Marek",
            room,
            "Is row-level permission on the roadmap? We share one table across three teams.",
            say("等了2小时03分", "waited 2 h 03 min"),
            new=True,
        ),
        sample_entry(
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


def _members(say: Chooser) -> FigureRow:
    return FigureRow(
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
    )


def _joined(say: Chooser) -> FigureRow:
    flat = sparkline(Tone.NONE, 226, say("退群，28天，昨天7", "Left, 28 days, yesterday 7"))
    return FigureRow(
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
    )


def _spoke(say: Chooser) -> FigureRow:
    spoke = Fold(
        "active_members",
        say("看这296人的第一句话", "See the first words of these 296 people"),
        296,
        (
            sample_entry(21, "08:02", "白露", say("一群", "Group 1"), "早。昨天的导出问题有结论了吗？"),
            sample_entry(22, "08:05", "周野", say("一群", "Group 1"), "有，今天发版。"),
        ),
        say("还有294人", "294 more"),
        (BIG_ID + 21, BIG_ID + 22),
    )
    up = sparkline(Tone.GOOD, 296, say("发言人数，28天，昨天296", "Members who spoke, 28 days, yesterday 296"))
    return FigureRow(
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
    )


def _answered(say: Chooser) -> FigureRow:
    slow = sparkline(
        Tone.BAD, 300, say("首答时间，28天，昨天38分钟", "Time to first answer, 28 days, yesterday 38 min")
    )
    return FigureRow(
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
        fold=sample_questions(say),
    )


def _flags(say: Chooser) -> FigureRow:
    return FigureRow(
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
    )


def _satisfaction(say: Chooser) -> FigureRow:
    return FigureRow(
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
    )
