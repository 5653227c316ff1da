"""Open answers that say the same (invented ones), and the need they are nearest to."""

from juluo.insights.surveys.themes import nearest, themes

ANSWERS = [
    "希望能出离线版本，地铁上没网用不了",
    "有没有离线版本？没网的时候想用",
    "离线版本快点出吧",
    "客服回复太慢",
    "客服回复好慢，等了三天",
    "挺好的",
]


def test_answers_alike_are_one_theme_and_named_by_what_they_share() -> None:
    found = themes(ANSWERS)
    assert [set(one.answers) for one in found] == [{0, 1, 2}, {3, 4}]
    assert found[0].words == ("离线", "版本")


def test_an_answer_is_put_to_the_need_it_is_like_and_to_none_if_it_is_like_none() -> None:
    assert nearest(ANSWERS, {"offline": "离线版本 没网用不了"}) == {0: "offline", 1: "offline", 2: "offline"}
    assert nearest(ANSWERS, {}) == {}
