import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juluo.text.near import Likeness, Nearby, edits, key, near_groups

AD = "全新课程限时优惠，三天学会剪辑，加群领取资料，名额只剩十个"


def slow_edits(one: str, other: str) -> int:
    """Wagner and Fischer 1974, as it stands in every textbook."""
    row = list(range(len(other) + 1))
    for at, sign in enumerate(one, 1):
        before, row[0] = row[0], at
        for to, theirs in enumerate(other, 1):
            before, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, before + (sign != theirs))
    return row[-1]


@settings(max_examples=200)
@given(st.text("ab送餐", max_size=12), st.text("ab送餐", max_size=12))
def test_edits_are_levenshteins(one: str, other: str) -> None:
    assert edits(one, other) == slow_edits(one, other)


@pytest.mark.parametrize(("one", "other", "told"), [("kitten", "sitting", 3), ("", "abc", 3), ("同", "同", 0)])
def test_published_distances(one: str, other: str, told: int) -> None:
    assert edits(one, other) == told


def test_small_changes_do_not_hide_a_copy() -> None:
    texts = [
        AD,
        "早上好",
        AD.replace("三天", "七天") + "！！",
        "今天的会改到下午三点，大家看一下日程",
        AD.replace("限时", "限 时"),
    ]
    assert near_groups(texts) == [0, 1, 0, 3, 0]


def test_signs_spaces_and_width_are_no_change() -> None:
    assert near_groups(["加我 VX：abc123！", "加我vx:ABC123", "加我ＶＸ～abc１２３"]) == [0, 0, 0]


def test_short_texts_are_near_to_themselves_alone() -> None:
    assert near_groups(["好的", "好吧", "好的", "1", "2", "", ""]) == [0, 1, 0, 3, 4, 5, 6]


def test_what_many_say_is_no_copy_in_short_texts() -> None:
    """送餐很快 is said by a tenth of this list; 沉香手串 by two."""
    common = [
        f"{who}说送餐很快" for who in ("老王", "小李", "阿花", "同事", "室友", "邻居", "前台", "保安", "客服", "店长")
    ]
    keys = [key(text) for text in [*common * 300, "沉香手串转让", "沉香手串转出"]]
    likeness = Likeness(keys)
    assert not likeness.near("送餐很快好", "送餐很快赞")
    assert likeness.near("沉香手串转让", "沉香手串转出")


def test_a_list_is_asked_again_and_again() -> None:
    nearby = Nearby(["随便聊聊", AD, "另一件事情完全不同，关于周末的徒步"])
    assert nearby.like([AD.replace("名额", "位置"), "没有这样的事", ""]) == [[1], [], []]


def test_very_long_texts_are_compared_by_their_marks() -> None:
    long = "".join(chr(0x4E00 + place * 7 % 9000) for place in range(3_000))
    assert near_groups([long, long[:1500] + "改" + long[1500:], long[::-1]]) == [0, 0, 2]


@settings(max_examples=60)
@given(st.lists(st.text("送餐很快好吃ab ", max_size=30), max_size=12))
def test_each_group_is_named_by_its_first(texts: list[str]) -> None:
    groups = near_groups(texts)
    assert all(group <= at and groups[group] == group for at, group in enumerate(groups))
    assert near_groups(texts) == groups


@settings(max_examples=30)
@given(st.integers(0, len(AD) - 1), st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5))
def test_one_character_changed_is_always_found(at: int, sign: str) -> None:
    assert near_groups([AD, AD[:at] + sign + AD[at + 1 :]]) == [0, 0]
