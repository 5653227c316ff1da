from datetime import date, timedelta

import pytest

from juluo.wording.numbers import (
    last_four_weekdays,
    last_weekday,
    long_date,
    minutes,
    percent,
    points,
    rounded,
    short_date,
    signed,
    signed_minutes,
    span,
    waited,
    weekday,
    weekdays,
    weekdays_short,
    whole,
)

THURSDAY = date(2026, 11, 19)


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (0.4, "不到1分钟", "under 1 min"),
        (38.2, "38分钟", "38 min"),
        (59.7, "1小时", "1 h"),
        (60, "1小时", "1 h"),
        (72, "1小时12分", "1 h 12 min"),
        (24 * 60, "1天", "1 d"),
        (51 * 60 + 20, "2天3小时", "2 d 3 h"),
    ],
)
def test_waits(value: float, zh: str, en: str) -> None:
    assert (minutes(value, "zh"), minutes(value, "en")) == (zh, en)


def test_a_wait_between_two_moments() -> None:
    assert waited(timedelta(hours=1, minutes=5), "en") == "1 h 5 min"


@pytest.mark.parametrize(
    ("value", "words"), [(75, "+75"), (-9, "−9"), (0, "0"), (-0.04, "0"), (19.54, "+19.5"), (-1234.6, "−1,235")]
)
def test_changes_carry_their_sign(value: float, words: str) -> None:
    assert signed(value) == words


def test_amounts_carry_none() -> None:
    assert (whole(1842), rounded(19.5), rounded(8.0), rounded(1411.6)) == ("1,842", "19.5", "8", "1,412")


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.0, "0%"), (0.085, "8.5%"), (0.09949, "9.9%"), (0.0996, "10%"), (0.456, "46%"), (1.0, "100%")],
)
def test_shares(share: float, words: str) -> None:
    assert percent(share) == words


@pytest.mark.parametrize(
    ("share", "zh", "en"),
    [(0.02, "+2.0个点", "+2.0 pts"), (-0.13, "−13个点", "−13 pts"), (0.0, "0.0个点", "0.0 pts")],
)
def test_differences_of_shares_are_points(share: float, zh: str, en: str) -> None:
    assert (points(share, "zh"), points(share, "en")) == (zh, en)


def test_an_interval() -> None:
    assert (span("+30", "+120", "zh"), span("+30", "+120", "en")) == ("+30～+120", "+30 to +120")


def test_days() -> None:
    assert (long_date(THURSDAY, "zh"), long_date(THURSDAY, "en")) == ("2026年11月19日", "19 Nov 2026")
    assert (short_date(THURSDAY, "zh"), short_date(THURSDAY, "en")) == ("11月19日", "19 Nov")


def test_weekdays() -> None:
    assert (weekday(THURSDAY, "zh"), weekday(THURSDAY, "en")) == ("星期四", "Thursday")
    assert (last_weekday(THURSDAY, "zh"), last_weekday(THURSDAY, "en")) == ("上周四", "last Thursday")
    assert last_four_weekdays(THURSDAY, "zh") == "前4个周四"
    assert last_four_weekdays(THURSDAY, "en") == "mean of 4 Thursdays"
    assert (weekdays("en")[0], weekdays_short("en")[6], weekdays_short("zh")[6]) == ("Monday", "Sun", "周日")


@pytest.mark.parametrize(("value", "words"), [(-4_108, "−2天20小时"), (12.4, "+12分钟"), (0.4, "0"), (-0.9, "0")])
def test_differences_of_waits_carry_their_sign(value: float, words: str) -> None:
    assert signed_minutes(value, "zh") == words
