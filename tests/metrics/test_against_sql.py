"""Every number against plain SQL over the table it came from, over many days, in several zones."""

from datetime import date, timedelta

import pytest
from against import Case

from juluo.ledger.period import Grain, Period
from juluo.metrics.metric import metrics
from juluo.metrics.reading import read


def test_messages(case: Case) -> None:
    assert case.values("messages") == case.only(case.told.messages())


@pytest.mark.parametrize(("name", "length"), [("active_members", 1), ("active_members_7d", 7)])
def test_active_members(case: Case, name: str, length: int) -> None:
    assert case.values(name) == case.only(case.told.active(length))


def test_active_members_of_28_days_and_stickiness(case: Case) -> None:
    daily, monthly = case.told.active(1), case.told.active(28)
    assert case.values("active_members_28d") == case.only(monthly)
    sticky = case.values("stickiness")
    for day in case.days[28:]:
        mean = sum(daily[day - timedelta(days=back)] for back in range(28)) / 28
        assert sticky[day] == pytest.approx(mean / monthly[day])


@pytest.mark.parametrize("part", ["new", "returning", "resurrecting", "dormant"])
def test_lifecycle(case: Case, part: str) -> None:
    assert case.parts("lifecycle", part) == case.only(case.told.phase(part))


def test_lifecycle_adds_up(case: Case) -> None:
    active = case.values("active_members")
    for reading in read(case.view, metrics()["lifecycle"], [Period(day, day) for day in case.days]):
        parts = reading.measured.parts
        assert sum(parts[name] or 0 for name in ("new", "returning", "resurrecting")) == active[reading.period.first]


def test_joined_and_left(case: Case) -> None:
    sights = case.view.coverage.sights
    joined, left = case.values("joined"), case.values("left")
    if "presence" in sights:
        assert joined == case.only(case.told.first_ever_seen())
        assert set(left.values()) == {None}
    elif "joins" in sights:
        assert joined == case.only(case.told.moved("join", "invite"))
        assert left == case.only(case.told.moved("leave", "kick"))
    else:
        assert set(joined.values()) == set(left.values()) == {None}


def test_channel_shares(case: Case) -> None:
    for day in case.days[::15]:
        (reading,) = read(case.view, metrics()["channel_share"], [Period(day, day)])
        told = case.told.channels(day)
        total = sum(messages for messages, _ in told.values())
        rows = sorted((row["messages"], row["people"], row["share"]) for row in reading.measured.rows)
        assert rows == sorted((messages, people, messages / total) for messages, people in told.values())


def test_top_tenth(case: Case) -> None:
    assert case.values("top10_share") == pytest.approx(case.only(case.told.top_tenth()))


def test_hours_of_the_week(case: Case) -> None:
    for day in case.days[-20:-15]:
        (reading,) = read(case.view, metrics()["hour_of_week"], [Period(day, day)])
        told = case.told.hours(day)
        assert len(reading.measured.rows) == 168
        found = {(row["weekday"], row["hour"]): row["messages"] for row in reading.measured.rows if row["messages"]}
        assert found == told


def test_retention_triangle(case: Case) -> None:
    week = Period.of(case.days[-8], Grain.WEEK)
    (reading,) = read(case.view, metrics()["retention"], [week])
    assert len(reading.measured.rows) == 8
    hits = born = 0
    for row in reading.measured.rows:
        told = [case.told.retained(date.fromisoformat(str(row["cohort"])), n) for n in range(len(row["weeks"]))]  # type: ignore[arg-type]
        assert row["weeks"] == [back for _, back in told]
        hits, born = (hits + told[1][1], born + told[1][0]) if len(told) > 1 else (hits, born)
    assert (reading.measured.hits, reading.measured.n) == (hits, born)


def test_nothing_is_compared_with_nothing(asked: Case) -> None:
    assert all(sum(n > 0 for n in told.values()) > 50 for told in (asked.told.messages(), asked.told.active(7)))
    answered = asked.told.answered_in_a_day().values()
    if asked.view.coverage.sights & {"replies", "threads", "mentions"}:
        assert sum(hits > 0 for hits, _ in answered) > 30


def test_questions_asked(asked: Case) -> None:
    assert asked.values("questions_asked") == asked.only(asked.told.asked())


def test_reply_rate(asked: Case) -> None:
    if not asked.view.coverage.sights & {"replies", "threads", "mentions"}:
        assert set(asked.values("reply_rate").values()) == {None}
        return
    told = asked.told.answered_in_a_day()
    for reading in read(asked.view, metrics()["reply_rate"], [Period(day, day) for day in asked.days]):
        assert (reading.measured.hits, reading.measured.n) == told.get(reading.period.first, (0, 0))


def test_median_wait(asked: Case) -> None:
    if asked.view.coverage.sights & {"replies", "threads", "mentions"}:
        assert asked.values("time_to_first_response") == pytest.approx(asked.only(asked.told.median_wait()))
