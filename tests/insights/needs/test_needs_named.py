"""What a need is called: what ails people stands before it, and nobody's name."""

import pytest

from juluo.insights.needs.ailments import parted, with_ailment
from juluo.insights.needs.people import Called


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (["一导出就报错", "导出又报错了", "怎么导出"], "报错：导出"),
        (["导出报错", "导出没了一列", "怎么导出"], "导出"),
        (["导出以后是乱码，还报错", "乱码，报错", "报错"], "乱码：导出"),
        (["export fails with an error", "the export failed", "it fails"], "fails: 导出"),
    ],
)
def test_what_most_say_ails_them_stands_before_the_name(texts: list[str], name: str) -> None:
    assert with_ailment("导出", [""] * len(texts), texts) == name
    assert parted(name)[1] == "导出"


def test_what_the_name_says_already_is_not_said_twice() -> None:
    assert with_ailment("导出报错", ["", ""], ["导出报错", "导出又报错"]) == "导出报错"
    assert parted("周三：导出") == ("", "周三：导出")


@pytest.mark.parametrize(
    ("phrase", "texts", "is_name"),
    [
        ("小明", ["小明在吗"], True),
        ("发票", ["发票怎么开"], False),
        ("marta", ["Marta said so", "ask Marta"], True),
        ("marta olsen", ["Marta Olsen said so"], True),
        ("will", ["will it work", "Will you come", "it will"], False),
        ("olsen bug", ["the Olsen bug"], False),
    ],
)
def test_a_members_name_is_known_from_a_word(phrase: str, texts: list[str], is_name: bool) -> None:  # noqa: FBT001 - a case's outcome
    assert Called(["小明", "Marta Olsen", "Will Smith"]).is_name(phrase, texts) is is_name
