"""The list of open questions is what the metric counts, as it stood then; what a model guesses stands apart."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from askers import SLUG, imported, opened, reply, said, texts

from juluo.insights.questions.waiting import waiting
from juluo.intake.lessons import Lesson, Lessons, Reading
from juluo.ledger.period import Period
from juluo.metrics.metric import metrics
from juluo.store.embedded import EmbeddedStore
from juluo.store.findings import LAYERS
from juluo.store.view import View

ANSWERED = said("05T09:00", "mei", "导入失败了，怎么办？")
LATE = said("06T20:00", "mei", "哪里改密码？")
OPEN = said("07T08:00", "an", "能不能导出成表格？")
LINES = [
    said("01T00:00", "robot", "早", is_bot=True),
    ANSWERED,
    reply(ANSWERED, "05T09:30", "tao", "换成 UTF-8 再试"),
    LATE,
    OPEN,
    said("07T09:00", "wen", "大家都是怎么导出数据的"),
    said("08T10:00", "tao", "今天天气不错"),
]
AFTER = [reply(LATE, "08T11:00", "wen", "在设置里"), said("08T23:59", "robot", "晚", is_bot=True)]
DAY = date(2025, 1, 7)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    home = tmp_path_factory.mktemp("help") / "home"
    imported(home, LINES, AFTER)
    yield from opened(home, read=True)


def test_it_is_the_list_that_the_metric_counts(view: View) -> None:
    found = waiting(view, DAY)
    measured = metrics()["unanswered_questions"].measure(view, [Period(DAY, DAY)])[0]
    assert measured.evidence is not None
    assert measured.evidence.ids is not None
    assert {*measured.evidence.ids} == {one.entry_id for one in (*found.open, *found.taken_up)}
    assert measured.value == len(found.open) + len(found.taken_up) == 2


def test_what_has_been_answered_since_no_longer_waits(view: View) -> None:
    found = waiting(view, DAY)
    assert texts(view, [one.entry_id for one in found.open]) == ["能不能导出成表格？"]
    assert texts(view, [one.entry_id for one in found.taken_up]) == ["哪里改密码？"]
    assert found.asked == 3


def test_the_clock_runs_to_the_day_s_end(view: View) -> None:
    (one,) = waiting(view, DAY).open
    assert one.waited == timedelta(hours=16)
    assert not one.overdue
    (one,) = waiting(view, date(2025, 1, 8)).open
    assert one.overdue


def test_half_of_all_waits(view: View) -> None:
    # Of half an hour, of 39 hours, and one that still waits: the median is the 39 hours.
    assert waiting(view, date(2025, 1, 8)).median == timedelta(hours=39)


def test_what_only_a_model_takes_for_a_question_stands_apart(view: View) -> None:
    found = waiting(view, DAY)
    assert found.read
    told = texts(view, [one.entry_id for one in found.likely])
    assert "大家都是怎么导出数据的" in told
    assert "能不能导出成表格？" not in told
    assert all(one.likely is not None and one.likely >= 0.7 for one in found.likely)


def test_what_operators_taught_weighs_the_guesses_anew(tmp_path: Path) -> None:
    imported(tmp_path / "home", LINES)
    for view in opened(tmp_path / "home", read=True):
        guessed = waiting(view, DAY).likely
    taught = Lessons(tuple(Lesson(one.entry_id, one.day, Reading.QUESTION, right=False) for one in guessed))
    for view in opened(tmp_path / "home", read=True, lessons=taught):
        found = waiting(view, DAY)
        assert (found.read, len(guessed), found.likely) == (True, 1, ())


def test_before_anybody_read_nothing_is_guessed(tmp_path: Path) -> None:
    imported(tmp_path / "home", LINES)
    for view in opened(tmp_path / "home"):
        found = waiting(view, DAY)
        assert (found.read, found.likely) == (False, ())


def test_as_it_was_known_then(tmp_path: Path) -> None:
    imported(tmp_path / "home", LINES, AFTER)
    for view in opened(tmp_path / "home", known_at=1):
        found = waiting(view, date(2025, 1, 8))
        assert texts(view, [one.entry_id for one in found.open]) == ["哪里改密码？", "能不能导出成表格？"]


@contextmanager
def linked(home: Path, of: str, to: str, probability: float) -> Iterator[View]:
    """A view in which the model says that one text answers another."""
    for view in opened(home):
        ids = {
            text: (entry, digest)
            for entry, digest, text in view.ask(
                f"SELECT entry_id, sum, text FROM {view.source(view.snapshot.span)} WHERE until IS NULL"
            )
        }
        schema = LAYERS["links"].schema
        rows = pa.table([[ids[of][0]], [ids[of][1]], [ids[to][0]], [probability]], schema=schema)
        store = EmbeddedStore(home)
        with store.at_rest():
            store.findings(SLUG).append("links", "made up", rows)
        store.close()
        yield view


def test_a_likely_answer_is_shown_as_a_guess_and_changes_no_count(tmp_path: Path) -> None:
    imported(tmp_path / "home", LINES, AFTER)
    with linked(tmp_path / "home", "今天天气不错", "能不能导出成表格？", 0.7) as view:
        (one,) = waiting(view, date(2025, 1, 8)).open
        assert one.possibly is not None
        assert texts(view, [one.possibly.entry_id]) == ["今天天气不错"]
        assert round(one.possibly.probability, 3) == 0.7


def test_an_unlikely_answer_is_not_shown(tmp_path: Path) -> None:
    imported(tmp_path / "home", LINES, AFTER)
    with linked(tmp_path / "home", "今天天气不错", "能不能导出成表格？", 0.3) as view:
        assert waiting(view, date(2025, 1, 8)).open[0].possibly is None


def test_where_nobody_can_see_answers_nothing_is_claimed(tmp_path: Path) -> None:
    bare = [{name: value for name, value in line.items() if name not in {"reply_to", "topic"}} for line in LINES[:2]]
    imported(tmp_path / "home", bare)
    for view in opened(tmp_path / "home"):
        found = waiting(view, DAY)
        assert (found.told, found.open, found.median) == (False, (), None)
