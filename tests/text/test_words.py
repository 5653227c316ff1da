import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juluo.text.words import OWN, Vocabulary, stem, words


def said(text: str, *own: str) -> list[str]:
    return [word.text for word in words(text, Vocabulary(own))]


def test_chinese_words_carry_kind_and_place() -> None:
    found = words("我们在北京开会。")
    assert [(word.text, word.start) for word in found] == [("我们", 0), ("在", 2), ("北京", 3), ("开会", 5)]
    assert [word.tag for word in found][2:] == ["ns", "v"]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("我用iPhone15拍的", "iphone15"),
        ("学C++还是Rust", "c++"),
        ("C#好学吗", "c#"),
        ("VSCode打不开", "vscode"),
        ("装.NET运行时", ".net"),
        ("node.js报错", "node.js"),
        ("GPT-4o更快", "gpt-4o"),
        ("买了件T恤", "t恤"),
        ("B站直播", "b站"),
        ("it's fine", "it's"),
        ("升级到v2.3.1", "v2.3.1"),
    ],
)
def test_what_mixes_letters_signs_and_characters_stays_whole(text: str, whole: str) -> None:
    assert whole in said(text)


def test_a_community_has_words_of_its_own() -> None:
    assert "万一免五" not in said("开户万一免五")
    found = words("开户万一免五", Vocabulary(["万一免五"]))
    assert [(word.text, word.tag) for word in found][-1] == ("万一免五", OWN)


def test_and_another_community_does_not_hear_of_them() -> None:
    before = said("开户万一免五")
    said("开户万一免五", "万一免五", "开户万一免五")
    assert said("开户万一免五") == before


def test_a_word_of_ones_own_tears_no_other() -> None:
    assert said("社会员工大会", "会员") == ["社会", "员工", "大会"]
    assert "会员" in said("老会员来了", "会员")


def test_the_longest_of_ones_own_words_wins() -> None:
    assert "聚落开放日" in said("聚落开放日见", "聚落", "聚落开放日", "开放日")


def test_own_words_are_found_whatever_their_case() -> None:
    assert "lean4web" in said("LEAN4WEB坏了", "Lean4Web")


@settings(max_examples=200)
@given(st.text(max_size=40), st.lists(st.text(min_size=1, max_size=4), max_size=3))
def test_each_word_stands_where_it_says(text: str, own: list[str]) -> None:
    reach = 0
    for word in words(text, Vocabulary(own)):
        assert word.start >= reach
        assert text[word.start :].lower().startswith(word.text)
        reach = word.start + 1


@settings(max_examples=200)
@given(st.text(alphabet="开户万一免五社会员工C#+.NET's ", max_size=24))
def test_whatever_is_no_sign_is_in_a_word(text: str) -> None:
    kept = "".join(word.text for word in words(text, Vocabulary(["万一免五", "会员", "户万", "工C"])))
    assert [sign for sign in kept if sign.isalnum()] == [sign for sign in text.lower() if sign.isalnum()]


@pytest.mark.parametrize(
    ("forms", "one"),
    [
        (("crash", "crashes", "crashed", "crashing"), "crash"),
        (("stop", "stops", "stopped", "stopping"), "stop"),
        (("query", "queries"), "query"),
        (("install", "installs", "installed", "installing"), "install"),
        (("update", "updates", "updated", "updating"), "updat"),
        (("class", "classes"), "class"),
        (("status",), "status"),
        (("this",), "this"),
        (("red",), "red"),
        (("问题",), "问题"),
    ],
)
def test_forms_of_an_english_word_meet(forms: tuple[str, ...], one: str) -> None:
    assert {stem(form) for form in forms} == {one}
