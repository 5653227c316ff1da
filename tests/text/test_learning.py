"""An operator's clicks move the judgement of one community: invented lines of a group that trades plants."""

import numpy as np
import pytest

from juluo.text.acts import Acts
from juluo.text.cues import Act
from juluo.text.learning import Click

# In this group “求带” asks and “有没有喜的” offers: no general model knows.
OFFERS = [
    "有没有喜{}的，自家多出来一盆",
    "有没有想养{}的，送一棵小苗",
    "有没有缺{}的，我这儿分枝",
    "有没有收{}的，五块包邮",
]
ASKS = ["求带一盆{}", "求带{}，周末自提", "蹲蹲{}求带", "{}求带，价好说"]
PLANTS = ["绿萝", "月季", "薄荷", "龟背竹", "三角梅", "茉莉", "吊兰", "多肉"]


def lines(patterns: list[str], plants: list[str]) -> list[str]:
    return [pattern.format(plant) for pattern in patterns for plant in plants]


@pytest.fixture(scope="module")
def learned() -> Acts:
    told = [Click(text, Act.QUESTION, right=False) for text in lines(OFFERS[:3], PLANTS[:5])]
    told += [Click(text, Act.QUESTION, right=True) for text in lines(ASKS[:3], PLANTS[:5])]
    return Acts.shipped().learned(told)


def right(acts: Acts) -> float:
    """How many lines never clicked on are judged as this community means them."""
    offers, asks = lines(OFFERS, PLANTS[5:]), lines(ASKS, PLANTS[5:])
    said = np.array([judged.question >= 0.5 for judged in acts.judge(offers + asks)])
    return float((said == np.array([False] * len(offers) + [True] * len(asks))).mean())


def test_clicks_help_on_lines_never_clicked_on(learned: Acts) -> None:
    assert right(learned) >= right(Acts.shipped()) + 0.4
    assert right(learned) >= 0.7


def test_a_click_moves_its_own_line_and_leaves_the_rest_nearly_alone(learned: Acts) -> None:
    shipped = Acts.shipped()
    offer = lines(OFFERS[:1], PLANTS[:1])
    assert learned.judge(offer)[0].question < 0.5 < shipped.judge(offer)[0].question
    for other in ("求推荐一款耳机", "明天几点开会？", "登录一直报错", "周五下午三点在二号会议室"):
        before, after = shipped.judge([other])[0], learned.judge([other])[0]
        assert (before.question >= 0.5) == (after.question >= 0.5)
        assert before[1:4] == after[1:4]


def test_each_act_and_script_learns_alone() -> None:
    shipped = Acts.shipped()
    told = shipped.learned([Click("needs water twice a week", Act.SUGGESTION, right=True)])
    line = "needs water twice a week"
    assert told.judge([line])[0].suggestion > shipped.judge([line])[0].suggestion
    assert told.judge(["建议少浇水"]) == shipped.judge(["建议少浇水"])


def test_the_version_tells_what_was_clicked() -> None:
    shipped = Acts.shipped()
    one = Click("求带", Act.QUESTION, right=True)
    other = Click("多肉求带", Act.QUESTION, right=True)
    assert shipped.learned([]).version == shipped.version
    assert shipped.learned([one]).version == shipped.learned([one]).version != shipped.version
    assert shipped.learned([one, other]).version == shipped.learned([other, one]).version
    assert shipped.learned([one, other]).version != shipped.learned([one]).version
