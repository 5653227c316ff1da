"""The words in which rules are written, in Chinese and English: what each stands for.

A word is known by what it means, so that both languages are read by one grammar, and may even be mixed. The first
spelling of each language is the one that is written.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from juluo.insights.members.states import State
from juluo.insights.segments.rule import Act, Score, Sign, Tally, Way


class Joint(StrEnum):
    """What holds a rule together."""

    AND = "and"
    OR = "or"
    NOT = "not"
    OPEN = "("
    CLOSE = ")"
    END = ";"
    LATELY = "lately"
    OF = "of"
    IN = "in"
    DAYS = "days"
    AGO = "ago"
    UNIT = "unit"
    IS = "is"
    BY = "by"
    WITH = "with"
    STAFF = "staff"
    BOTS = "bots"
    BEFORE = "before"
    SINCE = "since"
    ACTIVE = "active"
    FIRST = "first"
    STATE = "state"
    INVITED = "invited"
    FROM = "from"
    FILLER = "filler"


Meaning = Joint | Sign | Act | Tally | Way | Score | State

ACTS: Mapping[Act, tuple[tuple[str, ...], tuple[str, ...]]] = MappingProxyType(
    {
        Act.SPOKE: (("说过话", "发过言", "说话了"), ("spoke",)),
        Act.ASKED: (("提过问", "问过问题", "提过问题"), ("asked",)),
        Act.REACTED: (("表过态", "点过赞"), ("reacted",)),
        Act.REPLIED: (("回复过别人", "回复过", "回过别人"), ("replied",)),
        Act.JOINED: (("进过群", "进群了"), ("joined",)),
        Act.SIGNED_UP: (("报名过活动", "报过名"), ("signed up for event", "signed up")),
        Act.ATTENDED: (("参加过活动", "到过活动"), ("attended event", "attended an event", "attended")),
        Act.GAVE_FEEDBACK: (("提过反馈", "给过反馈"), ("gave feedback",)),
        Act.ANSWERED_SURVEY: (("答过问卷", "填过问卷"), ("answered survey", "answered a survey")),
        Act.ENTERED_DRAW: (("参加过抽奖", "进过抽奖名单"), ("entered draw", "entered a draw")),
        Act.WON_DRAW: (("中过奖", "抽中过"), ("won draw", "won a draw")),
    }
)
TALLIES: Mapping[Tally, tuple[tuple[str, ...], tuple[str, ...]]] = MappingProxyType(
    {
        Tally.MESSAGES: (("发言", "消息"), ("messages", "message")),
        Tally.QUESTIONS: (("提问",), ("questions", "question")),
        Tally.REACTIONS: (("表态",), ("reactions", "reaction")),
        Tally.GIVEN: (("回复别人",), ("replies given",)),
        Tally.RECEIVED: (("收到回复",), ("replies received",)),
    }
)
STATES: Mapping[State, tuple[tuple[str, ...], tuple[str, ...]]] = MappingProxyType(
    {
        State.NEW: (("新开口",), ("new",)),
        State.STEADY: (("一直在说",), ("steady",)),
        State.RETURNING: (("又回来了",), ("returning",)),
        State.QUIET: (("这阵子没说",), ("quiet",)),
        State.AWAY: (("很久没说",), ("away",)),
        State.SILENT: (("没开过口",), ("silent",)),
        State.LEFT: (("退群了",), ("left",)),
    }
)
_SIGNS: Mapping[Sign, tuple[str, ...]] = MappingProxyType(
    {
        Sign.AT_LEAST: ("≥", ">=", "＞＝", "》=", "至少", "不少于", "at least", "no fewer than"),
        Sign.AT_MOST: ("≤", "<=", "＜＝", "至多", "最多", "不超过", "at most", "no more than"),
        Sign.EXACTLY: ("=", "＝", "==", "等于", "正好", "exactly"),
    }
)
# Read as the sign beside: more than 3 is 4 and more.
BEYOND: Mapping[str, tuple[Sign, int]] = MappingProxyType(
    {
        ">": (Sign.AT_LEAST, 1),
        "＞": (Sign.AT_LEAST, 1),
        "多于": (Sign.AT_LEAST, 1),
        "more than": (Sign.AT_LEAST, 1),
        "<": (Sign.AT_MOST, -1),
        "＜": (Sign.AT_MOST, -1),
        "少于": (Sign.AT_MOST, -1),
        "fewer than": (Sign.AT_MOST, -1),
        "less than": (Sign.AT_MOST, -1),
    }
)
_WAYS: Mapping[Way, tuple[str, ...]] = MappingProxyType(
    {Way.SOURCE: ("来源是", "来源", "source"), Way.CAMPAIGN: ("来自推广", "推广", "campaign")}
)
_JOINTS: Mapping[Joint, tuple[str, ...]] = MappingProxyType(
    {
        Joint.AND: ("且", "并且", "而且", "同时", "and", "&&", "&"),
        Joint.OR: ("或", "或者", "or", "||", "|"),
        Joint.NOT: ("不是", "没有", "并非", "非", "不", "没", "not", "!", "！"),
        Joint.OPEN: ("（", "("),
        Joint.CLOSE: ("）", ")"),
        Joint.END: ("；", ";"),
        Joint.LATELY: ("近", "最近", "过去", "last", "past"),
        Joint.OF: ("of", "within", "over the", "within the"),
        Joint.IN: ("在", "in"),
        Joint.DAYS: ("天", "日", "days", "day"),
        Joint.AGO: ("天前", "天以前", "日前", "days ago", "day ago"),
        Joint.UNIT: ("条", "次", "个", "档", "times", "time"),
        Joint.IS: ("是", "is"),
        Joint.BY: ("由", "by"),
        Joint.WITH: ("算上", "连同", "with"),
        Joint.STAFF: ("工作人员", "staff"),
        Joint.BOTS: ("工作人员和机器人", "staff and bots"),
        Joint.BEFORE: ("早于", "over", "before"),
        Joint.SINCE: ("不早于", "since"),
        Joint.ACTIVE: ("活跃", "active"),
        Joint.FIRST: ("第一次出现", "最早出现", "first seen"),
        Joint.STATE: ("近况是", "近况", "state is", "state"),
        Joint.INVITED: ("邀请进群", "拉进群", "有人邀请进群", "invited"),
        Joint.FROM: ("came from", "came by", "joined by", "joined from"),
        Joint.FILLER: ("的", "过", "内", "里", "频道", "the", "on", "an", "a", "channel", "，", ","),
    }
)


def _spellings() -> dict[str, Meaning]:
    found: dict[str, Meaning] = {}
    for table in (ACTS, TALLIES, STATES):
        for meaning, (zh, en) in table.items():
            found |= dict.fromkeys((*zh, *en), meaning)
    plain: tuple[tuple[Meaning, tuple[str, ...]], ...] = (*_SIGNS.items(), *_WAYS.items(), *_JOINTS.items())
    for word, words in plain:
        found |= dict.fromkeys(words, word)
    return found | {str(score).lower(): score for score in Score}


# Every spelling, small letters, by what it means.
SPELLINGS: Mapping[str, Meaning] = MappingProxyType(_spellings())
