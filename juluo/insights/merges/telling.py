"""The evidence for and against two accounts being one person's, in words."""

from collections.abc import Mapping
from types import MappingProxyType

from juluo.insights.merges.signs import Evidence, Sign, Sure
from juluo.wording.catalogue import Say

SURE_WORDS: Mapping[Sure, str] = MappingProxyType({Sure.LIKELY: "很可能", Sure.MAYBE: "可能"})

_WORDS: Mapping[Sign, str] = MappingProxyType(
    {
        Sign.SAME_ID: "账号编号一样：{name}。",
        Sign.SAME_NAME: "名字一样：{name}。",
        Sign.SHORT_NAME: "名字一样：{name}；这样的名字短，也可能是重名。",
        Sign.FORMER_NAME: "一个以前叫 {name}，另一个也叫过。",
        Sign.SECOND_NAME: "名字像大号和小号：{name}、{other}。",
        Sign.LIKE_NAME: "名字相近：{name}、{other}。",
        Sign.OTHER_PLATFORM: "在不同的平台上。",
        Sign.SAME_PLACES: "常在同样的频道说话。",
        Sign.OTHER_PLACES: "说话的频道几乎不重合。",
        Sign.TAKES_TURNS: "有{n}天两个账号都说了话，从没同时开口。",
        Sign.AT_ONCE: "有{n}分钟两个账号同时在说话。",
        Sign.BOTH_HERE: "有{n}天两个账号都在说话，不像换了账号。",
        Sign.TALKED: "互相回复过，或者提到过对方。",
        Sign.MANY_SO_CALLED: "有{n}个人叫这个名字。",
    }
)
_GAPS: Mapping[Sign, tuple[str, str]] = MappingProxyType(
    {
        Sign.TOOK_OVER: ("一个不再说话，另一个当时就开始说话。", "一个不再说话，{n}天后另一个开始说话。"),
        Sign.CAME_LATER: (
            "一个不再说话以后，另一个才开始；这也可能是碰巧。",
            "一个不再说话，{n}天后另一个才开始；这也可能是碰巧。",
        ),
    }
)


def evidence_words(found: Evidence, say: Say) -> str:
    """One sign as a sentence."""
    words = _GAPS[found.sign][found.n > 0] if found.sign in _GAPS else _WORDS[found.sign]
    return say(words, n=found.n, name=found.name, other=found.other)
