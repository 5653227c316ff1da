"""Streaks follow from check-ins: against a slow second way to count."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from juluo.desk.streaks.counting import (
    A_DAY,
    Came,
    How,
    Mark,
    Rules,
    marked,
    mends,
    reached,
    repairable,
    repairs_made,
    streak,
)

MONDAY = date(2026, 11, 2)
DAILY = Rules(MONDAY)
days = st.integers(0, 40).map(lambda n: MONDAY + timedelta(days=n))
rules = st.builds(
    Rules,
    st.just(MONDAY),
    st.none() | st.integers(20, 45).map(lambda n: MONDAY + timedelta(days=n)),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.lists(st.tuples(days, st.integers(0, 3)).map(lambda one: (one[0], one[0] + timedelta(days=one[1])))).map(tuple),
    st.integers(0, 4),
    st.integers(0, 7),
)
came = st.lists(
    st.builds(Came, days, st.sampled_from([How.PORTAL, How.WORDS]), st.booleans())
    | st.builds(Came, days, st.just(How.REPAIR), st.sampled_from([False]), days),
    max_size=60,
)


def on(*numbers: int, how: How = How.PORTAL, early: bool = False) -> list[Came]:
    return [Came(MONDAY + timedelta(days=n), how, early=early) for n in numbers]


def stands(some: list[Came], today: int, of: Rules = DAILY, *, open_since: int | None = None) -> tuple[int, int]:
    now = MONDAY + timedelta(days=today)
    since = now if open_since is None else MONDAY + timedelta(days=open_since)
    found = streak(of, marked(of, some), since, now)
    return found.days, found.repaired


def slowly(of: Rules, done: set[date], open_since: date, today: date) -> int:
    """Backwards from today, a day at a time."""
    day, n = max(today, *done) if done else today, 0
    while day >= of.first:
        if of.is_due(day):
            if day in done:
                n += 1
            elif day < open_since:
                break
        day -= A_DAY
    return n


@given(rules, came, st.integers(0, 45), st.integers(0, 1))
def test_it_is_what_counting_backwards_gives(of: Rules, some: list[Came], n: int, grace: int) -> None:
    today = MONDAY + timedelta(days=n)
    marks = marked(of, some)
    done = {day for day, mark in marks.items() if mark is not Mark.EXTRA}
    assert streak(of, marks, today - grace * A_DAY, today).days == slowly(of, done, today - grace * A_DAY, today)


@given(rules, came, st.randoms())
def test_neither_order_nor_repetition_matters(of: Rules, some: list[Came], random: object) -> None:
    mixed = [*some, *some[::2]]
    random.shuffle(mixed)  # type: ignore[attr-defined] - hypothesis's own Random
    assert marked(of, mixed) == marked(of, some)


@given(rules, came, came, days)
def test_what_is_heard_later_never_shortens_a_streak(of: Rules, some: list[Came], late: list[Came], now: date) -> None:
    before, after = (streak(of, marked(of, one), now, now) for one in (some, [*some, *late]))
    assert after.days >= before.days
    assert after.best >= before.best
    assert after.total >= before.total


@given(rules, came, days)
def test_a_repair_counts_where_nobody_came_and_is_shown_as_one(of: Rules, some: list[Came], now: date) -> None:
    marks = marked(of, some)
    real = marked(of, [one for one in some if one.how is not How.REPAIR])
    assert {day for day, mark in marks.items() if mark is Mark.REPAIRED}.isdisjoint(real)
    assert all(marks[day] is mark for day, mark in real.items())
    found = streak(of, marks, now, now)
    assert 0 <= found.repaired <= found.days <= found.best <= found.total
    month = sum(repairs_made(marks, some, date(2026, n, 1)) for n in (11, 12))
    assert month <= len({one.day for one in some if one.how is How.REPAIR})


@given(rules, came, days)
def test_what_may_be_repaired_is_of_the_programme_missed_and_not_long_ago(
    of: Rules, some: list[Came], now: date
) -> None:
    marks, found = marked(of, some), repairable(of, some, now, now)
    assert 0 <= found.left <= of.repairs
    begun = min((day for day, mark in marks.items() if mark is not Mark.EXTRA), default=None)
    for day in found.days:
        assert of.is_due(day)
        assert day not in marks
        assert begun is not None
        assert begun < day < now
        assert (now - day).days <= of.within
        mended = marked(of, [*some, Came(day, How.REPAIR, made_on=now)])
        assert streak(of, mended, now, now).days == mends(of, marks, day, now, now)


def test_today_is_not_over_and_breaks_nothing() -> None:
    assert stands(on(0, 1, 2, 3), 4) == (4, 0)
    assert stands(on(0, 1, 2, 3), 5) == (0, 0)
    assert stands(on(0, 1, 2, 3), 5, open_since=4) == (4, 0), "in the hours of grace yesterday isn't over either"


def test_other_weekdays_and_holidays_neither_count_nor_break() -> None:
    workdays = Rules(MONDAY, weekdays=frozenset(range(5)))
    assert stands(on(3, 4, 7), 7, workdays) == (3, 0)
    assert stands(on(3, 4, 5, 6, 7), 7, workdays) == (3, 0), "Saturday is extra"
    holiday = Rules(MONDAY, frozen=((MONDAY + A_DAY, MONDAY + 3 * A_DAY),))
    assert stands(on(0, 4), 4, holiday) == (2, 0)
    assert marked(holiday, on(2)) == {MONDAY + 2 * A_DAY: Mark.EXTRA}
    assert stands(on(0, 4), 4) == (1, 0)


def test_after_midnight_it_is_still_yesterday_unless_yesterday_had_been_done() -> None:
    late = on(4, how=How.WORDS, early=True)
    assert marked(DAILY, [*on(2), *late]).keys() == {MONDAY + n * A_DAY for n in (2, 3)}
    assert marked(DAILY, [*on(2, 3), *late]).keys() == {MONDAY + n * A_DAY for n in (2, 3, 4)}
    heard_later = [*on(2), *late, *on(3, how=How.WORDS)]
    assert marked(DAILY, heard_later).keys() == {MONDAY + n * A_DAY for n in (2, 3, 4)}


def test_a_repair_that_was_not_needed_is_given_back() -> None:
    made = Came(MONDAY + A_DAY, How.REPAIR, made_on=MONDAY + 2 * A_DAY)
    some = [*on(0, 2), made]
    assert stands(some, 2) == (3, 1)
    assert repairs_made(marked(DAILY, some), some, MONDAY) == 1
    heard = [*some, *on(1, how=How.WORDS)]
    assert stands(heard, 2) == (3, 0)
    assert repairs_made(marked(DAILY, heard), heard, MONDAY) == 0
    assert repairable(DAILY, heard, MONDAY + 2 * A_DAY, MONDAY + 2 * A_DAY).left == 2


def test_what_broke_and_how_long_it_had_been() -> None:
    found = streak(DAILY, marked(DAILY, on(0, 1, 2, 3, 5)), MONDAY + 6 * A_DAY, MONDAY + 6 * A_DAY)
    assert (found.days, found.before, found.broken, found.best, found.since) == (
        1,
        4,
        MONDAY + 4 * A_DAY,
        4,
        MONDAY + 5 * A_DAY,
    )
    assert streak(DAILY, {}, MONDAY, MONDAY).broken is None


def test_a_milestone_is_the_highest_that_the_row_has_passed() -> None:
    lengths = (0, 6, 7, 29, 30, 99, 100, 365)
    assert [
        reached(streak(DAILY, marked(DAILY, on(*range(n))), MONDAY + n * A_DAY, MONDAY + n * A_DAY)) for n in lengths
    ] == [
        None,
        None,
        7,
        7,
        30,
        30,
        100,
        100,
    ]
