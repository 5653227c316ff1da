"""A report with every kind of block, in Chinese and English. 模拟数据: nobody in it exists."""

from datetime import UTC, date, datetime

from sample_charts import sample_plan, sparkline
from sample_sections import sample_sections
from sample_tiles import sample_tiles
from sample_words import Chooser

from juluo.chart.spec import Tone
from juluo.report.daily import Report, Span


def sample_report(lang: str = "zh") -> Report:
    say = Chooser(lang)
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
                say("活跃", "Activity"),
                (
                    Span(say("296人发言，", "296 people spoke, ")),
                    Span(say("明显上升", "clearly up"), Tone.GOOD, strong=True),
                    Span(say("，比上周四多75人（+30～+120）。", ", 75 more than last Thursday (+30 to +120).")),
                ),
            ),
            (
                say("满意", "Satisfaction"),
                (
                    Span(say("一半提问要等38分钟以上，", "Half the questions wait more than 38 min, ")),
                    Span(say("明显变慢", "clearly slower"), Tone.BAD, strong=True),
                    Span(say("，还有2个没人答。", "; 2 have no answer yet.")),
                ),
            ),
        ),
        sections=sample_sections(say),
        footer=(
            (Span(say("账本第42版，2026-11-20 06:31做成。", "Ledger version 42, made 2026-11-20 06:31.")),),
            (Span(say("数据再变，也能照当时的样子重做。", "It can be made again as it was known then.")),),
        ),
        plan=sample_plan(say),
        tiles=sample_tiles(say),
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
