"""Events over what a desk appends: numbers that can be counted by hand."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from desks import Desk, act
from hypothesis import given
from hypothesis import strategies as st
from lines import AN, BO, CEN, HE, Line, daily, line, on

from juluo.intake.acts import Act
from juluo.ledger.acts import EventAttended, EventClosed, EventOpened, EventSignedUp
from juluo.ledger.period import Period
from juluo.metrics.daily import hourly
from juluo.metrics.events.event_lift import placebo_p

DAN, EVE = "dan", "eve"


def event(
    name: str, day: str, signed_up: tuple[str, ...], came: tuple[str, ...], *, cost: float | None = None
) -> list[Act]:
    """An event announced a month before, signed up for a week before, closed the day after."""
    at = datetime.fromisoformat(f"{day}T19:00:00+00:00")
    before, after = (f"{at + timedelta(days=n):%Y-%m-%dT%H}" for n in (-7, 1))
    return [
        act(f"{at - timedelta(days=30):%Y-%m-%dT%H}", EventOpened(name, starts=at)),
        *(act(before, EventSignedUp(name), who) for who in signed_up),
        *(act(f"{day}T20", EventAttended(name), who) for who in came),
        act(after, EventClosed(name, cost=cost)),
    ]


def test_who_signed_up_came_or_stayed_away(desk: Desk) -> None:
    view = desk(event("e1", "2026-03-10", (AN, BO, CEN), (AN, DAN)))
    assert on(view, "event_registrations", "2026-03-10").value == 3
    found = on(view, "event_attendance", "2026-03-10").measured
    assert (found.hits, found.n) == (1, 3)
    assert (found.parts["no_shows"], found.parts["walked_in"], found.parts["came"]) == (2, 1, 2)
    assert found.parts["no_show_share"] == pytest.approx(2 / 3)
    assert found.evidence is not None
    assert len(view.lines(found.evidence)) == 7


def test_what_was_taken_back_counts_no_more(desk: Desk) -> None:
    acts = event("e1", "2026-03-10", (AN, BO, CEN), (AN, BO))
    again = [
        act("2026-03-03T19", EventSignedUp("e1", taken_back=True), CEN),
        act("2026-03-10T20", EventAttended("e1", taken_back=True), BO),
    ]
    view = desk(acts, then=again)
    assert on(view, "event_registrations", "2026-03-10").value == 2
    found = on(view, "event_attendance", "2026-03-10").measured
    assert (found.hits, found.n) == (1, 2)


def test_what_was_called_off_was_never_held(desk: Desk) -> None:
    off = EventOpened("e1", starts=datetime.fromisoformat("2026-03-10T19:00:00+00:00"), called_off=True)
    view = desk(event("e1", "2026-03-10", (AN,), ())[:-1], then=[act("2026-03-09T19", off)])
    reading = on(view, "event_registrations", "2026-03-10")
    assert (reading.value, reading.measured.reason) == (None, "这段时间没有办活动")


def test_an_event_counts_on_the_day_it_is_held(desk: Desk) -> None:
    view = desk(event("e1", "2026-03-10", (AN,), (AN,)))
    for day in ("2026-03-03", "2026-03-09", "2026-03-11"):
        reading = on(view, "event_registrations", day)
        assert (reading.value, reading.measured.reason) == (None, "这段时间没有办活动")


def test_without_a_date_it_is_the_day_it_was_closed(desk: Desk) -> None:
    acts = [act("2026-03-01T10", EventSignedUp("e1"), AN), act("2026-03-05T10", EventClosed("e1"))]
    assert on(desk(acts), "event_registrations", "2026-03-05").value == 1


def test_one_person_in_two_events_is_one_person_and_two_places(desk: Desk) -> None:
    acts = event("e1", "2026-03-10", (AN, BO), (AN,)) + event("e2", "2026-03-12", (AN,), (AN,))
    view = desk(acts)
    found = on(view, "event_registrations", "2026-03-09", "2026-03-15").measured
    assert (found.value, found.parts["places"], found.parts["events"]) == (2, 3, 2)
    assert on(view, "event_attendance", "2026-03-09", "2026-03-15").measured.n == 3


def test_until_it_is_closed_nobody_stayed_away(desk: Desk) -> None:
    view = desk(event("e1", "2026-03-10", (AN, BO), (AN,))[:-1])
    reading = on(view, "event_attendance", "2026-03-10")
    assert (reading.value, reading.measured.reason) == (None, "活动还没结束")
    assert on(view, "event_registrations", "2026-03-10").value == 2


def test_staff_are_no_guests_and_guests_without_an_account_are_told_apart(desk: Desk) -> None:
    acts = event("e1", "2026-03-10", (AN, HE), (HE,))
    acts += [act("2026-03-04T10", EventSignedUp("e1", guest=name)) for name in ("g1", "g2")]
    acts += [act("2026-03-10T20", EventAttended("e1", guest="g2"))]
    found = on(desk(acts, daily(HE, "2026-03-01", 1)), "event_attendance", "2026-03-10").measured
    assert (found.hits, found.n) == (1, 3)


def test_at_the_first_event_nobody_is_told_to_be_new(desk: Desk) -> None:
    acts = event("e1", "2026-03-03", (), (AN, BO)) + event("e2", "2026-03-10", (), (BO, CEN, DAN))
    view = desk(acts)
    assert on(view, "event_first_timers", "2026-03-03").value is None
    found = on(view, "event_first_timers", "2026-03-10").measured
    assert (found.hits, found.n) == (2, 3)


def speakers(day: date, people: int) -> list[Line]:
    return [line(f"{day}T12:00:00", f"p{number}", text="好") for number in range(people)]


def town(event_days: dict[date, int], *, base: int = 10) -> list[Line]:
    """Ten people on every day from New Year to the end of March, give or take one by the week; more on event days."""
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(90)]
    return [said for day in days for said in speakers(day, event_days.get(day, base + (day.toordinal() // 7 % 3) - 1))]


def test_the_lift_is_what_the_day_has_beyond_its_weekday(desk: Desk) -> None:
    day = date(2026, 3, 10)
    acts = event("e1", "2026-03-10", (AN,), (AN,))
    found = on(desk(acts, town({day: 30, day + timedelta(days=7): 20})), "event_lift", "2026-03-10").measured
    base = sum(10 + ((day - timedelta(days=7 * back)).toordinal() // 7 % 3) - 1 for back in range(1, 5)) / 4
    assert found.value == pytest.approx(30 - base)
    assert found.parts["kept_7d"] == pytest.approx(20 - base)
    assert found.parts["spoke"] == 30
    assert found.parts["placebos"] is not None
    assert found.parts["placebos"] >= 28
    assert found.parts["placebo_p"] == pytest.approx(1 / (1 + found.parts["placebos"]))
    assert found.interval is not None
    assert 15 < found.interval.low < 30 - base < found.interval.high


def test_a_day_like_any_other_has_no_lift(desk: Desk) -> None:
    view = desk(event("e1", "2026-03-10", (AN,), (AN,)), town({}))
    found = on(view, "event_lift", "2026-03-10").measured
    assert found.value is not None
    assert abs(found.value) <= 2
    assert on(view, "event_lift", "2026-03-11").measured.value is None


def test_earlier_events_are_no_baseline_and_no_placebo(desk: Desk) -> None:
    days = [date(2026, 2, 24), date(2026, 3, 10)]
    acts = [one for day in days for one in event(f"e{day}", str(day), (AN,), (AN,))]
    found = on(desk(acts, town(dict.fromkeys(days, 40))), "event_lift", "2026-03-10").measured
    assert found.value == pytest.approx(40 - 10, abs=1.01)


def test_young_ledgers_have_too_few_placebos_for_a_word(desk: Desk) -> None:
    day = date(2026, 2, 10)
    found = on(desk(event("e1", str(day), (AN,), (AN,)), town({day: 30})), "event_lift", str(day)).measured
    assert found.value is not None
    assert (found.interval, found.parts["placebo_p"]) == (None, None)


def test_days_without_four_weeks_before_them_are_not_compared(desk: Desk) -> None:
    reading = on(desk(event("e1", "2026-01-10", (AN,), (AN,)), town({})), "event_lift", "2026-01-10")
    assert reading.value is None
    assert reading.measured.reason.startswith("活动那天")


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=40))
def test_the_placebo_p_falls_as_the_gain_grows(placebos: list[float]) -> None:
    found = [placebo_p(gain, placebos) for gain in (0.0, 1.0, 10.0, 60.0)]
    assert found[0] == 1.0
    assert found[-1] == 1 / (1 + len(placebos))
    assert all(later <= earlier for earlier, later in pairwise(found))


def test_cost_is_shared_by_those_who_stayed_beyond_before(desk: Desk) -> None:
    came = (AN, BO, CEN, DAN, EVE)
    before = daily(AN, "2026-02-24", 5)
    after = [said for who in (AN, BO, CEN) for said in daily(who, "2026-03-18", 7)]
    acts = event("e1", "2026-03-10", came, came, cost=300)
    found = on(desk(acts, before + after), "event_cost_per_kept", "2026-03-10").measured
    assert (found.value, found.n) == (150, 2)
    assert (found.parts["spoke_before"], found.parts["spoke_after"], found.parts["came"]) == (1, 3, 5)


@pytest.mark.parametrize(
    ("day", "cost", "reason"),
    [
        ("2026-03-10", 300, "来活动的人后来没有更活跃"),
        ("2026-03-10", None, "活动没有记下花费"),
        ("2026-03-25", 300, "活动后还不满两周"),
    ],
)
def test_where_there_is_nothing_to_share_it_says_why(desk: Desk, day: str, cost: float | None, reason: str) -> None:
    view = desk(event("e1", day, (AN,), (AN,), cost=cost), daily(BO, "2026-01-01", 90))
    reading = on(view, "event_cost_per_kept", day)
    assert reading.value is None
    assert reading.measured.reason.startswith(reason)


def test_what_the_desk_appends_is_no_sign_that_an_export_arrived(desk: Desk) -> None:
    said = line("2026-03-10T09:00:00", AN)
    view = desk(event("night", "2026-03-10", (), (AN, BO, CEN)), [said])
    day = Period(date(2026, 3, 10), date(2026, 3, 10))
    assert {hour % 24: n for _, hour, n in hourly(view, day)} == {9: 1}
