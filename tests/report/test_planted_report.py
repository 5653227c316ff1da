"""The report finds what was planted in the simulated community, and invents nothing."""

from datetime import date

import pytest
from report_words import LAST, composed, figure, lead, parts, said, section, steps

from juluo.chart.spec import CauseBars, Tone
from juluo.demo.truth import Truth
from juluo.ledger.period import Grain
from juluo.report.daily import EntryLine, Figures, Heading, Paragraph, Quotes, Report, Step, ToWrite
from juluo.store.view import View


@pytest.fixture(scope="module")
def last_day(demo_view: View) -> Report:
    return composed(demo_view)


def proposal(report: Report, words: str) -> Step:
    return next(step for step in steps(report) if words in step.words)


def test_how_many_spoke_and_that_it_is_real(last_day: Report, demo_truth: Truth) -> None:
    last = demo_truth.last
    assert lead(last_day)[0].startswith(
        f"{last.active_members}人发言，明显上升（上周四{last.active_same_weekday}人，前4个周四平均85.5人）。"
    )
    spoke = figure(last_day, "active_members")
    assert (spoke.value, spoke.same_weekday, spoke.verdict.words) == ("137", "79", "↑ 明显上升")
    assert spoke.verdict.tone is Tone.GOOD


def test_the_lead_names_where_they_came(last_day: Report, demo_truth: Truth) -> None:
    """Everybody has one place in it, so that the parts add up to the 58 more."""
    last = demo_truth.last
    assert "比上周四多的，主要来自#答疑（+58）。" in lead(last_day)[0]
    drawn = next(parts(section(last_day, "activity").blocks, CauseBars))
    assert (drawn.start.value, drawn.end.value) == (last.active_same_weekday, last.active_members)
    assert drawn.parts[0].name == "#答疑"
    assert drawn.start.value + sum(bar.value for bar in drawn.parts) == drawn.end.value


def test_the_tiles_say_how_sure_each_number_is(last_day: Report, demo_truth: Truth) -> None:
    lively, satisfied = last_day.tiles
    spoke, ratio, spread, newcomers = lively.tiles
    assert (spoke.value, spoke.verdict.words, spoke.verdict.tone) == ("137", "↑ 明显上升", Tone.GOOD)
    assert spoke.spark is not None
    assert spoke.spark.values[-1] == demo_truth.last.active_members
    assert [span.words for span in spoke.why] == ["和上周四比，#答疑+58"]
    assert newcomers.value == "4/7"
    assert newcomers.change == ""
    assert [tile.missing != "" for tile in (ratio, spread, *satisfied.tiles)] == [False] * 3 + [True] * 3
    assert lively.told == "4项里1项明显变化"


def test_every_headline_that_is_known_has_its_line_and_band(last_day: Report) -> None:
    lively, satisfied = last_day.tiles
    drawn = [tile.spark for tile in (*lively.tiles, satisfied.tiles[0])]
    for spark in drawn:
        assert spark is not None
        assert len(spark.values) == len(spark.band) == 28
        low_high = spark.band[-1]
        assert low_high is not None
        assert 0 <= low_high[0] < low_high[1]
    _, ratio, *_, waits = drawn
    assert ratio is not None
    assert waits is not None
    assert waits.values[-1] == pytest.approx(21.1, abs=0.1)
    assert "平常范围：这一天" in ratio.label


def test_what_was_unusual_is_told_with_its_entries(last_day: Report, demo_truth: Truth) -> None:
    joined = demo_truth.days[demo_truth.last_day].joined
    blocks = section(last_day, "activity").blocks
    at = next(nth for nth, block in enumerate(blocks) if isinstance(block, Heading) and block.words == "不寻常的")
    alarm = blocks[at + 1]
    assert isinstance(alarm, Paragraph)
    assert f"进群{joined}人，比平常多" in said(alarm.line)
    assert alarm.fold is not None
    assert alarm.fold.count == joined


def test_members_and_moves_are_those_of_the_plan(last_day: Report, demo_truth: Truth) -> None:
    day = demo_truth.days[demo_truth.last_day]
    values = [
        figure(last_day, name).reading["value"] for name in ("members", "joined", "left", "net_growth", "messages")
    ]
    assert values == [day.members, day.joined, day.left, day.joined - day.left, day.messages - day.recalled]


def test_those_who_wait_are_shown(last_day: Report, demo_truth: Truth) -> None:
    feedback = section(last_day, "feedback")
    told = next(said(p.line) for p in feedback.blocks if isinstance(p, Paragraph))
    waiting = demo_truth.last.waiting
    assert f"其中{len(waiting)}个是当天问的" in told
    shown = [
        line for line in parts(feedback.blocks, EntryLine) if line.note.startswith("等了") and "月" not in line.when
    ]
    assert {line.words for line in shown} >= {question.text for question in waiting}


def test_the_latest_waits_on_top(last_day: Report, demo_truth: Truth) -> None:
    quotes = next(block for block in section(last_day, "feedback").blocks if isinstance(block, Quotes))
    times = [line.when for line in quotes.lines]
    assert times == sorted(times, reverse=True)
    assert quotes.lines[0].words == demo_truth.last.waiting[-1].text
    assert quotes.lines[0].note == "等了1小时5分"


def test_questions_are_counted_and_called_inferred(last_day: Report, demo_truth: Truth) -> None:
    asked = figure(last_day, "questions_asked")
    assert asked.reading["value"] == demo_truth.days[demo_truth.last_day].questions
    assert asked.name == "提问（推测）"


def test_the_first_proposal_is_to_answer(last_day: Report) -> None:
    first = steps(last_day)[0]
    assert first.words == "先答还在等的提问，别漏了等得最久的。"
    assert first.evidence.startswith("近7天有45个提问没人回应。")
    assert first.check == "明天这时候，没人回应的提问少于45个。"


def test_the_unwelcomed_are_proposed(last_day: Report) -> None:
    assert "7位新人的第一句话，有3位24小时里没人接" in proposal(last_day, "新人").evidence


def test_the_dead_channel_is_proposed(demo_view: View, demo_truth: Truth) -> None:
    dead = demo_truth.dead_channel
    on_time = composed(demo_view, date(2026, 10, 12))
    assert date.fromisoformat(dead.last_message_day) == date(2026, 9, 28)
    assert f"#{dead.channel}两周没人说话" in proposal(on_time, dead.channel).evidence
    a_day_earlier = composed(demo_view, date(2026, 10, 11))
    assert not [step for step in steps(a_day_earlier) if dead.channel in step.words]


@pytest.mark.parametrize(("grain", "when"), [(Grain.DAY, "当天"), (Grain.WEEK, "10月21日"), (Grain.MONTH, "10月21日")])
def test_the_spam_burst_is_proposed(demo_view: View, demo_truth: Truth, grain: Grain, when: str) -> None:
    spam = demo_truth.spam
    evidence = proposal(composed(demo_view, date.fromisoformat(spam.day), grain), "刷屏").evidence
    told = f"{when}，{len(spam.accounts)}个第一次开口的账号发了{len(spam.messages)}条"
    assert evidence.startswith(told)
    assert evidence.endswith("其中6个已被移出。")


def test_an_ordinary_day_has_no_flood(last_day: Report) -> None:
    assert not [step for step in steps(last_day) if "刷屏" in step.words]


def test_no_more_than_three_are_proposed(demo_view: View) -> None:
    assert [len(steps(composed(demo_view, date(2026, 10, day)))) <= 3 for day in (12, 21)] == [True, True]


def test_nothing_is_invented_about_events(last_day: Report) -> None:
    events = section(last_day, "events")
    assert [type(block) for block in events.blocks] == [Paragraph, ToWrite, ToWrite]
    known = next(block for block in events.blocks if isinstance(block, Paragraph))
    assert said(known.line) == "记录里有2条公告、置顶、投票或通话。"
    assert known.fold is not None
    assert known.fold.count == 2


def test_the_quiet_week_is_clearly_down(demo_view: View, demo_truth: Truth) -> None:
    report = composed(demo_view, date.fromisoformat(demo_truth.quiet.first), Grain.DAY)
    assert "明显下降" in lead(report)[0]
    assert figure(report, "active_members").verdict.tone is Tone.BAD


def test_every_figure_has_its_reading(last_day: Report) -> None:
    wanted = {"metric", "unit", "from", "to", "value", "n", "interval", "previous", "verdict", "complete", "reason"}
    rows = [row for table in parts(last_day, Figures) for row in table.rows]
    assert len(rows) == 15
    assert [row.reading["metric"] for row in rows if not wanted <= row.reading.keys()] == []
    ripened = {row.reading["metric"] for row in rows if row.reading["to"] == "2026-11-18"}
    assert ripened == {"reply_rate", "newcomers_answered"}
    assert {row.reading["to"] for row in rows} == {LAST.isoformat(), "2026-11-18"}


def test_it_says_that_all_is_simulated(last_day: Report, demo_view: View) -> None:
    assert last_day.simulated
    assert last_day.community == "青禾社区（模拟数据）"
    assert composed(demo_view, date(2026, 8, 1)).simulated


def test_the_last_evening_lies_outside_of_what_is_ordinary(last_day: Report) -> None:
    assert last_day.spark is not None
    ordinary, spoke = last_day.spark.band[-1], last_day.spark.values[-1]
    assert ordinary is not None
    assert spoke is not None
    assert ordinary[1] < spoke
