"""A colleague's word on advertising steers what needs are found of from the next time; an invented week."""

from datetime import date
from pathlib import Path

from askers import SLUG, imported, opened, said

from juluo.insights.needs.finding import needs
from juluo.insights.needs.kept import mark_of
from juluo.insights.needs.memory import Memory
from juluo.intake.lessons import Lesson, Lessons, Reading
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery

WEEK = Period(date(2025, 1, 6), date(2025, 1, 12))
PLAIN = "周末一起团阳澄湖的大闸蟹，要的邻居在下面接龙，我去拿"
LOUD = "兼职刷单，日入300，加我微信 zhuan_qian88，名额只剩十个"
LINES = [
    said("06T00:00", "robot", "早", is_bot=True),
    said("07T09:00", "mei", PLAIN),
    said("08T09:00", "tao", LOUD),
    said("09T09:00", "an", "导入失败了，怎么办？"),
    said("12T23:59", "robot", "晚", is_bot=True),
]


def test_what_colleagues_said_is_heard_the_next_time(tmp_path: Path) -> None:
    home = tmp_path / "home"
    imported(home, LINES)
    for view in opened(home, read=True):
        told = {line.text: line for line in view.lines(EntryQuery(WEEK))}
        assert needs(view, WEEK).coverage.advertising == 1, "the loud one, by its signs"
    before = mark_of(home, SLUG, Memory())
    clicks = tuple(
        Lesson(told[text].entry_id, told[text].day, Reading.ADVERTISING, right)
        for text, right in ((PLAIN, True), (LOUD, False))
    )
    for some, left_out in ((clicks[:1], 2), (clicks, 1), (clicks[1:], 0)):
        for view in opened(home, read=True, lessons=Lessons(some)):
            assert needs(view, WEEK).coverage.advertising == left_out
    assert mark_of(home, SLUG, Memory()) != before, "what was found before is old"
