"""How far the data reach, as pages tell it: today's, late, and archives that nobody waits for."""

from datetime import UTC, datetime, timedelta

import pytest

from juluo.ledger.period import Calendar
from juluo.report.fresh import sources
from juluo.store.facts import ImportRecord

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)


def brought(platform: str, last: datetime, no: int = 1, *, undone: bool = False) -> ImportRecord:
    return ImportRecord(
        no=no,
        community="tea",
        undone=undone,
        done_at=NOW - timedelta(days=no),
        first=last - timedelta(days=30),
        last=last,
        exported_at=None,
        stated=False,
        sights=frozenset(),
        platforms=frozenset({platform}),
        receipt="{}",
        version=no,
        published_at=NOW,
        undone_version=None,
        undone_at=None,
    )


@pytest.mark.parametrize(
    ("days", "until", "behind"),
    [
        (0, "11月20日 12:00", ""),
        (1, "11月19日 12:00", ""),
        (2, "11月18日 12:00", "落后1天"),
        (91, "8月21日 12:00", "落后90天"),
        (92, "旧记录，到2026年8月20日为止", ""),
        (1785, "旧记录，到2021年12月31日为止", ""),
    ],
)
def test_what_ended_long_ago_is_an_archive_and_not_late(days: int, until: str, behind: str) -> None:
    (told,) = sources([brought("qq", NOW - timedelta(days=days))], Calendar("Asia/Shanghai"), NOW, "zh")
    assert (told.until, told.behind, told.late) == (until, behind, bool(behind))


def test_the_one_furthest_behind_comes_first_and_what_was_taken_back_does_not_count() -> None:
    records = [
        brought("qq", NOW),
        brought("slack", NOW - timedelta(days=9), 2),
        brought("slack", NOW, 3, undone=True),
    ]
    assert [one.behind for one in sources(records, Calendar("UTC"), NOW, "en")] == ["8 days behind", ""]
