"""What members need stands in a report as it was found before: named or not, as colleagues decided, or not yet."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from juluo.desk.needs.status import Status
from juluo.insights.needs.kept import Found
from juluo.insights.needs.need import Course, Coverage, Need, NeedKind, Needs, Quiet, Quote, Topic
from juluo.ledger.entry import Entry
from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Grain, Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.verdict import Verdict
from juluo.report.compose import compose
from juluo.report.daily import Heading, NeedRow, NeedRows, Paragraph, Report, Table
from juluo.report.desk import Desk, NeedLine, SegmentLine, with_desk
from juluo.report.kept import kept, read_kept
from juluo.report.needed import NeedsKnown, need_blocks, with_needs
from juluo.report.render.chat import report_chat
from juluo.report.render.html import report_html
from juluo.report.render.markdown import report_markdown
from juluo.report.render.pdf import print_html
from juluo.report.render.picture import report_svg
from juluo.report.scene import Scene
from juluo.report.unnamed import Unnamed, hidden, named, names, needs_unnamed, unnamed
from juluo.store.view import View

WEEK = Period(date(2026, 11, 9), date(2026, 11, 15))
NOW = datetime(2026, 11, 20, 1, tzinfo=UTC)
COURSE = Course(4, 1.5, 8, 1.6, None, Verdict.CLEARLY_UP)


@pytest.fixture(scope="module")
def said(demo_view: View) -> list[Entry]:
    """Two longer lines by two members: the one is quoted for a need, the other for a topic."""
    every = demo_view.lines(EntryQuery(WEEK, tuple(sorted(ORIGINAL))))
    longer = {one.account: one for one in every if len(one.text or "") > 12 and one.account is not None}
    return list(longer.values())[:2]


@pytest.fixture(scope="module")
def known(said: list[Entry]) -> NeedsKnown:
    one, other = ((Quote(line.entry_id, line.day, line.text or "", "", line.account),) for line in said)
    need = Need(
        *("n1", (said[0].text or "")[2:8], "", NeedKind.PROBLEM, 4, 5, COURSE, one),
        *(said[0].day, said[0].day, (said[0].entry_id,), (), ("x",), 0.4),
    )
    praise = replace(need, need_id="n2", name="好听", kind=NeedKind.PRAISE)
    day = said[1].day
    topic = Topic((said[1].text or "")[:5], ("y",), 6, 3, COURSE, other, day, day, (said[1].entry_id,))
    needs = Needs(WEEK, (), (need, praise), (topic,), (), Coverage(20, 5, 0, 0, 0), by_people=True)
    return NeedsKnown(WEEK, Found(needs, {}, {}, NOW))


@pytest.fixture(scope="module")
def plain(demo_view: View, known: NeedsKnown) -> Report:
    return compose(demo_view, WEEK, Grain.WEEK, "zh", NOW, known=known)


@pytest.fixture(scope="module")
def bare(demo_view: View, known: NeedsKnown) -> Unnamed:
    return needs_unnamed(demo_view, unnamed(demo_view, WEEK, Grain.WEEK, "zh", NOW), known)


def rows(report: Report) -> list[NeedRow]:
    blocks = (block for section in report.sections for block in section.blocks)
    return [row for block in blocks if isinstance(block, NeedRows) for row in block.rows]


def told(report: Report, heading: str) -> str:
    """The paragraph below a heading of the section on feedback."""
    blocks = next(section.blocks for section in report.sections if section.key == "feedback")
    place = next(at for at, one in enumerate(blocks) if isinstance(one, Heading) and one.words == heading)
    below = blocks[place + 1]
    assert isinstance(below, Paragraph)
    return "".join(span.words for span in below.line)


def test_a_need_is_told_with_people_course_and_a_quote_that_opens(plain: Report, said: list[Entry]) -> None:
    need, topic = rows(plain)
    assert told(plain, "成员需要什么") == "2026年11月9日～15日有1件事至少三个人提，最多的一件有4人提。"
    assert need.name == (said[0].text or "")[2:8]
    assert "".join(span.words for span in need.told) == "4人 · 故障 · 之前每期1.5，明显上升"
    assert need.quote is not None
    assert (need.quote.entry_id, need.quote.day) == (said[0].entry_id, said[0].day)
    assert need.name in need.quote.words
    assert (topic.need_id, "".join(span.words for span in topic.told)) == ("", "6人 · 之前每期1.5，明显上升")


def test_it_stands_in_every_form_and_names_nobody_in_a_group(plain: Report) -> None:
    need = rows(plain)[0]
    assert need.quote is not None
    for form in (report_markdown(plain), report_html(plain), print_html(plain)):
        assert need.name in form
        assert need.quote.who in form
        assert "明显上升" in form
    for form in (report_chat(plain), report_svg(plain)):
        assert "成员需要：" in form
        assert need.name not in form
    assert read_kept(kept(plain)) == plain


def test_what_is_kept_of_a_signed_report_holds_no_name_of_a_need(
    demo_view: View, plain: Report, bare: Unnamed
) -> None:
    content = kept(bare.report)
    for row in rows(plain):
        assert row.quote is not None
        assert row.name not in content
        assert row.quote.words not in content
    assert rows(named(bare.report, names(demo_view, bare, "zh"), "zh")) == rows(plain)
    shown = rows(hidden(bare.report, names(demo_view, bare, "zh"), "zh"))
    assert {row.name for row in shown} == {"［原话不给你的角色看］"}
    assert [row.told for row in shown] == [row.told for row in rows(plain)]


def test_what_nobody_says_any_more_is_said_to_be_gone(demo_view: View, bare: Unnamed) -> None:
    known = names(demo_view, bare, "zh")
    without = replace(known, words={}, profile={})
    assert {row.name for row in rows(named(bare.report, without, "zh"))} == {"［原话已经不在了］"}


def test_it_stands_as_colleagues_decided(plain: Report) -> None:
    decided = NeedLine("n1", "导出乱码", Status.PLANNED, "林晚", "公告频道", date(2026, 11, 14))
    row = rows(with_desk(plain, Desk(needs=(decided,))))[0]
    assert (row.name, row.stands) == ("导出乱码", "已计划 · 由林晚跟 · 11月14日告诉了公告频道")
    assert [row.need_id for row in rows(with_desk(plain, Desk(needs=(replace(decided, away=True),))))] == [""]


def test_what_an_operator_took_over_is_not_told_twice(plain: Report) -> None:
    need = rows(plain)[0]
    assert [row.need_id for row in rows(with_desk(plain, Desk({"told": f"最多人提的：{need.name}（4人）"})))] == [""]


def test_where_nobody_looked_it_says_what_to_do(demo_view: View, known: NeedsKnown) -> None:
    scene = Scene(demo_view, WEEK, Grain.WEEK, "zh", NOW)
    report = compose(demo_view, WEEK, Grain.WEEK, "zh", NOW)
    unknown = with_needs(report, need_blocks(scene, NeedsKnown(WEEK)))
    assert "juluo report demo --needs" in told(unknown, "成员需要什么")
    before = Period(WEEK.first - timedelta(days=5000), WEEK.first - timedelta(days=4994))
    assert "没有记录" in told(with_needs(report, need_blocks(scene, NeedsKnown(before))), "成员需要什么")
    stale = with_needs(report, need_blocks(scene, replace(known, stale=True)))
    assert told(stale, "成员需要什么").endswith("这之后账本变过，还没有重找。")


@pytest.mark.parametrize(
    ("quiet", "words"),
    [
        (Quiet.NOTHING, "2026年11月9日～15日无异常话题。"),
        (Quiet.TOO_FEW, "说不出什么是新话题：这段时间说话的人太少。"),
    ],
)
def test_a_quiet_week_says_so(demo_view: View, known: NeedsKnown, quiet: Quiet, words: str) -> None:
    assert known.found is not None
    needs = replace(known.found.needs, needs=(), topics=(), quiet=quiet)
    silent = replace(known, found=replace(known.found, needs=needs))
    report = compose(demo_view, WEEK, Grain.WEEK, "zh", NOW, known=silent)
    assert told(report, "新冒头的话题") == words
    assert told(report, "成员需要什么") == "2026年11月9日～15日没有三个人以上提同一件事。"


def test_segments_tell_who_came_in_and_went_out(plain: Report) -> None:
    moved = (SegmentLine("常客", 12, WEEK.first, 3, 1, 0), SegmentLine("还不清楚的", None, WEEK.first, 0, 0, 2))
    told_so = with_desk(plain, Desk(segments=moved))
    analysis = next(section.blocks for section in told_so.sections if section.key == "analysis")
    table = next(block for block in analysis if isinstance(block, Table) and block.head[0] == "分群")
    assert table.rows == (("常客", "12", "3", "1", "0"), ("还不清楚的", "未知", "0", "0", "2"))
    assert "和11月9日比" in table.caption
