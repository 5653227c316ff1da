"""Rules are written in one way and read in many; what can't be read is pointed at."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rules import anywhere, rules

from juluo.insights.members.states import State
from juluo.insights.segments.form import Form, Line, form_of, rule_of
from juluo.insights.segments.parsing import parsed
from juluo.insights.segments.printing import written
from juluo.insights.segments.rule import (
    Act,
    ActiveDays,
    Came,
    Clause,
    Count,
    Did,
    Edge,
    FirstSeen,
    InState,
    Not,
    Rule,
    Sign,
    Tally,
    Way,
    all_of,
    any_of,
)
from juluo.insights.segments.tokens import RuleError
from juluo.insights.segments.wordlist import SPELLINGS
from juluo.ledger.actors import Actors

THREE_OF_14 = ActiveDays(Sign.AT_LEAST, 3, 14)


@given(rules(anywhere()))
@settings(max_examples=100)
def test_what_is_written_is_read_as_the_same_rule_in_both_languages(rule: Rule) -> None:
    assert parsed(written(rule, "zh")) == rule
    assert parsed(written(rule, "en")) == rule


@given(st.lists(st.builds(Line, anywhere(), st.booleans()), min_size=1, max_size=4), st.booleans())
@settings(max_examples=30)
def test_a_form_is_a_rule_and_back(lines: list[Line], every: bool) -> None:  # noqa: FBT001 - drawn
    rule = rule_of(Form(tuple(lines), every=every))
    again = form_of(rule)
    assert again is not None
    assert rule_of(again) == rule
    assert again.lines == tuple(lines)


def test_brackets_are_more_than_a_form() -> None:
    assert form_of(parsed("asked and (joined or spoke)")) is None
    assert form_of(parsed("not (asked and joined)")) is None


@pytest.mark.parametrize(
    ("spellings", "clause"),
    [
        (
            [
                "近14天活跃 ≥ 3 天",
                "最近14天活跃至少3天",
                "近１４天，活跃>=３天",
                "过去 14 天内活跃多于 2 天",
                "active >= 3 of 14 days",
                "active on at least 3 of the last 14 days",
                "Active more than 2 days in the last 14 days",
            ],
            THREE_OF_14,
        ),
        (
            ["在 #求助 提过问", "在#求助 提过问", "在“求助”频道提过问", "asked in #求助", 'asked in "求助"'],
            Did(Act.ASKED, None, "求助"),
        ),
        (
            ["近14天没有在 #求助 提过问", "不是 近14天在 #求助 提过问", "not asked in #求助 in 14 days"],
            Not(Did(Act.ASKED, 14, "求助")),
        ),
        (["近28天发言 < 5 条", "messages at most 4 in 28 days"], Count(Tally.MESSAGES, Sign.AT_MOST, 4, 28)),
        (["近30天第一次出现", "第一次出现在近 30 天", "first seen within 30 days"], FirstSeen(Edge.WITHIN, 30)),
        (["第一次出现在 30 天前", "第一次出现早于30天前", "first seen over 30 days ago"], FirstSeen(Edge.BEFORE, 30)),
        (["由“小王”邀请进群", "由「小王」拉进群", "invited by '小王'"], Came(Way.INVITER, "小王")),
        (["来自推广“春招”", 'came by campaign "春招"', "joined by campaign ‘春招’"], Came(Way.CAMPAIGN, "春招")),
        (["近况是 新开口", "近况 新开口", "state is new", "STATE new"], InState(State.NEW)),
    ],
)
def test_one_meaning_has_many_spellings(spellings: list[str], clause: Clause) -> None:
    assert {parsed(text).clause for text in spellings} == {clause}


def test_the_rule_of_the_manual_means_the_same_in_both_languages() -> None:
    zh, en = parsed("近14天活跃 ≥ 3 天 且 在 #求助 提过问"), parsed("active >= 3 of 14 days and asked in #求助")
    assert zh == en == Rule(all_of(THREE_OF_14, Did(Act.ASKED, None, "求助")))


def test_not_binds_closest_then_and_then_or() -> None:
    asked, joined, spoke = (Did(act) for act in (Act.ASKED, Act.JOINED, Act.SPOKE))
    assert parsed("不是 提过问 且 进过群 或 说过话").clause == any_of(all_of(Not(asked), joined), spoke)
    assert parsed("not (asked and (joined or spoke))").clause == Not(all_of(asked, any_of(joined, spoke)))


def test_staff_and_bots_are_asked_about_only_where_a_rule_says_so() -> None:
    assert [parsed(f"asked{end}").actors for end in ("", "; with staff", "；算上工作人员和机器人")] == [
        Actors.MEMBERS,
        Actors.STAFF,
        Actors.ALL,
    ]


def test_a_known_channel_ends_where_its_name_ends() -> None:
    assert parsed("在#求助提过问", ["求助", "求"]).clause == Did(Act.ASKED, None, "求助")


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        ("", "", "写一个条件"),
        ("active >= 3", "active", "要写近几天"),
        ("近14天活跃 ≥ 且 提过问", "≥", "要写一个数"),
        ("(asked", "(", "没有关上"),
        ("asked)", ")", "多了一个括号"),
        ("asked joined", "joined", "且"),
        ("asked and", "", "缺一个条件"),
        ("asked (joined)", "(", "括号前面"),
        ("近28天发言 ≥ 3 条 ≥ 4 条", "≥ 4 条", "说过一次"),
        ("近7天参加过活动 在 #x", "在 #x", "用不到"),
        ("asked in #hlep", "#hlep", "help"),
        ("asked in #天涯", "#天涯", "没有叫"),
        ("R ≥ 9", "≥ 9", "1到5"),
        ("R", "R", "第几档"),
        ("提过问 且 喜欢猫", "喜欢猫", "看不懂"),
        ('asked in "help', '"help', "没有关上"),
        ("第一次出现", "第一次出现", "什么时候"),
        ("first seen before 2021-02-30", "2021-02-30", "没有2021-02-30这一天"),
        ("近9999天活跃 ≥ 3 天", "近9999天活跃 ≥ 3 天", "太大"),
        ("asked; with bots", "bots", "看不懂"),
        ("14 提过问", "14", "这个数是什么"),
        ("来源是", "来源是", "要写名字"),
    ],
)
def test_an_error_points_at_its_place(text: str, at: str, words: str) -> None:
    with pytest.raises(RuleError) as found:
        parsed(text, ["help", "求助", "x"])
    error = found.value
    assert text[error.start : error.end] == at
    assert words in error.sentence
    assert "{" not in error.sentence.words("en")


@given(st.text(max_size=40) | st.lists(st.sampled_from(sorted(SPELLINGS)), max_size=8).map(" ".join))
@settings(max_examples=100)
def test_whatever_is_typed_is_a_rule_or_an_error_with_a_place(text: str) -> None:
    place = (0, 0)
    try:
        rule = parsed(text)
    except RuleError as error:
        place = (error.start, error.end)
    else:
        assert parsed(written(rule)) == rule
    assert 0 <= place[0] <= place[1] <= len(text) + 1


def test_every_rule_of_the_manual_can_be_read_and_means_the_same_in_both_languages() -> None:
    manual = (Path(__file__).parents[3] / "docs" / "operate" / "segments.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.*?) \| (.*?) \|", manual, re.MULTILINE)
    assert len(rows) >= 14
    for row in rows:
        zh, en = ([parsed(rule) for rule in re.findall(r"`([^`]+)`", cell)] for cell in row)
        named = re.search(r'["#]', "".join(row))
        assert named or len(zh) != len(en) or zh == en, row


def test_brackets_may_not_go_on_for_ever() -> None:
    with pytest.raises(RuleError, match="太深"):
        parsed("(" * 200 + "asked" + ")" * 200)
