import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juluo.text.advertising import SHOWN, Advertising, Verdict

SHIPPED = Advertising.shipped()


@pytest.mark.parametrize(
    "text",
    [
        "兼职刷单，日入300，加我微信 zhuan_qian88",
        "学生兼*职*刷*单，轻松日入500，扫码进群",
        "免费领取课程资料！！名额只剩最后3个，加V xuexi2026",
        "Earn $500 daily from home, no experience needed, DM me now!",
        "Набираю людей, доход от 100$ в день, пишите в лс",
    ],
)
def test_this_advertises_and_says_why(text: str) -> None:
    (advert,) = SHIPPED.judge([text])
    assert advert.chance >= SHOWN
    assert all(sign.words in text for sign in advert.signs)
    assert [sign.points for sign in advert.signs] == sorted((sign.points for sign in advert.signs), reverse=True)


@pytest.mark.parametrize(
    "text",
    [
        "请问怎么加微信支付？",
        "https://example.com/docs 看这里",
        "有问题私聊我",
        "有人做过兼职吗？",
        "价格 3000 元，工资月结",
        "My salary is $5000 a month",
        "let C be a + v of dimension n",
        "送来炒饭是给猫吃的呀！！",
        "",
    ],
)
def test_one_sign_alone_is_not_enough(text: str) -> None:
    (advert,) = SHIPPED.judge([text])
    assert advert.chance < SHOWN


def test_where_nothing_speaks_for_it_no_sign_is_shown() -> None:
    (advert,) = SHIPPED.judge(["今天的会改到下午三点"])
    assert advert.signs == ()
    assert advert.chance < 0.1


def test_a_community_teaches_what_it_calls_an_advertisement() -> None:
    kinds = [("本周团购车厘子，接龙报名", True), ("车厘子团购又开始了，接龙", True), ("团购接龙：车厘子两斤装", True)]
    clicks = [Verdict(*kind) for kind in kinds] * 2 + [
        Verdict(f"第{at}天打卡，今天读了三十页", advertises=False) for at in range(6)
    ]
    taught = SHIPPED.learned(clicks)
    asked = ["车厘子团购接龙报名了", "打卡，今天读了二十页"]
    before, after = SHIPPED.judge(asked), taught.judge(asked)
    assert after[0].chance > 0.5 > before[0].chance
    assert after[1].chance <= before[1].chance
    assert taught.version != SHIPPED.version
    assert SHIPPED.judge(asked) == before


def test_and_what_it_calls_none() -> None:
    text = "招兼职讲师，日结，限时名额，联系我"
    assert SHIPPED.judge([text])[0].chance >= SHOWN
    assert SHIPPED.learned([Verdict(text, advertises=False)] * 3).judge([text])[0].chance < SHOWN


def test_the_same_clicks_teach_the_same_in_any_order() -> None:
    clicks = [Verdict("团购接龙", advertises=True), Verdict("打卡第三天", advertises=False)]
    one, other = SHIPPED.learned(clicks), SHIPPED.learned(clicks[::-1])
    assert one.version == other.version
    assert one.judge(["团购"])[0].chance == pytest.approx(other.judge(["团购"])[0].chance, abs=1e-3)
    assert SHIPPED.learned([]) is SHIPPED


@settings(max_examples=100)
@given(st.text(max_size=40))
def test_every_sign_stands_in_the_text(text: str) -> None:
    (advert,) = SHIPPED.judge([text])
    assert 0 <= advert.chance <= 1
    assert all(sign.words in text for sign in advert.signs)
