"""The community's clock. When clocks change is fact: the IANA tables, and the laws behind them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.ledger.period import Calendar, Period, UnknownZoneError

ZONES = ["UTC", "Asia/Shanghai", "Asia/Kolkata", "Asia/Kathmandu", "America/New_York", "Australia/Lord_Howe"]
calendars = st.builds(Calendar, st.sampled_from(ZONES), st.integers(0, 12))
days = st.dates(date(1995, 1, 1), date(2037, 12, 31))
moments = st.datetimes(datetime(1995, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - bounds


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Asia/Shanghai", date(2026, 3, 29), 24),
        ("America/New_York", date(2026, 3, 8), 23),
        ("America/New_York", date(2026, 11, 1), 25),
        ("Europe/Berlin", date(2026, 3, 29), 23),
        ("Europe/Berlin", date(2026, 10, 25), 25),
        ("Australia/Lord_Howe", date(2026, 4, 5), 24.5),
        ("Australia/Lord_Howe", date(2026, 10, 4), 23.5),
        ("Asia/Shanghai", date(1986, 5, 4), 23),
    ],
)
def test_a_day_has_as_many_hours_as_the_clocks_gave_it(zone: str, day: date, hours: float) -> None:
    assert Calendar(zone).hours(day) == hours


@pytest.mark.parametrize(
    ("zone", "starts", "moment", "day"),
    [
        ("Asia/Shanghai", 0, "2026-01-01T15:59:59+00:00", "2026-01-01"),
        ("Asia/Shanghai", 0, "2026-01-01T16:00:00+00:00", "2026-01-02"),
        ("Asia/Shanghai", 4, "2026-01-01T19:59:59+00:00", "2026-01-01"),
        ("Asia/Shanghai", 4, "2026-01-01T20:00:00+00:00", "2026-01-02"),
        ("Asia/Kathmandu", 0, "2026-01-01T18:14:59+00:00", "2026-01-01"),
        ("Asia/Kathmandu", 0, "2026-01-01T18:15:00+00:00", "2026-01-02"),
        ("America/New_York", 0, "2026-07-04T03:59:59+00:00", "2026-07-03"),
        ("America/New_York", 0, "2026-01-04T04:59:59+00:00", "2026-01-03"),
        ("America/New_York", 4, "2026-03-08T07:59:59+00:00", "2026-03-07"),
        ("America/New_York", 4, "2026-03-08T08:00:00+00:00", "2026-03-08"),
    ],
)
def test_the_day_of_a_moment(zone: str, starts: int, moment: str, day: str) -> None:
    assert Calendar(zone, starts).day_of(datetime.fromisoformat(moment)) == date.fromisoformat(day)


def test_a_day_that_starts_at_4_gives_its_lost_hour_to_the_day_before() -> None:
    night = Calendar("America/New_York", 4)
    assert (night.hours(date(2026, 3, 7)), night.hours(date(2026, 3, 8))) == (23, 24)
    assert night.starts(date(2026, 3, 8)) == datetime(2026, 3, 8, 8, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../etc/passwd", "CST6CDTX"])
def test_a_zone_that_is_none_is_refused(zone: str) -> None:
    with pytest.raises(UnknownZoneError):
        Calendar(zone)


@pytest.mark.parametrize("hour", [-1, 13])
def test_a_day_starts_between_midnight_and_noon(hour: int) -> None:
    with pytest.raises(ValueError, match="a day starts between"):
        Calendar("UTC", hour)


def test_a_naive_moment_has_no_day() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Calendar().day_of(datetime(2026, 1, 1))  # noqa: DTZ001 - that is the point


@given(calendars, moments)
def test_every_moment_lies_inside_its_day(calendar: Calendar, moment: datetime) -> None:
    day = calendar.day_of(moment)
    first, until = calendar.bounds(Period(day, day))
    assert first <= moment < until


@given(calendars, days)
def test_days_follow_each_other_without_gap_or_overlap(calendar: Calendar, day: date) -> None:
    tomorrow = day + timedelta(days=1)
    assert calendar.bounds(Period(day, day))[1] == calendar.starts(tomorrow)
    assert 22.5 <= calendar.hours(day) <= 25.5
    assert calendar.day_of(calendar.starts(day)) == day
    assert calendar.day_of(calendar.starts(tomorrow) - timedelta(microseconds=1)) == day


@given(calendars, days, st.integers(0, 400))
def test_a_period_is_as_long_as_its_days(calendar: Calendar, day: date, more: int) -> None:
    period = Period(day, min(day + timedelta(days=more), date(2037, 12, 31)))
    first, until = calendar.bounds(period)
    assert (until - first) / timedelta(hours=1) == pytest.approx(sum(map(calendar.hours, period.days)))
