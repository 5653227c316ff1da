"""How names and ids are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.insights.merges.names import bare_id, key, one_apart, stem, telling


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ａｌｅｘ", "alex"),
        ("一叶\u200b知秋", "一叶知秋"),
        ("🌙小鱼🌙", "小鱼"),
        ("big_bear", "Big Bear"),
        ("ﬁsh", "fish"),
    ],
)
def test_what_a_keyboard_adds_makes_no_other_name(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_a_name_of_emoji_alone_is_compared_by_them() -> None:
    assert key("🌙 🌙") == "🌙🌙"
    assert key("🌙") != key("☀")


@pytest.mark.parametrize("second", ["小鱼小号", "小鱼（新号）", "小鱼2", "小鱼手机", "小鱼 2号"])
def test_a_second_account_s_name_has_the_first_one_s_stem(second: str) -> None:
    assert stem(key(second)) == key("小鱼")


def test_what_is_the_name_itself_stays() -> None:
    assert stem(key("小新")) == "小新"
    assert stem(key("new")) == "new"
    assert stem(key("route66")) == "route66"  # two digits tell more than a second account


def test_which_names_tell() -> None:
    assert [telling(key(name)) for name in ("一叶知秋", "xx1234", "dragonfly")] == [True, True, True]
    assert [telling(key(name)) for name in ("小明", "张子轩", "Kevin", "a1")] == [False] * 4


def test_ids_as_readers_write_them() -> None:
    assert {bare_id(one) for one in ("user123456789", "123456789", "uid:123456789", "123456789@c.us")} == {"123456789"}
    assert [bare_id(one) for one in ("17", "wxid_abc", "", "user17")] == [""] * 4


LETTERS = st.text("abcd", min_size=7, max_size=10)


@given(LETTERS, st.integers(0, 9), st.sampled_from("abcd"))
def test_a_letter_less_more_or_other(name: str, place: int, letter: str) -> None:
    at = place % len(name)
    assert one_apart(name, name[:at] + letter + name[at:])
    assert one_apart(name, name[:at] + "z" + name[at + 1 :])
    assert not one_apart(name, name)
    assert not one_apart(name, "zz" + name[2:])


def test_of_short_names_a_letter_makes_another_person_s() -> None:
    assert not one_apart("张子轩", "张子涵")
