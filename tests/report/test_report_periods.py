"""Reports of any period: a week, a month, days that are known in part or not at all."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from report_words import LAST, NOW, composed, figure, lead, own_words, parts, said, section, steps

from juluo.intake.take_in import Wish, take_in
from juluo.ledger.period import Grain, Period
from juluo.report.compose import compose
from juluo.report.daily import Chart, FigureRow, Fold, Heading, Table
from juluo.report.render.html import report_html
from juluo.report.render.json import report_json
from juluo.report.render.markdown import report_markdown
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

KEYS = ["community", "activity", "events", "feedback", "analysis", "plan"]


@pytest.fixture(scope="module")
def half_day(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    """The last weeks of the community, exported in the middle of its last day."""
    home = tmp_path_factory.mktemp("half")
    rows = (demo_home / "files" / "demo" / "qinghe.jsonl").read_text(encoding="utf-8").splitlines()
    kept = [row for row in rows if "2026-11-02" <= json.loads(row)["ts"] < "2026-11-19T12:00"]
    export = home / "qinghe.jsonl"
    export.write_text("\n".join([rows[0].replace("2026-07-23", "2026-11-02"), *kept]), encoding="utf-8")
    store = EmbeddedStore(home)
    take_in(store, "half", [export], Wish(timezone="Asia/Shanghai"))
    found = store.community("half")
    assert found is not None
    view = store.view(found)
    yield view
    view.close()
    store.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("grain", list(Grain))
@pytest.mark.parametrize("day", [LAST, date(2026, 7, 23), date(2026, 7, 1), date(2026, 11, 20), date(2027, 3, 1)])
def test_every_period_has_its_six_sections(demo_view: View, day: date, grain: Grain, lang: str) -> None:
    report = composed(demo_view, day, grain, lang)
    assert [one.key for one in report.sections] == KEYS
    assert all(one.blocks for one in report.sections)
    assert all(words.count("{") == 0 for words in own_words(report))
    for render in (report_markdown, report_html, report_json):
        assert render(report)


def test_a_report_is_the_same_whenever_it_is_made(demo_view: View) -> None:
    early = compose(demo_view, Period(LAST, LAST), Grain.DAY, "zh", NOW)
    late = compose(demo_view, Period(LAST, LAST), Grain.DAY, "zh", datetime(2027, 1, 5, 3, tzinfo=UTC))
    without = [report_markdown(report).rsplit("\n\n", 1)[0] for report in (early, late)]
    assert without[0] == without[1]
    assert report_html(early) == report_html(compose(demo_view, Period(LAST, LAST), Grain.DAY, "zh", NOW))


def test_a_week_is_named_and_compared_as_a_week(demo_view: View) -> None:
    report = composed(demo_view, date(2026, 11, 12), Grain.WEEK)
    assert (report.title, report.dateline) == ("运营周报", "2026年11月9日～15日")
    assert "（前一周" in lead(report)[0]
    assert report.spark is None
    assert section(report, "plan").title == "下周计划"
    assert "下周结束时" in steps(report)[0].check


def test_a_week_is_not_told_twice(demo_view: View) -> None:
    week = list(own_words(section(composed(demo_view, date(2026, 11, 12), Grain.WEEK), "activity")))
    assert "近7天发言成员" not in week
    assert "近28天发言成员" in week


def test_a_month_counts_its_own_questions(demo_view: View) -> None:
    report = composed(demo_view, date(2026, 10, 15), Grain.MONTH)
    told = " ".join(own_words(section(report, "feedback")))
    assert "当月还有" in told
    assert "近7天" not in told
    assert section(report, "plan").title == "下月计划"


def test_the_first_day_has_nothing_to_compare_with(demo_view: View) -> None:
    report = composed(demo_view, date(2026, 7, 23))
    assert lead(report)[0].endswith("人发言，没有可比的日子。")
    assert "不比较" not in lead(report)[1]
    rows = list(parts(report, FigureRow))
    assert {row.same_weekday for row in rows} == {"—"}
    assert not [row.name for row in rows if row.verdict.words.startswith(("↑", "↓"))]


@pytest.mark.parametrize("day", [date(2026, 7, 22), date(2026, 11, 20)])
def test_a_day_that_nothing_is_known_of(demo_view: View, day: date) -> None:
    report = composed(demo_view, day)
    assert [said(line) for line in report.notices] == ["这段时间没有导入任何记录，下面的数字都是未知。"]
    assert lead(report) == ("没有记录，看不出来。", "没有记录，看不出来。")
    assert {figure(report, name).value for name in ("active_members", "messages", "questions_asked")} == {"未知"}
    assert report.plan is None
    assert steps(report) == []
    assert "这段时间没有记录，提不出建议。" in list(own_words(section(report, "plan")))


def test_a_day_that_is_not_over_is_not_compared(half_day: View) -> None:
    report = composed(half_day)
    assert [said(line) for line in report.notices] == ["记录只到11月19日 11:59，这段时间还不完整，不和以前比较。"]
    assert lead(report)[0].endswith("人发言，没有可比的日子。")
    assert figure(report, "active_members").verdict.words == "还没过完，不比较"
    assert figure(report, "active_members").change == "—"


def test_newcomers_are_not_told_apart_where_the_export_starts_midway(half_day: View) -> None:
    told = list(own_words(section(composed(half_day, date(2026, 11, 12)), "activity")))
    assert any("记录不满30天，分不清" in words for words in told)
    assert figure(composed(half_day), "newcomers_answered").value == "未知"


def test_the_window_figures_say_why_they_are_unknown(half_day: View) -> None:
    row = figure(composed(half_day), "active_members_28d")
    assert row.value == "未知"
    assert row.meaning.endswith("（记录不足28天）")


def test_folds_count_what_is_behind_the_number(demo_view: View) -> None:
    report = composed(demo_view, with_ids=True)
    folds = [fold for fold in parts(report, Fold) if fold.key != "waiting"]
    assert [fold.key for fold in folds if fold.count != len(fold.entry_ids)] == []
    assert [fold.key for fold in folds if len(fold.shown) != min(fold.count, 20)] == []
    assert [fold.key for fold in folds if bool(fold.more) != (fold.count > 20)] == []
    behind = figure(report, "messages").fold
    assert behind is not None
    assert behind.count == figure(report, "messages").reading["value"]


def test_the_sections_hold_charts_and_tables(demo_view: View) -> None:
    report = composed(demo_view)
    headings = [block.words for block in section(report, "analysis").blocks if isinstance(block, Heading)]
    assert headings == [
        *("各频道的消息", "聊得最热的话题", "谁在说", "新人留下来没有", "谁可能不再来了"),
        *("什么时候最忙", "优点与不足"),
    ]
    assert len(list(parts(section(report, "analysis"), Table))) == 4
    told = [chart.caption for chart in parts(report, Chart)]
    # Who is blamed on a channel is counted once, who spoke in a channel is counted in each.
    assert len(told) == 3
    assert told[0] == "一人只算一次：在哪里说得最多，就算在哪里。"
    assert told[1].startswith("同一个人在两个频道说话会算两次")
