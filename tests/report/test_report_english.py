"""The English report is English: nothing Chinese is left but what people wrote and what they are called."""

import re
from collections.abc import Iterable
from datetime import date

import pytest
from report_words import LAST, NOW, composed, figure, lead, own_words, parts, steps

from juluo.ledger.period import Grain, Period
from juluo.report.daily import EntryLine, Report, Table
from juluo.report.render.html import report_html
from juluo.report.render.markdown import report_markdown
from juluo.report.scene import Scene
from juluo.report.sections.community import profile
from juluo.store.view import View

CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff01-\uff60]+")


def members_words(view: View, report: Report) -> set[str]:
    """Names, channels, topics, what was said, and what the operator wrote of the community."""
    found = {account.name for account in view.register.accounts("demo").values()}
    found |= {channel.name for channel in view.channels.values()}
    found |= {row[0] for table in parts(report, Table) for row in table.rows}
    found |= {line.words for line in parts(report, EntryLine)}
    return found | set(profile(Scene(view, Period(report.first, report.last), Grain.DAY, "en", NOW)).values())


def left_over(texts: Iterable[str], names: set[str]) -> list[str]:
    known = re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))
    return [found for text in texts for found in CHINESE.findall(known.sub("", text))]


@pytest.mark.parametrize("grain", list(Grain))
@pytest.mark.parametrize("day", [LAST, date(2026, 10, 21), date(2026, 10, 12), date(2026, 7, 23), date(2026, 7, 1)])
def test_no_chinese_is_left_in_what_it_says(demo_view: View, day: date, grain: Grain) -> None:
    report = composed(demo_view, day, grain, "en")
    assert left_over(own_words(report), members_words(demo_view, report)) == []


def test_no_chinese_is_left_in_the_page(demo_view: View) -> None:
    report = composed(demo_view, lang="en")
    names = members_words(demo_view, report)
    markdown = report_markdown(report).replace("\\", "").replace("＿", "")
    assert left_over([markdown], names) == []
    page = re.sub(r"<style>.*?</style>", "", report_html(report), flags=re.DOTALL)
    assert left_over([page], {*names, *(name.replace("&", "&amp;") for name in names)}) == []


def test_it_reads_like_english(demo_view: View) -> None:
    report = composed(demo_view, lang="en")
    assert (report.title, report.dateline) == ("Daily report", "Thursday, 19 Nov 2026")
    assert lead(report)[0].startswith(
        "137 people spoke, clearly up (79 last Thursday; mean of 4 Thursdays: 85.5)."
        " Most of the gain over last Thursday came from #"
    )
    assert lead(report)[1].startswith(
        "Half of the questions from the 7 days before were answered within 21 min, no clear change"
        " (the 7 days before those: 18 min)."
    )
    assert steps(report)[0].check == "This time tomorrow, fewer than 45 questions wait."


def test_figures_are_written_the_english_way(demo_view: View) -> None:
    report = composed(demo_view, lang="en")
    spoke, share = figure(report, "active_members"), figure(report, "participation_rate")
    assert (spoke.name, spoke.interval, spoke.verdict.words) == ("Members who spoke", "+14 to +104", "↑ Clearly up")
    assert share.change == "+13 pts"
    assert figure(report, "questions_asked").name == "Questions (inferred)"
    assert figure(report, "time_to_first_response").change == "11 min slower"


def test_one_is_not_many(demo_view: View) -> None:
    # Days that have one of something, each of something else.
    told = [words for day in (1, 7, 13) for words in own_words(composed(demo_view, date(2026, 11, day), lang="en"))]
    ones = {what for words in told for what in re.findall(r"\b1 (\w+)", words)}
    assert ones >= {"announcement", "member", "newcomer", "question"}
    assert ones.isdisjoint({"announcements", "people", "members", "questions", "messages", "channels", "newcomers"})
