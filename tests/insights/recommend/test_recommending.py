"""What a member is shown, and why, in an invented house of threads."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from rooms import DAYS, GARDEN, LAST, TEA, House, code_of, house, opened

from juluo.insights.recommend.hindsight import tried
from juluo.insights.recommend.recommending import Recommended, Why, recommended
from juluo.insights.recommend.words import none_words, tried_words, why_words
from juluo.store.view import View
from juluo.wording.catalogue import speaker


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with opened(tmp_path_factory.mktemp("house"), house()) as found:
        yield found


def for_(view: View, *names: str, out: tuple[str, ...] = ()) -> Recommended:
    unwanted = frozenset(code_of(view, name) for name in out)
    return recommended(view, LAST, [code_of(view, name) for name in names], unwanted)


def test_the_living_thread_of_one_s_own_kind_comes_first_and_says_why(view: View) -> None:
    found = for_(view, "an").found
    assert [one.title for one in found] == ["龙井茶 新的", "番茄苗 新的"]
    assert (found[0].why, found[0].people, found[0].for_) == (Why.TOGETHER, 4, 1)
    assert found[0].about.startswith("龙井茶 ")
    assert "也在聊这个" in why_words(found[0], speaker("zh"))


def test_what_is_over_or_known_is_not_shown(view: View) -> None:
    assert [one.title for one in for_(view, "tea1").found] == ["番茄苗 新的"]


def test_several_people_share_a_list_that_says_for_how_many_it_is_new(view: View) -> None:
    found = for_(view, "an", "tea1", "green1")
    assert found.people == 3
    assert {one.title: one.for_ for one in found.found} == {"龙井茶 新的": 2, "番茄苗 新的": 2}


def test_no_reason_names_anybody(view: View) -> None:
    for who in (*TEA, *GARDEN):
        for one in for_(view, who).found:
            said = why_words(one, speaker("zh"))
            assert not any(name in said for name in (*TEA, *GARDEN))


def test_who_wants_none_gets_none_and_speaks_for_nothing(view: View, tmp_path: Path) -> None:
    found = for_(view, "an", out=("an",))
    assert found.found == ()
    assert none_words(found, speaker("zh")) == "说过不要推荐"
    told = house()
    told.says(85, "shy", "只有她聊")
    told.says(86, "shy", "只有她聊")
    with opened(tmp_path, told) as other:
        assert "只有她聊" in {one.title for one in for_(other, "an").found}
        assert "只有她聊" not in {one.title for one in for_(other, "an", out=("shy",)).found}


def test_who_said_nothing_for_half_a_year_is_not_guessed_at(view: View) -> None:
    found = recommended(view, LAST, [10**6])
    assert none_words(found, speaker("zh")).startswith("近半年没发过言")
    assert recommended(view, LAST + timedelta(days=60), [code_of(view, "an")]).reason


def test_one_place_in_ten_is_kept_for_what_is_young_and_small(tmp_path: Path) -> None:
    told = House()
    told.says(40, "an", "从前")
    for n in range(14):
        for who in range(5):
            told.says(85, f"m{who}", f"热闹 {n}")
    for n in range(3):
        told.says(87, "m9", f"冷清 {n}", "角落")
    with opened(tmp_path, told) as view:
        found = for_(view, "an").found
        assert found == for_(view, "an").found
    assert len(found) == 10
    assert [one.why for one in found].count(Why.NEW) == 1
    assert found[-1].title.startswith("冷清")


def test_without_threads_channels_are_recommended(tmp_path: Path) -> None:
    told = House()
    for who in ("an", "bo", "cen", "ding"):
        told.says(80, who, None, "茶室")
    for who in ("bo", "cen", "ding"):
        told.says(81, who, None, "棋室")
    for line in told.lines:
        line.pop("topic")
    with opened(tmp_path, told) as view:
        found = for_(view, "an")
    assert not found.threads
    assert [one.title for one in found.found] == ["棋室"]


def test_looking_back_counts_who_took_up_what_was_there(tmp_path: Path) -> None:
    """An takes up a thread that was there. Staff don't count, nor does a thread that began later."""
    told = house()
    for day, who in ((81, "tea1"), (81, "lin"), (80, "green1")):
        told.says(day, who, "开着的" if who != "green1" else "也开着", "茶室" if who != "green1" else "菜园")
    told.says(DAYS - 3, "an", "开着的")
    told.says(DAYS - 3, "lin", "也开着", "菜园")
    told.says(DAYS - 3, "tea2", "刚开的")
    with opened(tmp_path, told) as view:
        found = tried(view, LAST, 1)
    assert found is not None
    assert (found.cases, found.people, found.hits, found.rivals["popular"]) == (1, 1, 1, 1)
    assert "还说不出" in tried_words(found, speaker("zh"))[0]


def test_nobody_who_took_up_anything_says_nothing_about_lists(view: View) -> None:
    assert tried(view, LAST - timedelta(days=40), 1) is None
    assert "还说不出" in tried_words(None, speaker("zh"))[0]
