"""收到的反馈 in a report: what came, what waits and is late, in words and figures; nothing where there is no desk."""

from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from test_annotations import act, opened

from juluo.ledger.acts import FeedbackAnswered, FeedbackReceived, FeedbackTold
from juluo.ledger.period import Grain, Period
from juluo.report.daily import Figures, Heading, Paragraph
from juluo.report.received import received_blocks
from juluo.report.scene import Scene

AT = datetime(2026, 3, 31, tzinfo=UTC)
ACTS = (
    act("2026-03-10T19", FeedbackReceived("f1", "bug", date(2026, 3, 17))),
    act("2026-03-30T08", FeedbackReceived("f2", "idea", date(2026, 4, 6))),
    act("2026-03-30T09", FeedbackReceived("f3", "bug", date(2026, 3, 31))),
    act("2026-03-30T10", FeedbackReceived("f4", "praise", taken_back=True)),
    act("2026-03-30T11", FeedbackReceived("f5", "bug")),
    act("2026-03-30T12", FeedbackAnswered("f3")),
    act("2026-03-30T13", FeedbackTold("f3")),
    act("2026-03-30T13", FeedbackAnswered("f5", taken_back=True)),
)
ENDS = [("2026-01-01T00:00", "2026-03-31T23:59")]


def scene(folder: Path, lang: str = "zh", *, desk: bool = True) -> Scene:
    view = opened(folder, ENDS, ACTS if desk else ())
    return Scene(view, Period.of(date(2026, 3, 30), Grain.DAY), Grain.DAY, lang, AT)


def test_it_says_what_came_what_waits_and_what_is_late(tmp_path: Path) -> None:
    shown = scene(tmp_path)
    with closing(shown.view):
        heading, told, table = received_blocks(shown)
    assert isinstance(heading, Heading)
    assert isinstance(told, Paragraph)
    assert isinstance(table, Figures)
    words = "".join(span.words for span in told.line)
    assert words.startswith("当天收到3条反馈：使用问题2条、建议1条。还有3条没答复，其中1条过了时限，")
    assert told.fold is not None
    assert (told.fold.count, [line.words for line in told.fold.shown]) == (
        3,
        ["［收到反馈］使用问题 f1", "［收到反馈］建议 f2", "［收到反馈］使用问题 f5"],
    )
    assert [row.value for row in table.rows][:2] == ["3", "3"]


def test_without_a_desk_there_is_no_such_part(tmp_path: Path) -> None:
    shown = scene(tmp_path, desk=False)
    with closing(shown.view):
        assert received_blocks(shown) == []


def test_english_is_whole(tmp_path: Path) -> None:
    shown = scene(tmp_path, "en")
    with closing(shown.view):
        _, told, _ = received_blocks(shown)
    assert isinstance(told, Paragraph)
    words = "".join(span.words for span in told.line)
    assert words.startswith("3 pieces of feedback came that day: problem 2, suggestion 1.")
