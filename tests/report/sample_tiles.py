"""The headlines of the sample report, and a change with its parts: 模拟数据."""

from sample_charts import sparkline
from sample_words import Chooser

from juluo.chart.spec import Bar, CauseBars, Tone
from juluo.report.daily import Span, Tile, TileRow


def sample_tiles(say: Chooser) -> tuple[TileRow, ...]:
    return (
        TileRow(
            say("活跃", "Activity"),
            say("4项里1项明显变化，1项可能", "1 of 4 clearly changed, 1 perhaps"),
            _lively(say),
        ),
        TileRow(say("满意", "Satisfaction"), say("4项里1项明显变化", "1 of 4 clearly changed"), _cared_for(say)),
    )


def _lively(say: Chooser) -> tuple[Tile, ...]:
    return (
        Tile(
            "active_members",
            say("发言成员", "Members who spoke"),
            say("3,482人里", "of 3,482"),
            "296",
            say("人", ""),
            "263～332",
            Span(say("↑ 明显上升", "↑ Clearly up"), Tone.GOOD),
            say("比上周四+75（+30～+120）", "+75 on last Thursday (+30 to +120)"),
            (Span(say("周四夜答疑+52，新人+6", "Thursday's Q&A +52, newcomers +6")),),
            spark=sparkline(Tone.GOOD, 296, say("发言成员28天", "Members who spoke, 28 days")),
            readings=({"metric": "active_members", "value": 296.0},),
        ),
        Tile(
            "quick_ratio",
            say("进出比", "Quick ratio"),
            say("104人次", "104 moves"),
            "1.7",
            "",
            "1.1～2.5",
            Span(say("↑ 可能上升", "↑ Perhaps up"), Tone.MAYBE),
            say("上周四0.95", "0.95 last Thursday"),
            (Span(say("进65（新来17，回来48），沉默39", "65 in (17 new, 48 back), 39 silent")),),
        ),
        Tile(
            "top10_share",
            say("集中度", "Concentration"),
            say("1,842条", "1,842 messages"),
            "46",
            "%",
            "41～51%",
            Span(say("看不出变化", "No clear change"), Tone.NONE),
            say("比上周四+2个点（−5～+9）", "+2 pt on last Thursday (−5 to +9)"),
            (),
        ),
        Tile(
            "newcomers_answered",
            say("新人有人接", "Newcomers answered"),
            say("前7天，3位新人", "7 days, 3 newcomers"),
            "2/3",
            "",
            "",
            Span(say("数据太少", "Too few to tell"), Tone.FEW),
            "",
            (),
        ),
    )


def _cared_for(say: Chooser) -> tuple[Tile, ...]:
    unknown, none = say("未知", "Unknown"), Span(say("未知", "Unknown"), Tone.NONE)
    return (
        Tile(
            "time_to_first_response",
            say("首答时间", "Time to first answer"),
            say("64个提问", "64 questions"),
            "38",
            say("分钟", " min"),
            say("27～52分钟", "27 to 52 min"),
            Span(say("↑ 明显变慢", "↑ Clearly slower"), Tone.BAD),
            say("比上周四+17（+4～+31）", "+17 on last Thursday (+4 to +31)"),
            (Span(say("21点后18问，只有1人值班", "18 asked after 21:00, one helper on duty")),),
            spark=sparkline(Tone.BAD, 238, say("首答时间28天", "Time to first answer, 28 days")),
        ),
        *(
            Tile(key, name, "", unknown, "", "", none, "", (), missing=missing)
            for key, name, missing in (
                (
                    "feedback_told",
                    say("反馈回告", "Told back"),
                    say("登记收到的反馈，这里就有数", "Record feedback and this fills"),
                ),
                ("nps", say("满意度", "Satisfaction"), say("发一次问卷，这里就有数", "Send a survey and this fills")),
                (
                    "friction",
                    say("摩擦", "Friction"),
                    say("登记举报和处理，这里就有数", "Record flags and this fills"),
                ),
            )
        ),
    )


def sample_causes(say: Chooser) -> CauseBars:
    return CauseBars(
        Bar(say("上周四", "Last Thursday"), 221, say("221人", "221")),
        (
            Bar(say("周四夜答疑", "Thursday's Q&A"), 52, "+52", "+31～+73", Tone.GOOD),
            Bar(say("三群转的抽奖预告", "The draw's notice in group 3"), 15, "+15", "−2～+32"),
            Bar(say("二群冷清", "Group 2 quiet"), -9, "−9", "−22～+4"),
            Bar(say("其余", "The rest"), 17, "+17", say("凑齐差额", "makes up the sum")),
        ),
        Bar(say("昨天", "Yesterday"), 296, say("296人", "296")),
        say("从221人到296人的分解", "From 221 to 296, part by part"),
    )
