from datetime import UTC, datetime, time, timedelta

import pytest

from juluo.shell.jobs.schedule import Daily, Every


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("at", "slot"),
    [
        # New York, 8 March 2026: there is no 02:30; it comes at 03:30 summer time.
        ("2026-03-08T01:59-05:00", "2026-03-07"),
        ("2026-03-08T03:29-04:00", "2026-03-07"),
        ("2026-03-08T03:30-04:00", "2026-03-08"),
        # 1 November 2026: 01:30 comes twice; the first counts, and the second is the same turn.
        ("2026-11-01T02:29-04:00", "2026-10-31"),
        ("2026-11-01T02:30-05:00", "2026-11-01"),
        ("2026-11-01T12:00-05:00", "2026-11-01"),
    ],
)
def test_a_day_with_a_changed_clock_has_one_turn(at: str, slot: str) -> None:
    assert Daily(time(2, 30), "America/New_York").slot(moment(at)) == slot


def test_the_hour_that_comes_twice_has_one_turn() -> None:
    daily = Daily(time(1, 30), "America/New_York")
    turns = [
        daily.slot(moment(at)) for at in ("2026-11-01T01:30-04:00", "2026-11-01T01:10-05:00", "2026-11-01T01:40-05:00")
    ]
    assert turns == ["2026-11-01"] * 3


def test_turns_of_a_period_are_the_same_for_everybody() -> None:
    quarter = Every(timedelta(minutes=15))
    assert quarter.slot(moment("2026-11-20T09:14:59+08:00")) == quarter.slot(moment("2026-11-20T01:00+00:00"))
    assert quarter.slot(moment("2026-11-20T01:15+00:00")) == "2026-11-20T01:15:00+00:00"
