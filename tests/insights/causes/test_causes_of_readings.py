"""Causes of readings of the simulated community: they add up, open what is behind them, and say it plainly."""

from dataclasses import replace
from datetime import date, datetime
from functools import cache

import pytest

from juluo.demo.truth import Truth
from juluo.insights.causes.compared import earlier
from juluo.insights.causes.divisions import DIVISIONS, WHY_NOT
from juluo.insights.causes.evidence import moments_of
from juluo.insights.causes.explain import causes
from juluo.insights.causes.part import By, Causes, Effect, Shape
from juluo.insights.causes.sentence import sentence
from juluo.ledger.period import Calendar, Grain, Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.metric import metrics
from juluo.metrics.reading import Reading, read
from juluo.metrics.verdict import Verdict
from juluo.store.view import View

LAST = date(2026, 11, 19)
FLOODED = date(2026, 10, 21)


@cache
def on(view: View, name: str, day: date, grain: Grain = Grain.DAY) -> Reading:
    return read(view, metrics()[name], [Period.of(day, grain)])[0]


def found(view: View, name: str, day: date, grain: Grain = Grain.DAY, verdict: Verdict | None = None) -> Causes:
    """The causes; `verdict` takes the place of the reading's own."""
    reading = on(view, name, day, grain)
    if verdict is not None:
        reading = replace(reading, change=replace(reading.change, verdict=verdict))
    return causes(view, reading)


def test_every_metric_that_is_taken_apart_or_refused_exists() -> None:
    assert {*DIVISIONS, *WHY_NOT} <= set(metrics())


@pytest.mark.parametrize("name", sorted(DIVISIONS))
@pytest.mark.parametrize(
    ("day", "grain"), [(LAST, Grain.DAY), (FLOODED, Grain.DAY), (LAST, Grain.WEEK), (date(2026, 10, 3), Grain.MONTH)]
)
def test_the_parts_of_every_split_add_up_to_the_change(demo_view: View, name: str, day: date, grain: Grain) -> None:
    reading = on(demo_view, name, day, grain)
    told = causes(demo_view, reading)
    if reading.value is None or reading.same_weekday is None or told.reason:
        assert (told.shape, told.splits) == (Shape.INDIVISIBLE, ())
        assert told.reason
        return
    change = reading.value - reading.same_weekday
    assert told.change == pytest.approx(change, abs=1e-9)
    assert {split.by: sum(part.amount for part in split.parts) for split in told.splits} == pytest.approx(
        {split.by: change for split in told.splits}, abs=1e-9
    )
    assert told.splits


def test_counts_add_up_exactly(demo_view: View) -> None:
    for name in ("active_members", "messages", "questions_asked", "active_members_28d"):
        told = found(demo_view, name, LAST)
        whole = [split for split in told.splits if split.by is not By.FACTOR]
        assert {sum(part.amount for part in split.parts) for split in whole} == {told.change}


def test_the_last_evening_is_named_by_its_channel(demo_view: View, demo_truth: Truth) -> None:
    told = found(demo_view, "active_members", LAST)
    assert (told.shape, told.by) == (Shape.CONCENTRATED, By.CHANNEL)
    assert [part.name for part in told.lead] == [f"#{demo_truth.last.drawn_in_channel}"]
    assert told.led == demo_truth.last.drawn_in


def test_the_spam_is_named_as_newcomers_or_as_who_they_are(demo_view: View, demo_truth: Truth) -> None:
    """Six accounts shouted on the day they came: all of them are new."""
    told = found(demo_view, "messages", FLOODED)
    assert told.shape is Shape.CONCENTRATED
    behind = told.lead[0].behind
    assert behind is not None
    spam = set(demo_truth.spam.messages)
    shown = [entry.native_id for entry in demo_view.lines(behind)]
    assert sum(entry in spam for entry in shown) > 0.8 * len(shown)


def test_what_leads_is_named_and_never_the_remainder(demo_view: View, demo_truth: Truth) -> None:
    """Also of a split with so many parts that some stand together."""
    flooded = found(demo_view, "messages", FLOODED)
    threads = flooded.split(By.THREAD)
    assert threads is not None
    assert threads.parts[-1].key == ()
    for day in list(demo_truth.days)[40::8]:
        for name in ("messages", "active_members"):
            told = found(demo_view, name, date.fromisoformat(day), verdict=Verdict.UNTESTED)
            assert all(part.key for part in told.lead)


def test_a_part_of_people_opens_what_these_people_said_there(demo_view: View) -> None:
    told = found(demo_view, "active_members", LAST)
    for by in (By.CHANNEL, By.THREAD, By.HOUR, By.LIFECYCLE, By.COHORT, By.TENURE):
        split = told.split(by)
        assert split is not None
        for part in split.parts:
            for query, people in ((part.behind, part.now), (part.behind_before, part.before)):
                if query is not None:
                    assert len({entry.account for entry in demo_view.lines(query)}) == people, part


def test_a_part_of_messages_opens_these_messages(demo_view: View) -> None:
    told = found(demo_view, "messages", LAST)
    for by in (By.CHANNEL, By.THREAD, By.HOUR, By.LIFECYCLE, By.COHORT, By.TENURE, By.PERSON):
        split = told.split(by)
        assert split is not None
        counted = [
            (demo_view.count(query), number)
            for part in split.parts
            for query, number in ((part.behind, part.now), (part.behind_before, part.before))
            if query is not None
        ]
        assert counted
        assert [n for n, _ in counted] == [number for _, number in counted]


def test_a_part_of_a_share_opens_its_cases(demo_view: View) -> None:
    told = found(demo_view, "reply_rate", LAST, Grain.WEEK)
    split = told.split(By.CHANNEL)
    assert split is not None
    cases = sum(len(part.behind.ids or ()) for part in split.parts if part.effect is Effect.RATE and part.behind)
    assert cases == told.reading.measured.n


def test_messages_are_writers_times_what_each_wrote(demo_view: View) -> None:
    """With a stated number of members: members × the share of them that wrote × messages per writer."""
    split = found(demo_view, "messages", LAST).split(By.FACTOR)
    assert split is not None
    now, before = 1.0, 1.0
    for part in split.parts:
        now, before = now * part.now, before * part.before
    reading = on(demo_view, "messages", LAST)
    assert (now, before) == pytest.approx((reading.value, reading.same_weekday))


def test_hours_are_those_of_the_communitys_clock() -> None:
    calendar = Calendar("Asia/Shanghai", day_starts_at=4)
    (stretch,) = moments_of(calendar, Period(LAST, LAST), frozenset({20, 21}))
    assert stretch == (
        datetime.fromisoformat("2026-11-19T20:00:00+08:00"),
        datetime.fromisoformat("2026-11-19T22:00:00+08:00"),
    )
    (late,) = moments_of(calendar, Period(LAST, LAST), frozenset({2, 3}))
    assert late[0] == datetime.fromisoformat("2026-11-20T02:00:00+08:00")
    assert late[1] == datetime.fromisoformat("2026-11-20T04:00:00+08:00")


def test_an_hour_that_comes_twice_is_one_stretch_of_two_hours() -> None:
    fall = date(2021, 10, 31)
    ((since, until),) = moments_of(Calendar("Europe/Berlin"), Period(fall, fall), frozenset({2}))
    assert (until - since).total_seconds() == 7200


def test_the_period_before_is_the_one_that_readings_compare_with(demo_view: View) -> None:
    for name in ("active_members", "active_members_7d", "active_members_28d", "stickiness", "messages"):
        reading = on(demo_view, name, LAST)
        before = earlier(reading.metric, reading.period)
        (measured,) = reading.metric.measure(demo_view, [before])
        assert measured.value == reading.same_weekday


# what is said


def test_a_change_that_cannot_be_told_from_chance_gets_no_story(demo_view: View) -> None:
    told = found(demo_view, "active_members", LAST, verdict=Verdict.NO_CHANGE)
    assert (told.shape, told.lead, bool(told.splits)) == (Shape.NOT_REAL, (), True)
    assert sentence(told, "zh") == "发言成员和上周四比，看不出变化，不必找原因。"
    assert sentence(told, "en") == (
        "Members who spoke: no clear change from last Thursday; there is no cause to look for."
    )


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict.TOO_FEW, "发言成员的数据太少，说不出变在哪里。"),
        (Verdict.INCOMPLETE, "这段时间还没过完，先不说发言成员变在哪里。"),
    ],
)
def test_too_few_and_unfinished_are_said_as_such(demo_view: View, verdict: Verdict, words: str) -> None:
    assert sentence(found(demo_view, "active_members", LAST, verdict=verdict), "zh") == words


def test_a_change_says_from_where_it_is_and_that_it_is_not_everybodys(demo_view: View) -> None:
    told = found(demo_view, "active_members", LAST, verdict=Verdict.CLEARLY_UP)
    change, held = round(told.change or 0), round(told.led)
    assert held == change
    assert (
        sentence(told, "zh")
        == f"发言成员比上周四多{change}人，其中{held}人来自#答疑。不是全体变热：其余合起来没有变。"
    )
    assert sentence(told, "en").startswith(
        f"Members who spoke: {change} more than last Thursday, {held} of them from #答疑."
    )


def test_a_change_that_may_be_real_says_so(demo_view: View) -> None:
    told = found(demo_view, "active_members", LAST, verdict=Verdict.MAYBE)
    assert sentence(told, "zh").endswith("这个变化可能是真的，还不能肯定。")


@pytest.mark.parametrize("name", ["time_to_first_response", "members", "lifecycle"])
def test_what_is_no_sum_says_that_it_cannot_be_split(demo_view: View, name: str) -> None:
    told = found(demo_view, name, LAST)
    assert (told.shape, told.splits) == (Shape.INDIVISIBLE, ())
    assert "不能再分" in sentence(told, "zh")
    assert "split" in sentence(told, "en")


@pytest.mark.parametrize("name", sorted(DIVISIONS))
def test_every_sentence_is_whole(demo_view: View, name: str) -> None:
    for day in (LAST, FLOODED):
        reading = on(demo_view, name, day)
        for verdict in (reading.verdict, Verdict.CLEARLY_UP, Verdict.CLEARLY_DOWN):
            told = causes(demo_view, replace(reading, change=replace(reading.change, verdict=verdict)))
            for words in (sentence(told, "zh"), sentence(told, "en")):
                assert words.endswith(("。", ".")), words
                assert "{" not in words


def test_nobody_erased_is_named(demo_view: View) -> None:
    told = found(demo_view, "messages", FLOODED)
    people = told.split(By.PERSON)
    assert people is not None
    named = {part.key[0]: part.name for part in people.parts if part.key and part.key[0] is not None}
    accounts = demo_view.accounts(sorted(code for code in named if isinstance(code, int)))
    assert {code: str(name) for code, name in named.items()} == {code: one.name for code, one in accounts.items()}


def test_a_query_by_moments_and_thread_finds_what_stands_there(demo_view: View) -> None:
    told = found(demo_view, "messages", LAST).split(By.THREAD)
    assert told is not None
    queries = [part.behind for part in told.parts if part.behind is not None and part.now]
    assert queries
    for query in queries:
        lines = demo_view.lines(EntryQuery(query.period, query.kinds, thread=query.thread))
        assert {entry.thread for entry in lines} == {query.thread}
