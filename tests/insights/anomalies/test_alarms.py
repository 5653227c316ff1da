"""What was planted in the simulated community raises alarms with their causes, each once."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from simulated_town import LAST

from juluo.demo.schedule import Season
from juluo.demo.truth import Truth
from juluo.insights.anomalies.alarm import Alarm, Sign, Why
from juluo.insights.anomalies.alarms import alarms
from juluo.insights.anomalies.floods import copies, worst
from juluo.insights.anomalies.telling import facts, what, why
from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

DAY = timedelta(days=1)
SEASON = Season(LAST)
WHOLE = Period(date(2026, 8, 20), date(2026, 11, 19))


@pytest.fixture(scope="module")
def found(demo_view: View) -> tuple[Alarm, ...]:
    return alarms(demo_view, WHOLE)


def of_day(found: tuple[Alarm, ...], day: date) -> Iterator[Alarm]:
    return (alarm for alarm in found if alarm.day == day)


def test_the_spam_accounts_are_named(demo_view: View, demo_truth: Truth, found: tuple[Alarm, ...]) -> None:
    flood = next(of_day(found, SEASON.spam))
    accounts = demo_view.accounts(flood.cause.accounts).values()
    assert (flood.sign, flood.cause.why) == (Sign.FLOOD, Why.NEWCOMERS)
    assert {account.account_id for account in accounts} == set(demo_truth.spam.accounts)
    assert flood.cause.n == flood.cause.copies == len(demo_truth.spam.messages)
    entries = demo_view.lines(flood.evidence)
    assert {entry.native_id for entry in entries} == set(demo_truth.spam.messages)


def test_their_removal_is_why_so_many_left(found: tuple[Alarm, ...]) -> None:
    left = next(alarm for alarm in of_day(found, SEASON.spam) if alarm.metric == "left")
    assert (left.sign, left.cause.why) == (Sign.HIGH, Why.REMOVED)


def test_evenings_are_named_by_their_announcement(found: tuple[Alarm, ...]) -> None:
    days = {evening.day for evening in SEASON.evenings}
    high = {alarm.day: alarm.cause for alarm in found if alarm.sign is Sign.HIGH and alarm.metric == "active_members"}
    assert len(high) >= 3
    assert high.keys() <= days
    assert {(cause.why, cause.kind) for cause in high.values()} == {(Why.EVENT, Kind.ANNOUNCE)}


def test_the_dead_channel_is_told_once(demo_view: View, demo_truth: Truth, found: tuple[Alarm, ...]) -> None:
    (dead,) = [alarm for alarm in found if alarm.sign is Sign.DEAD_CHANNEL]
    assert dead.cause.channel is not None
    assert demo_view.channels[dead.cause.channel].channel_id == demo_truth.dead_channel.channel_id
    assert dead.since == date.fromisoformat(demo_truth.dead_channel.last_message_day)
    assert dead.day - dead.since <= 7 * DAY


def test_the_holiday_has_no_single_cause(found: tuple[Alarm, ...]) -> None:
    low = [alarm for alarm in found if alarm.sign is Sign.LOW]
    assert [alarm.day for alarm in low] == [SEASON.quiet[0]]
    assert low[0].cause.why is Why.EVERYONE


def test_few_days_raise_alarms(found: tuple[Alarm, ...]) -> None:
    assert len({alarm.day for alarm in found}) <= 0.1 * WHOLE.length


def test_a_day_s_alarms_are_the_same_alone(demo_view: View, found: tuple[Alarm, ...]) -> None:
    for day in [*dict.fromkeys(alarm.day for alarm in found), *WHOLE.days[::9]]:
        assert alarms(demo_view, Period(day, day)) == tuple(of_day(found, day))


def test_every_alarm_is_told_in_both_languages(demo_view: View, found: tuple[Alarm, ...]) -> None:
    for alarm in found:
        for lang in ("zh", "en"):
            for sentence in (what(demo_view, alarm, lang), why(demo_view, alarm, lang)):
                assert sentence
                assert "{" not in sentence
        assert facts(demo_view, alarm, "zh")["entries"] or alarm.sign is Sign.DEAD_CHANNEL


def test_the_report_asks_the_same_flood(demo_view: View) -> None:
    flood = worst(demo_view, Period.trailing(SEASON.spam + DAY, 7))
    assert flood is not None
    assert (flood.day, flood.new, flood.messages) == (SEASON.spam, True, 186)
    assert worst(demo_view, Period(SEASON.spam + DAY, SEASON.spam + 8 * DAY)) is None


def test_messages_are_alike_but_for_numbers_and_marks() -> None:
    assert copies(["加群 123456，送好礼！", "加群 98765，送好礼", "加群1 送好礼~~"]) == 0
    assert copies(["扫码进群领红包 1", "扫码进群领红包！22", "扫码，进群领红包", "大家好啊各位朋友"]) == 3
    assert copies(["+1"] * 9) == 0
    assert copies([None, ""]) == 0


def test_whether_a_flood_was_of_one_text_is_unknown_once_its_words_are_gone(demo_view: View, tmp_path: Path) -> None:
    """Not 0: the messages may have been alike, only nobody can tell any more."""
    home = shutil.copytree(demo_view.ledger.root.parents[1], tmp_path / "home")
    with closing(EmbeddedStore(home)) as store:
        assert store.forget_text(demo_view.community.slug, SEASON.spam + DAY) > 0
        with closing(store.view(demo_view.community)) as view:
            flood = next(of_day(alarms(view, Period(SEASON.spam, SEASON.spam)), SEASON.spam))
            assert (flood.cause.copies, flood.cause.n, flood.sign) == (None, 186, Sign.FLOOD)
            assert "几乎一模一样" not in why(view, flood, "zh")
