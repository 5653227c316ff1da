"""Who may not come back, in a made-up town: half of it comes in its own rhythm, the others left one by one."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spoken_days import DAYS, FIRST, LAST, Opened, said, told

from juluo.insights.retention.returning import UNSURE, Quiet, Returning, returning
from juluo.insights.retention.rhythms import Rhythm, rhythms
from juluo.insights.retention.words import quiet_words, returning_words
from juluo.ledger.actors import Actors
from juluo.metrics.activity.silences import Clock
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View
from juluo.wording.catalogue import speaker

# Came every third day until eleven days ago.
DING = range(100, DAYS - 11, 3)


def town() -> dict[str, range]:
    """Sixty people, every first to twelfth day each; every other one of them stopped at some time."""
    crowd = {f"m{n}": range(n % 40, DAYS if n % 2 else 60 + 4 * n, 1 + n % 12) for n in range(60)}
    return crowd | {"ding": DING}


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    """The town, opened once for all tests that only look."""
    folder = tmp_path_factory.mktemp("town")
    store = EmbeddedStore(folder / "home")
    view = told(store, folder, town(), spans=((0, DAYS - 1),))
    yield view
    view.close()
    store.close()


@pytest.fixture(scope="module")
def found(seen: View) -> Returning:
    return returning(seen, LAST)


def named(view: View, quiet: Iterable[Quiet]) -> dict[str, Quiet]:
    accounts = view.accounts([one.account for one in quiet])
    return {accounts[one.account].name: one for one in quiet}


def listed(view: View) -> set[str]:
    return set(named(view, returning(view, LAST).quiet))


def test_a_regular_who_fell_silent_is_worth_a_message(seen: View, found: Returning) -> None:
    assert found.fit is not None
    ding = named(seen, found.quiet)["ding"]
    assert (ding.usual, ding.silent) == (3, DAYS - 1 - DING[-1])
    assert UNSURE[0] <= ding.alive <= UNSURE[1]
    assert ding.last == FIRST + timedelta(days=DING[-1])
    # All of Ding's silences were three days: the fourth is the first unusual one.
    assert ding.worth_on == ding.last + timedelta(days=4)
    assert ding.expected == pytest.approx(ding.lost * ding.alive)
    assert 5 < ding.lost < 28 / 3


def test_those_who_would_be_missed_most_come_first(found: Returning) -> None:
    quiet = found.quiet
    assert len(quiet) >= 2
    assert [one.lost for one in quiet] == sorted((one.lost for one in quiet), reverse=True)
    assert all(UNSURE[0] <= one.alive <= UNSURE[1] for one in quiet)


def test_words_are_about_what_may_be_and_say_why(seen: View, found: Returning) -> None:
    ding = named(seen, found.quiet)["ding"]
    assert quiet_words(ding, speaker("zh")) == f"平时平均3天来一次，这回{ding.silent}天没来了"
    assert "silent for" in quiet_words(ding, speaker("en"))
    # Of each only what was seen; that somebody is gone is never said.
    assert all("没来了" in quiet_words(one, speaker("zh")) for one in found.quiet)
    assert not any("走了" in quiet_words(one, speaker("zh")) for one in found.quiet)
    assert "不是断定" in returning_words(found, speaker("zh"))[0]


def test_staff_are_not_listed(seen: View, found: Returning, spoken: Opened) -> None:
    assert "ding" in named(seen, found.quiet)
    assert "ding" not in listed(spoken(town(), said("ding", 150, 13, is_staff=True)))


def test_whoever_is_counted_no_bot_and_no_staff_is_sent_a_message(spoken: Opened, store: EmbeddedStore) -> None:
    spoken(town(), said("ding", 150, 13, is_bot=True), said("m2", 150, 13, is_staff=True))
    community = store.community("town")
    assert community is not None
    with closing(store.view(community, actors=Actors.ALL)) as everyone:
        names = listed(everyone)
    assert names
    assert names.isdisjoint({"ding", "m2"})


def test_a_member_who_left_is_not_listed(spoken: Opened) -> None:
    here = listed(spoken(town(), said("ding", DAYS - 5, 13, kind="leave", text=None)))
    assert here
    assert "ding" not in here


def test_an_erased_member_is_not_listed(spoken: Opened, store: EmbeddedStore) -> None:
    view = spoken(town())
    before = listed(view)
    ding = [account for account in view.accounts(range(1, 80)).values() if account.name == "ding"]
    view.close()
    store.erase("town", ding)
    assert listed(spoken({})) == before - {"ding"}
    assert "ding" in before


def test_with_few_people_nothing_is_estimated(spoken: Opened) -> None:
    found = returning(spoken({"an": range(0, 200, 2), "bo": range(5, 290, 9)}), LAST)
    assert (found.fit, found.quiet) == (None, ())
    assert returning_words(found, speaker("zh")) == (found.reason,)
    assert returning_words(found, speaker("en")) != (found.reason,)


def test_a_day_without_records_says_so(seen: View) -> None:
    assert returning(seen, LAST + timedelta(days=40)).reason == "这段时间没有导入任何记录"


def test_only_what_was_known_on_the_day_counts(spoken: Opened) -> None:
    day = FIRST + timedelta(days=200)
    until_then = {who: [n for n in days if n <= 200] for who, days in town().items()}
    early = returning(spoken(until_then), day)
    assert early.quiet
    assert returning(spoken(town()), day) == early


def test_earlier_lists_are_held_against_what_came(found: Returning) -> None:
    past = found.hindsight
    assert past is not None
    assert 0 <= past.came <= past.listed
    assert 0 < past.said < past.listed


def test_silence_is_not_counted_where_nothing_was_heard(spoken: Opened) -> None:
    view = spoken({"an": [0, 4, 30]}, spans=((0, 9), (20, 39)))
    (an,) = rhythms(view, FIRST + timedelta(days=35), Clock(view))
    # Days 10 to 19 are told by no export.
    assert (an.gaps, an.known, an.silent) == ((4, 16), 25, 5)


def test_days_to_come_are_taken_to_be_told(spoken: Opened) -> None:
    clock = Clock(spoken({}, spans=((0, 9), (20, 39))))
    day = [FIRST + timedelta(days=n) for n in range(60)]
    assert clock.days(day[5], day[25]) == 10
    assert (clock.after(day[5], 0), clock.after(day[5], 4), clock.after(day[5], 5)) == (day[5], day[9], day[20])
    assert (clock.after(day[39], 3), clock.after(day[37], 3)) == (day[42], day[40])


@given(st.lists(st.integers(1, 60), min_size=1, max_size=40))
def test_nine_in_ten_of_one_s_own_silences_were_no_longer(gaps: list[int]) -> None:
    member = Rhythm(1, LAST, tuple(gaps), sum(gaps), 0)
    longest = member.rarely_silent()
    assert sum(gap <= longest for gap in gaps) >= 0.9 * len(gaps) - 1e-9
    assert sum(gap < longest for gap in gaps) < 0.9 * len(gaps)
