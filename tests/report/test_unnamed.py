"""A report without names and words is the same report: looked up, it is what it would have been."""

from datetime import UTC, date, datetime

import pytest

from juluo.ledger.period import Grain, Period
from juluo.report.compose import compose
from juluo.report.daily import Quotes, Report
from juluo.report.desk import Desk, Outcome, TaskLine, with_desk
from juluo.report.kept import kept, read_kept
from juluo.report.render.markdown import report_markdown
from juluo.report.unnamed import Unnamed, hidden, named, names, unnamed
from juluo.store.view import View

DAY = Period(date(2026, 11, 19), date(2026, 11, 19))
NOW = datetime(2026, 11, 20, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def bare(demo_view: View) -> Unnamed:
    return unnamed(demo_view, DAY, Grain.DAY, "zh", NOW)


@pytest.fixture(scope="module")
def plain(demo_view: View) -> Report:
    return compose(demo_view, DAY, Grain.DAY, "zh", NOW)


def quoted(report: Report) -> list[tuple[str, str]]:
    return [
        (line.who, line.words)
        for section in report.sections
        for block in section.blocks
        if isinstance(block, Quotes)
        for line in block.lines
    ]


def test_with_names_looked_up_it_is_the_report(demo_view: View, bare: Unnamed, plain: Report) -> None:
    assert named(bare.report, names(demo_view, bare, "zh"), "zh") == plain


def test_what_is_kept_holds_nobody(bare: Unnamed, plain: Report, demo_view: View) -> None:
    content = kept(bare.report)
    assert quoted(plain)
    for who, words in quoted(plain):
        assert who not in content
        assert words not in content
    everybody = demo_view.register.accounts("demo").values()
    assert [one.name for one in everybody if len(one.name) > 1 and one.name in content] == []


def test_what_is_kept_reads_as_the_same_report(bare: Unnamed) -> None:
    again = read_kept(kept(bare.report))
    assert again == bare.report
    assert kept(again) == kept(bare.report)


def test_who_may_not_see_members_sees_the_numbers(demo_view: View, bare: Unnamed, plain: Report) -> None:
    shown = hidden(bare.report, names(demo_view, bare, "zh"), "zh")
    assert [row.tiles for row in shown.tiles] == [row.tiles for row in plain.tiles]
    assert {who for who, _ in quoted(shown)} == {"一位成员"}
    assert not {words for _, words in quoted(plain)} & {words for _, words in quoted(shown)}
    assert "\ue0a0" not in report_markdown(shown)


def test_what_operators_wrote_and_settled_stands_in_its_place(plain: Report) -> None:
    tasks = (
        TaskLine("答完昨天的提问", "林晚", DAY.first, Outcome.DONE),
        TaskLine("改公告", "", DAY.first.replace(day=18), Outcome.OPEN),
        TaskLine("开直播", "林晚", None, Outcome.DROPPED, "没人报名"),
    )
    written = report_markdown(with_desk(plain, Desk({"improve": "# 晚上加一个人值班\n<b>"}, tasks)))
    assert "晚上加一个人值班" in written
    assert "\n# 晚上" not in written
    assert "| 答完昨天的提问 | 林晚 | 11月19日 | 做完了 |" in written
    assert "没做完，过期了" in written
    assert "不做了：没人报名" in written
    assert with_desk(plain, Desk()) is plain
