from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.text.rollcall import Word, chain_list, names_of, said_here

# Made up after how people write in groups; nobody's own words.
HERE = {
    "打卡": Word.CHECK_IN,
    "【打卡】第3天，跑了五公里": Word.CHECK_IN,
    "#打卡# Day 12": Word.CHECK_IN,
    "今日打卡✅": Word.CHECK_IN,
    "Day 4 打卡": Word.CHECK_IN,
    "@小助手 签到": Word.SIGN_IN,
    "签到！": Word.SIGN_IN,
    "我来报到啦": Word.SIGN_IN,
    "报备：今晚晚到半小时": Word.REPORT,
    "checked in": Word.CHECK_IN,
    "Check-in day 3": Word.CHECK_IN,
    "第十天打卡\n今天读了两章": Word.CHECK_IN,
}
NOT_HERE = [
    "怎么打卡？",
    "打卡了吗",
    "大家记得打卡",
    "昨天忘打卡了",
    "没打卡",
    "打卡时间是几点",
    "打卡活动明天开始",
    "签到不了",
    "请各位签到",
    "这家店是网红打卡点，周末去了一趟",
    "报备表在哪",
    "How do I check in?",
    "好",
    "",
    "\n\n",
]


@pytest.mark.parametrize(("text", "word"), HERE.items())
def test_who_says_they_are_here_is_heard(text: str, word: Word) -> None:
    assert said_here(text) is word


@pytest.mark.parametrize("text", NOT_HERE)
def test_who_speaks_about_it_is_not(text: str) -> None:
    assert said_here(text) is None


def test_a_chain_is_read_with_its_headline_names_and_parties() -> None:
    found = chain_list(
        "#接龙\n周六读书会\n例 张三 2人\n\n1. 张三\n2. 李四 带2人\n3、王五+1\n4）赵六（晚到）\n5 钱七 共三人"
    )
    assert found is not None
    assert found.title == "周六读书会"
    told = [(one.number, one.name, one.party) for one in found.lines]
    assert told == [(1, "张三", 1), (2, "李四", 3), (3, "王五", 2), (4, "赵六", 1), (5, "钱七", 3)]
    assert found.lines[3].rest == "赵六（晚到）"


@pytest.mark.parametrize(
    "text",
    [
        "大家好",
        "1. 只有一条",
        "接龙开始了，大家快来",
        "3. 从三开始\n4. 没有头",
        "今天 3 点\n4 点见",
        "2026 年\n1 月",
        "",
    ],
)
def test_what_is_no_chain_is_none(text: str) -> None:
    assert chain_list(text) is None


def test_a_line_out_of_turn_ends_nothing() -> None:
    found = chain_list("接龙\n1. 安\n（中间有人插话）\n2. 岑\n2. 重复的二\n3. 方")
    assert found is not None
    assert [one.name for one in found.lines] == ["安", "岑", "方"]


def test_names_come_in_lines_or_between_commas() -> None:
    assert [one.name for one in names_of("安、岑，@大宝\n\n方\t何")] == ["安", "岑", "大宝", "方", "何"]
    assert [one.name for one in names_of("1. 安\n2. 岑")] == ["安", "岑"]
    assert names_of(" \n ") == ()


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    said_here(text)
    found = chain_list(text)
    assert found is None or [one.number for one in found.lines] == [*range(1, len(found.lines) + 1)]
    assert all(1 <= one.party <= 20 and one.rest for one in names_of(text))


def test_a_hostile_text_costs_nothing() -> None:
    for text in ("1 " * 5_000 + "打卡", "第" * 5_000 + "打卡", "1" + " " * 50_000, "接龙\n" + "1 \n" * 20_000):
        began = process_time()
        said_here(text)
        names_of(text)
        assert process_time() - began < 2
