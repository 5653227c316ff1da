from datetime import UTC, datetime, timedelta

from juluo.text.floods import Post, floods

START = datetime(2026, 3, 2, 20, tzinfo=UTC)
AD = "全新课程限时优惠，三天学会剪辑，加群领取资料，名额只剩{}个"


def said(text: str, author: str, minute: float) -> Post:
    return Post(text, author, START + timedelta(minutes=minute))


def test_one_person_says_the_same_again_and_again() -> None:
    posts = [said("顶", "甲", at) for at in range(6)] + [said("在吗", "乙", 1)]
    (flood,) = floods(posts)
    assert (flood.places, flood.authors) == ((0, 1, 2, 3, 4, 5), 1)
    assert (flood.first, flood.last) == (posts[0].moment, posts[5].moment)


def test_many_accounts_paste_one_advertisement() -> None:
    posts = [said(AD.format(at), f"号{at}", at) for at in range(7)]
    (flood,) = floods(posts)
    assert (len(flood.places), flood.authors) == (7, 7)


def test_many_who_agree_are_no_flood() -> None:
    assert floods([said("恭喜恭喜", f"人{at}", at / 10) for at in range(50)]) == []


def test_nor_is_the_same_said_once_a_day() -> None:
    assert floods([said("早上好，新的一天开始了，大家加油", "甲", at * 1440) for at in range(30)]) == []


def test_four_times_is_not_yet_one() -> None:
    assert floods([said(AD, "甲", at) for at in range(4)]) == []


def test_two_floods_of_one_text_are_two() -> None:
    posts = [said("顶", "甲", at) for at in [*range(5), *range(100, 105)]]
    assert [flood.places for flood in floods(posts)] == [(0, 1, 2, 3, 4), (5, 6, 7, 8, 9)]


def test_order_of_posts_does_not_matter_and_pictures_are_no_text() -> None:
    posts = [said("顶", "甲", at) for at in reversed(range(5))] + [said("……", "甲", at) for at in range(9)]
    (flood,) = floods(posts)
    assert flood.places == (4, 3, 2, 1, 0)
