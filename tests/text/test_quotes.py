"""What a text quotes. The lines are invented."""

import pytest

from juluo.text.quotes import Quote, quote, quoted_line


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("「阿明：周六几点开始？」\n- - - - - - - - - - - - - - -\n两点", Quote("阿明", "周六几点开始?", "两点")),
        ("「阿明: 周六几点开始」两点", Quote("阿明", "周六几点开始", "两点")),
        ("“小陈：发我一份”\n——————\n好", None),
        ("“小陈：发我一份”\n-----\n好", Quote("小陈", "发我一份", "好")),
        ("回复 小陈：已经发了", Quote("小陈", "", "已经发了")),
        ("回覆@小陈:已经发了", Quote("小陈", "", "已经发了")),
        ("> is it raining?\n> here\nno", Quote("", "is it raining?\nhere", "no")),
        ("大家好", None),
        ("「春天」这首歌谁有", None),
        ("", None),
    ],
)
def test_a_quote_is_taken_apart(text: str, found: Quote | None) -> None:
    assert quote(text) == found


NAMES = ["阿明", "小陈", "阿明", "小陈"]
TEXTS = ["周六几点开始？", "周六几点开始？", "周六几點開始？在哪", "好的"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("「小陈：周六几点开始？」\n- - - - -\n两点", 1),
        ("「阿明：周六几点开始？」\n- - - - -\n两点", 2),
        ("「阿明：周六几点…」\n- - - - -\n两点", 2),
        ("「阿明：在哪」\n- - - - -\n楼下", 2),
        ("「老王：周六几点开始？」\n- - - - -\n两点", None),
        ("「小陈：好」\n- - - - -\n嗯", None),
        ("回复 小陈：嗯", None),
        ("> 周六几点开始？在哪\n楼下", 2),
    ],
)
def test_the_quoted_line_is_the_latest_that_fits(text: str, place: int | None) -> None:
    found = quote(text)
    assert found is not None
    assert quoted_line(found, NAMES, TEXTS) == place
