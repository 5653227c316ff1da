"""What the search can lead to, and of which kind it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a place is, in the order in which kinds are shown."""

    PAGE = "page"
    REPORT = "report"
    METRIC = "metric"
    EVENT = "event"
    DRAW = "draw"
    QA = "qa"
    STREAK = "streak"
    NEED = "need"
    QUESTION = "question"
    FAQ = "faq"
    FEEDBACK = "feedback"
    SURVEY = "survey"
    INTERVIEW = "interview"
    TASK = "task"
    SEGMENT = "segment"
    CHANNEL = "channel"
    MEMBER = "member"
    COMMUNITY = "community"
    DEED = "deed"


KIND_WORDS: Mapping[Kind, str] = {
    Kind.PAGE: "页",
    Kind.REPORT: "日报",
    Kind.METRIC: "数据",
    Kind.EVENT: "活动",
    Kind.DRAW: "抽奖",
    Kind.QA: "问答",
    Kind.STREAK: "打卡",
    Kind.NEED: "需求",
    Kind.QUESTION: "待答",
    Kind.FAQ: "常问",
    Kind.FEEDBACK: "反馈",
    Kind.SURVEY: "问卷",
    Kind.INTERVIEW: "访谈",
    Kind.TASK: "要做的事",
    Kind.SEGMENT: "分群",
    Kind.CHANNEL: "各频道",
    Kind.MEMBER: "成员",
    Kind.COMMUNITY: "社群",
    Kind.DEED: "做一件事",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Something to go to, or with `field` a form of one field to send there. `names` are found, too."""

    kind: Kind
    words: str
    url: str
    note: str = ""
    names: tuple[str, ...] = ()
    field: tuple[str, str] | None = None
    theirs: bool = False
