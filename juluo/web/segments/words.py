"""Conditions, traits and times of segments as a person says them."""

from collections.abc import Mapping
from types import MappingProxyType

from juluo.insights.segments.answering_to import Thing
from juluo.insights.segments.rule import Sign
from juluo.insights.segments.traits import Deed, Trait
from juluo.wording.catalogue import Say

# What a form offers to add, in the order in which it is offered.
KIND_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "active": "活跃了几天",
        "messages": "发言几条",
        "questions": "提问几次",
        "replies_given": "回复别人几次",
        "replies_received": "收到几次回复",
        "reactions": "表态几次",
        "spoke": "说过话",
        "asked": "提过问",
        "replied": "回复过别人",
        "reacted": "表过态",
        "joined": "进过群",
        "first": "第一次出现",
        "state": "近况",
        "inviter": "谁邀请进群",
        "source": "从哪里来",
        "campaign": "哪次推广来的",
        "signed_up": "报名过活动",
        "attended": "参加过活动",
        "gave_feedback": "提过反馈",
        "answered_survey": "答过问卷",
        "entered_draw": "参加过抽奖（封存的名单里有他）",
        "won_draw": "中过奖",
        "R": "R：多久没说话",
        "F": "F：来得多不多",
        "M": "M：来往多不多",
    }
)
SIGN_WORDS: Mapping[Sign, str] = MappingProxyType({Sign.AT_LEAST: "至少", Sign.AT_MOST: "至多", Sign.EXACTLY: "正好"})
_DEEDS: Mapping[Deed, str] = MappingProxyType(
    {
        Deed.ASKED: "提过问",
        Deed.REPLIED: "回复过别人",
        Deed.HEARD: "收到过回复",
        Deed.OFTEN: "来了至少8天",
        Deed.NIGHT: "多半夜里说话（22点到6点）",
        Deed.WEEKEND: "多半周末说话",
        Deed.NEW: "这段时间才出现",
        Deed.A_YEAR: "一年前就在",
    }
)
_THINGS: Mapping[Thing, str] = MappingProxyType(
    {
        Thing.QUESTION: "提问",
        Thing.PROBLEM: "说毛病的",
        Thing.SUGGESTION: "提建议的",
        Thing.PRAISE: "说好的",
        Thing.TALK: "别的聊天",
        Thing.NEWCOMER: "新来的人说的",
        Thing.STAFF: "工作人员说的",
    }
)
# To begin with, where nothing is kept yet: a name and a rule.
STARTERS: tuple[tuple[str, str], ...] = (
    ("常来的", "active >= 8 of 28 days"),
    ("新来还没有人接话的", "first seen in 28 days and spoke and replies received <= 0 in 28 days"),
    ("只问不答的", "questions >= 2 in 28 days and replies given <= 0 in 28 days"),
    ("常来却这两周没来的", "active >= 10 of 90 days and active <= 0 of 14 days"),
    ("帮人多的", "replies given >= 10 in 28 days"),
)


def trait_words(trait: Trait, place: str, say: Say) -> str:
    """A trait in words."""
    if trait.deed is not None:
        return say(_DEEDS[trait.deed])
    return say("在{place}说过话", place=place)


def thing_words(thing: Thing, say: Say) -> str:
    """What is replied to, in words."""
    return say(_THINGS[thing])
