"""The simulated community ends with the day before it is made: whatever day that is, what was planted stands in it."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import test_planted_effects as planted
import test_simulated_community as whole
from simulated_town import LAST, town, town_home

from juluo.demo.line import Row
from juluo.demo.places import HELP, UNTOUCHED
from juluo.demo.schedule import Season, yesterday
from juluo.demo.simulation import simulate
from juluo.demo.truth import Truth
from juluo.insights.effects.effect import effect_of
from juluo.insights.effects.where import asked, groups_of
from juluo.ledger.period import Period
from juluo.report.whole_day import last_whole_day
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

LEAP_DAY, SUNDAY = date(2028, 2, 29), date(2026, 11, 22)
NEW_YEAR, SPRING_FESTIVAL = date(2027, 1, 1), date(2027, 2, 8)
DAYS = (SUNDAY, LEAP_DAY, NEW_YEAR, SPRING_FESTIVAL)
OF_ROWS_AND_TRUTH: tuple[Callable[[tuple[Row, ...], Truth], None], ...] = (
    planted.test_the_dead_channel_falls_silent_on_its_day,
    planted.test_the_spam_burst_is_one_hour_of_six_accounts,
    planted.test_those_who_wait_at_the_end_were_answered_by_nobody,
    planted.test_on_the_last_evening_twelve_of_eighteen_late_questions_stay_open,
    planted.test_answers_are_slower_after_nine,
)
OF_MESSAGES_AND_TRUTH: tuple[Callable[[list[Row], Truth], None], ...] = (
    planted.test_active_members_are_those_of_the_plan,
    planted.test_an_evening_lifts_the_day_by_exactly_those_drawn_in,
    planted.test_the_last_day_stands_out_from_its_thursdays,
)


@pytest.mark.parametrize("last", DAYS)
def test_what_was_planted_stands_in_it(last: date, tmp_path_factory: pytest.TempPathFactory) -> None:
    found = town(tmp_path_factory, last)
    rows, truth = found.rows, found.truth
    said = [row for row in rows if row.kind == "message" and not row.is_bot and not row.is_staff]
    assert max(row.ts[:10] for row in rows) == truth.last_day == last.isoformat()
    for check in OF_ROWS_AND_TRUTH:
        check(rows, truth)
    for check_said in OF_MESSAGES_AND_TRUTH:
        check_said(said, truth)
    whole.test_the_quiet_week_is_quiet(truth)
    whole.test_the_days_have_a_week_s_rhythm(truth)
    planted.test_the_difference_between_welcomed_and_alone_is_the_planted_one(truth)


@pytest.mark.parametrize("last", DAYS)
def test_each_evening_s_interval_holds_what_was_planted(last: date, tmp_path_factory: pytest.TempPathFactory) -> None:
    truth = town(tmp_path_factory, last).truth
    evenings = frozenset(date.fromisoformat(one.day) for one in truth.events)
    with closing(EmbeddedStore(town_home(tmp_path_factory, last))) as store, closing(_view(store)) as view:
        assert last_whole_day(view) == last
        codes = {one.name: code for code, one in view.channels.items()}
        touched, untouched = groups_of(view, [codes[HELP.name]], [codes[name] for name in UNTOUCHED])
        for one in truth.events:
            day = date.fromisoformat(one.day)
            question = asked(view, Period(day, day), touched, untouched)
            during = effect_of(replace(question, others=evenings - {day})).during
            assert during is not None
            interval = during.change.interval
            assert interval is not None
            assert interval.low <= one.lift <= interval.high, (one.theme, interval)


def test_whole_weeks_later_it_is_the_same_community(tmp_path_factory: pytest.TempPathFactory) -> None:
    """So seven last days speak for all: no month's length, leap day or holiday changes anything."""
    later = LEAP_DAY
    moved = later - timedelta(days=7 * 67)
    now, then = town(tmp_path_factory, later), simulate(moved)
    weeks = later - moved
    assert len(now.rows) == len(then.rows)
    for one, other in zip(now.rows[::37], then.rows[::37], strict=True):
        assert datetime.fromisoformat(one.ts) - datetime.fromisoformat(other.ts) == weeks
        assert replace(one, ts="", edited_ts=None) == replace(other, ts="", edited_ts=None)
    assert [one.lift for one in now.truth.events] == [one.lift for one in then.truth.events]


def test_the_evenings_are_called_by_their_weekday() -> None:
    assert {one.title for one in Season(SUNDAY).evenings} == {"周日夜答疑"}
    assert {one.day.weekday() for one in Season(SUNDAY).evenings} == {6}
    assert {one.title for one in Season(LAST).evenings} == {"周四夜答疑"}


def test_it_ends_yesterday_where_the_community_is() -> None:
    assert yesterday(datetime(2026, 12, 31, 15, 59, tzinfo=UTC)) == date(2026, 12, 30)
    assert yesterday(datetime(2026, 12, 31, 16, 0, tzinfo=UTC)) == date(2026, 12, 31)


def _view(store: EmbeddedStore) -> View:
    community = store.community("demo")
    assert community is not None
    return store.view(community)
