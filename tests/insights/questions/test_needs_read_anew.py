"""Needs that were found before texts were read are not those found after: what was kept says that it is old."""

from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from askers import SLUG, imported, opened, reply, said

from juluo.insights.needs.kept import found_last, keep, look, mark_of
from juluo.insights.needs.memory import Memory
from juluo.ledger.period import Period
from juluo.store.embedded import EmbeddedStore
from juluo.store.standing import standing

WEEK = Period(date(2025, 1, 6), date(2025, 1, 12))
ASKED = said("07T09:00", "mei", "导入失败了，怎么办？")
LINES = [ASKED, said("07T09:01", "tao", "换成 UTF-8 再试"), reply(ASKED, "07T09:02", "an", "我也导入失败了")]


def kept_is_true(home: Path) -> bool | None:
    kept = found_last(home, SLUG, WEEK, Memory())
    return None if kept is None else kept[1]


def find(home: Path) -> None:
    with closing(EmbeddedStore(home)) as store:
        found = store.community(SLUG)
        assert found is not None
        with closing(store.view(found)) as view:
            at, mark = standing(home), mark_of(home, SLUG, Memory())
            keep(home, at, SLUG, mark, look(view, Memory(), WEEK, datetime.now(UTC)))


def test_reading_texts_makes_what_was_kept_old_until_it_is_found_anew(tmp_path: Path) -> None:
    home = tmp_path / "home"
    imported(home, LINES)
    assert kept_is_true(home) is None
    find(home)
    assert kept_is_true(home)
    for _ in opened(home, read=True):
        assert kept_is_true(home) is False
    find(home)
    for _ in opened(home, read=True):
        assert kept_is_true(home), "there was nothing more to read"
