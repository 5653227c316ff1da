"""The numbered squares under a line: events, gaps of imports, notes; in order of days, never more than can be read."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from juluo.intake.acts import Act, append_acts
from juluo.intake.take_in import Wish, take_in
from juluo.ledger.acts import EventAttended, EventClosed, EventOpened, Record
from juluo.ledger.period import Grain, Period
from juluo.metrics.metric import metrics
from juluo.report.annotations import MOST, DayNote, Mark, annotations
from juluo.report.course import Line, walk
from juluo.report.scene import Scene
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

AT = datetime(2026, 3, 31, tzinfo=UTC)
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


def act(when: str, record: Record) -> Act:
    return Act(datetime.fromisoformat(f"{when}:00:00+00:00"), record, None)


def opened(folder: Path, exports: Sequence[tuple[str, str]], acts: Sequence[Act] = ()) -> View:
    """A ledger of exports that reach from one moment to another, and of what the desk appended."""
    store = EmbeddedStore(folder / "home")
    for number, ends in enumerate(exports):
        path = folder / f"{number}.jsonl"
        lines = [{"id": f"{number}-{end}", "ts": f"{end}:00+00:00", "author": "an", "text": "好"} for end in ends]
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        take_in(store, "town", [path], Wish(timezone="UTC"))
    community = store.community("town")
    assert community is not None
    if acts:
        append_acts(store, community, list(acts))
    return store.view(community)


@pytest.fixture
def view(tmp_path: Path) -> Iterator[View]:
    starts = datetime(2026, 3, 10, 19, tzinfo=UTC)
    acts = [
        act("2026-02-10T19", EventOpened("e1", title="夜答疑", starts=starts)),
        act("2026-03-10T20", EventAttended("e1", guest="a")),
        act("2026-03-10T21", EventAttended("e1", guest="b")),
        act("2026-03-11T09", EventClosed("e1")),
    ]
    with closing(opened(tmp_path, [("2026-01-01T00:00", "2026-03-31T23:59")], acts)) as found:
        yield found


def scene(view: View, grain: Grain = Grain.DAY, lang: str = "zh") -> Scene:
    return Scene(view, Period.of(date(2026, 3, 30), grain), grain, lang, AT)


def note(number: int, day: date, words: str = "停了半天") -> DayNote:
    return DayNote(number, day, words, "林晚", AT)


def test_events_and_notes_stand_in_order_of_their_days(view: View) -> None:
    notes = [note(7, date(2026, 3, 12)), note(8, date(2026, 3, 2)), note(9, date(2026, 2, 1))]
    found, more = annotations(scene(view), MARCH, (), notes)
    assert [(one.number, one.mark, one.day.day, one.note) for one in found] == [
        (1, Mark.NOTE, 2, 8),
        (2, Mark.EVENT, 10, None),
        (3, Mark.NOTE, 12, 7),
    ]
    assert more == 0
    assert found[1].words == "活动“夜答疑”，2人到场。"
    assert found[1].query is not None
    assert view.count(found[1].query) == found[1].count == 4
    assert annotations(scene(view, lang="en"), MARCH, (), ())[0][0].words == "Event “夜答疑”, 2 came."


def test_they_are_placed_where_their_days_are(view: View) -> None:
    # 1 March is a Sunday: its week comes first.
    for grain, places in ((Grain.DAY, [1, 9]), (Grain.WEEK, [1, 2]), (Grain.MONTH, [0, 0])):
        asked = scene(view, grain)
        line = Line(MARCH, notes=(note(1, date(2026, 3, 2)),))
        found = walk(asked, metrics()["messages"], line, asked.reading("messages"))
        assert found.course is not None
        assert [place for place, _ in found.course.marks] == places
        assert [number for _, number in found.course.marks] == [1, 2]


def test_more_than_can_be_read_is_said_and_own_words_stay(view: View) -> None:
    notes = [note(n, date(2026, 3, 1) + timedelta(days=n % 31)) for n in range(MOST + 5)]
    found, more = annotations(scene(view), MARCH, (), notes)
    assert (len(found), more) == (MOST, 6)
    assert {one.mark for one in found} == {Mark.NOTE}


def test_a_gap_between_imports_is_told(tmp_path: Path) -> None:
    exports = [("2026-01-01T00:00", "2026-03-05T18:30"), ("2026-03-09T07:00", "2026-03-31T23:59")]
    with closing(opened(tmp_path, exports)) as found:
        (gap,) = annotations(scene(found), MARCH, (), ())[0]
        assert (gap.mark, gap.day) == (Mark.GAP, date(2026, 3, 5))
        assert gap.words == "03-05 18:30到03-09 07:00没有导入记录。"
        after = Period(date(2026, 3, 7), date(2026, 3, 31))
        assert [one.day for one in annotations(scene(found), after, (), ())[0]] == [date(2026, 3, 7)]
        assert annotations(scene(found), Period(date(2026, 3, 12), date(2026, 3, 31)), (), ())[0] == ()
