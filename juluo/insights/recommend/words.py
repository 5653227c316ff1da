"""Recommendations in sentences, for the operator who passes them on."""

from juluo.insights.recommend.gatherings import Invitation, WhyEvent
from juluo.insights.recommend.hindsight import Tried
from juluo.insights.recommend.recommending import Recommended, Suggestion, Why
from juluo.metrics.intervals import Interval, wilson
from juluo.wording.catalogue import Say
from juluo.wording.numbers import percent, short_date, whole

# With fewer members to look back on, a share of hits is chance.
FEWEST = 20


def why_words(one: Suggestion, say: Say) -> str:
    """The reason, as it may be told to the member too."""
    match one.why:
        case Why.TOGETHER:
            return say("聊过“{title}”的人，不少也在聊这个", title=one.about)
        case Why.PLACE:
            return say("常在“{channel}”说话，这个也在那里", channel=one.about)
        case Why.WORDS:
            return say("和聊过的都提到：{words}", words=one.about)
        case Why.NEW:
            return say("刚开头，还没几个人：试试看")
        case _:
            return say("近两周{n}个人在聊", n=whole(one.people))


def invitation_words(one: Invitation, say: Say) -> str:
    """The reason for an event, as it may be told to the member too."""
    match one.why:
        case WhyEvent.TOGETHER:
            return say("报过“{title}”的人，不少也报了这个", title=one.about)
        case WhyEvent.WORDS:
            return say("和报过的活动都提到：{words}", words=one.about)
        case WhyEvent.CROWD:
            return say("已经有{n}人报名", n=whole(one.signed_up))
        case _:
            return say("就快开始了") if one.starts else say("刚开始报名")


def starts_words(one: Invitation, say: Say, lang: str) -> str:
    """When it is held, if that is known."""
    return short_date(one.starts, lang) if one.starts else say("日子未定")


def events_tried_words(found: Tried | None, say: Say) -> str:
    """How earlier recommendations of events would have done, against showing everybody the same."""
    if found is None or found.people < FEWEST:
        return say("活动这样推荐准不准，还说不出：近半年在两个以上活动里挑过的成员不到{n}位。", n=FEWEST)
    interval = wilson(found.hits, found.cases)
    return say(
        "活动这样推荐准不准：近{weeks}周里有{cases}人次在两个以上活动里挑了报，{share}的人次挑的是排第一的"
        "（95%区间{low}～{high}）；只推报得最多的是{crowd}，只推最快开始的是{soonest}。",
        weeks=found.weeks,
        cases=whole(found.cases),
        share=percent(found.hits / found.cases),
        low=percent(interval.low),
        high=percent(interval.high),
        crowd=percent(found.rivals["crowd"] / found.cases),
        soonest=percent(found.rivals["soonest"] / found.cases),
    )


def tried_words(found: Tried | None, say: Say) -> tuple[str, ...]:
    """How earlier lists did, against showing everybody the same, and against SAR."""
    if found is None or found.people < FEWEST:
        return (say("这样推荐准不准，还说不出：近几周接着去聊旧话题的成员不到{n}位。", n=FEWEST),)
    interval = wilson(found.hits, found.cases)
    told = [
        say(
            "这样推荐准不准：近{weeks}周里有{cases}人次头一回去聊一个已经有的话题，"
            "{hits}人次去的在当时的10条推荐里（{share}，95%区间{low}～{high}）。",
            weeks=found.weeks,
            cases=whole(found.cases),
            hits=whole(found.hits),
            share=percent(found.hits / found.cases),
            low=percent(interval.low),
            high=percent(interval.high),
        )
    ]
    names = {"popular": "只推人最多的", "latest": "只推最近有人说话的", "sar": "照常见的SAR法推"}
    for rival, (_, between) in found.ahead.items():
        told.append(_against(say(names[rival]), found.rivals[rival] / found.cases, between, say))
    return tuple(told)


def unwanted_words(found: Recommended, say: Say) -> str:
    """How many of those asked about want no recommendations; empty where nobody does."""
    return say("其中{n}位说过不要推荐，没有算他们。", n=whole(found.unwanted)) if found.unwanted else ""


def _against(name: str, share: float, between: Interval, say: Say) -> str:
    if between.low > 0:
        return say("{name}是{share}，比不上这样推荐。", name=name, share=percent(share))
    if between.high < 0:
        return say("{name}是{share}，比这样推荐还准。", name=name, share=percent(share))
    return say("{name}是{share}，看不出哪个更准。", name=name, share=percent(share))


def none_words(found: Recommended, say: Say) -> str:
    """Why there is no list."""
    return say(found.reason) if found.reason else say("能推荐的都聊过了。")
