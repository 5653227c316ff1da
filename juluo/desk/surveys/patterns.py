"""What a survey begins with, so that nobody starts from an empty page. Words to be changed by who asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from juluo.desk.surveys.values import Compare, Condition, Form, Kind, Option, Question, Rules, Words
from juluo.wording.sentence import Sentence, told


@dataclass(frozen=True, slots=True)
class Pattern:
    """`name` is what it is for; `is_pulse` a single question on the portal's first page."""

    name: Sentence
    form: Form
    is_pulse: bool = False


def _said(words: Sentence) -> Words:
    return Words(str(words), words.words("en"))


def _chosen(*words: Sentence) -> tuple[Option, ...]:
    return tuple(Option(f"o{at}", _said(one)) for at, one in enumerate(words, 1))


def _asked(key: str, kind: Kind, words: Sentence, *options: Sentence, required: bool = False) -> Question:
    return Question(key, kind, _said(words), options=_chosen(*options), required=required)


def _if_asked(key: str, words: Sentence, when: Condition) -> Question:
    return Question(key, Kind.TEXT, _said(words), show_if=when, rules=Rules(longest=500))


_THANKS = _said(told("谢谢。答的我们都会看，做了什么会回来说。"))
_PULSE = Form(
    _said(told("这一周过得怎么样")),
    questions=(_asked("week", Kind.CSAT, told("这一周，你在这里过得怎么样？"), required=True),),
    thanks=_said(told("收到，谢谢。")),
)
_AFTER_EVENT = Form(
    _said(told("这场活动怎么样")),
    _said(told("最多四个问题，一分钟。哪里不好直说，下一场就改。")),
    _THANKS,
    (
        _asked("event", Kind.CSAT, told("这场活动你满意吗？"), required=True),
        _if_asked("why", told("哪里让你不满意？"), Condition("event", Compare.AT_MOST, "3")),
        _asked(
            "best",
            Kind.MULTI,
            told("哪些对你有用？"),
            told("讲的内容"),
            told("问和答"),
            told("认识了人"),
            told("时间合适"),
            told("都没有"),
        ),
        _if_asked("next", told("下一场想聊什么？"), Condition("event", Compare.ANSWERED)),
    ),
)
_NEWCOMER = Form(
    _said(told("来了一周，感觉怎么样")),
    _said(told("你来了一周，想知道哪里卡住了。")),
    _THANKS,
    (
        _asked("ease", Kind.CES, told("头一周想做的事，办得轻不轻松？"), required=True),
        _if_asked("stuck", told("卡在哪里？"), Condition("ease", Compare.AT_MOST, "4")),
        _asked(
            "came_for",
            Kind.CHOICE,
            told("你主要是为什么来的？"),
            told("解决问题"),
            told("认识同好"),
            told("学东西"),
            told("参加活动"),
            told("随便看看"),
        ),
        _asked("found", Kind.CHOICE, told("找到了吗？"), told("找到了"), told("一部分"), told("还没有")),
        _asked("help", Kind.TEXT, told("谁帮过你？想谢谢他吗？")),
    ),
)
_LEAVING = Form(
    _said(told("离开之前")),
    _said(told("走之前说两句，我们会改。不想答也没关系。")),
    _THANKS,
    (
        _asked(
            "why",
            Kind.MULTI,
            told("为什么离开？"),
            told("消息太多"),
            told("内容不对口"),
            told("没人接话"),
            told("气氛不好"),
            told("没时间了"),
            told("去了别处"),
            required=True,
        ),
        _if_asked("air", told("气氛哪里不好？"), Condition("why", Compare.INCLUDES, "o4")),
        _asked("recommend", Kind.NPS, told("你愿意把这里推荐给朋友吗？")),
        _if_asked("back", told("怎么改，你会回来？"), Condition("recommend", Compare.AT_LEAST, "7")),
    ),
)
_RECOMMEND = Form(
    _said(told("愿不愿意推荐")),
    thanks=_THANKS,
    questions=(
        _asked("recommend", Kind.NPS, told("你愿意把这里推荐给朋友吗？"), required=True),
        _if_asked("better", told("差在哪里？"), Condition("recommend", Compare.AT_MOST, "6")),
        _if_asked("why", told("最想跟朋友说的是什么？"), Condition("recommend", Compare.AT_LEAST, "9")),
    ),
)
_EMPTY = Form(_said(told("新的问卷")))
PATTERNS: Mapping[str, Pattern] = MappingProxyType(
    {
        "pulse": Pattern(told("问一句（首页上点一下就算答）"), _PULSE, is_pulse=True),
        "recommend": Pattern(told("愿不愿意推荐（NPS）"), _RECOMMEND),
        "event": Pattern(told("活动之后"), _AFTER_EVENT),
        "newcomer": Pattern(told("新成员来了一周"), _NEWCOMER),
        "leaving": Pattern(told("要离开的人"), _LEAVING),
        "empty": Pattern(told("从空白开始"), _EMPTY),
    }
)
