"""The numbers about newcomers against plain SQL over the table they came from."""

from collections.abc import Iterator
from datetime import date

import arrivals_sql
import pytest
import talk_sql
from against import Case

from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.metric import Measured, metrics


@pytest.fixture(scope="module")
def came(case: Case) -> Case:
    arrivals_sql.lay_arrivals(case.told, joins=Sight.JOINS in case.view.coverage.sights)
    talk_sql.lay_replies(case.told)
    return case


def some(case: Case, name: str, every: int) -> Iterator[tuple[date, Measured]]:
    """A metric on some of the days; those on which it is unknown, and sources that can't show it, are passed over."""
    metric, days = metrics()[name], case.days[::every]
    if all(group & case.view.coverage.sights for group in metric.needs):
        found = metric.measure(case.view, [Period(day, day) for day in days])
        yield from ((day, measured) for day, measured in zip(days, found, strict=True) if measured.n is not None)


def test_activation(came: Case) -> None:
    compared = list(some(came, "activation", 7))
    assert len(compared) >= 9
    for day, measured in compared:
        assert (measured.hits, measured.n) == arrivals_sql.activation(came.told, day)
    assert any(measured.hits for _, measured in compared)


def test_the_funnel_s_steps(came: Case) -> None:
    sights = came.view.coverage.sights
    started = {Sight.THREADS: "opened", Sight.REPLIES: "answered"}
    named = next((started[sight] for sight in started if sight in sights), None)
    talks = bool(sights & {Sight.REPLIES, Sight.THREADS, Sight.MENTIONS})
    compared = list(some(came, "contributor_funnel", 11))
    assert len(compared) >= 6
    for day, measured in compared:
        told = arrivals_sql.steps(came.told, day)
        found = {row["step"]: row["did"] for row in measured.rows}
        assert measured.n == told["joined"]
        if measured.n:
            joined = told["joined"] if sights & {Sight.JOINS, Sight.PRESENCE} else None
            assert (found["joined"], found["spoke"]) == (joined, told["spoke"])
            assert found["replied"] == (told["replied"] if talks else None)
            assert found["started"] == (told[named] if named else None)
            assert (found["read"], found["organised"]) == (None, None)


def test_who_brought_them(came: Case) -> None:
    for day, measured in some(came, "referral_share", 7):
        members, staff, n = arrivals_sql.brought(came.told, day)
        assert (measured.hits, measured.n) == (members, n)
        if n:
            assert measured.parts == {"by_members": members, "by_staff": staff, "others": n - members - staff}


def test_guests_per_member(came: Case) -> None:
    for day, measured in some(came, "k_factor", 7):
        k, cycle = arrivals_sql.guests_per_member(came.told, day)
        assert measured.value == pytest.approx(k)
        assert measured.parts["cycle_days"] == (None if cycle is None else pytest.approx(cycle))


def test_day_seven_by_source(came: Case) -> None:
    for day, measured in some(came, "channel_conversion", 7):
        found = {row["brought_by"]: (row["hits"], row["n"]) for row in measured.rows}
        assert found == arrivals_sql.on_day_seven(came.told, day)


def test_towns_that_show_moves_show_inviters(came: Case) -> None:
    shown = [measured for _, measured in some(came, "k_factor", 7)]
    assert bool(shown) == (Sight.JOINS in came.view.coverage.sights)
    assert not shown or sum(measured.value > 0 for measured in shown if measured.value is not None) >= 5
