"""The board in sentences: what each part counts, what it rests on, who is one step away."""

from collections.abc import Mapping
from types import MappingProxyType

from juluo.insights.influence.board import Board, Heard, Part
from juluo.insights.influence.effect import Effect
from juluo.insights.influence.steps import REGULAR, Record, Role, Step
from juluo.insights.retention.returning import UNSURE
from juluo.metrics.ranked import Score
from juluo.metrics.verdict import Verdict
from juluo.wording.catalogue import Say
from juluo.wording.numbers import percent, rounded, signed, whole

PART_WORDS: Mapping[Part, str] = MappingProxyType(
    {
        Part.REACH: "多少人接他的话",
        Part.THANKED: "答得靠不靠得住",
        Part.BRIDGE: "连着几拨人",
        Part.NAMED: "多少人最爱找他",
        Part.LISTENED: "在场的人听谁的",
        Part.CORE: "在多紧的圈子里",
    }
)
# Said in full where the short word stands.
PART_MEANINGS: Mapping[Part, str] = MappingProxyType(
    {
        Part.REACH: "写的话7天内得到多少位不同成员的回应。名次的区间：把回应的人重抽400次。",
        Part.THANKED: "48小时内回答过的提问里，提问的人道了谢或说弄好了的占多少（威尔逊区间）；"
        "按区间的下端排，至少答过3位不同的人。",
        Part.BRIDGE: "别人之间最短的来往路线有多少要经过他（中介度）：他不在，几拨人可能就搭不上话。",
        Part.NAMED: "有多少人回复他最多（每人最多算3个、至少回过两次）：请人推荐朋友，会推荐到的人。",
        Part.LISTENED: "从近4周在场的人出发，顺着“谁回复谁”走下去，最常走到谁（个性化PageRank，8周前的回复算一半）。",
        Part.CORE: "他在的最紧的一圈里，每个人至少和圈里多少人来往（k-core）。",
    }
)
_NEARLY_ALL = 0.95
_SURE = 0.99
# Between .3 and .7 a word is worth it: the list of those who may go quiet has the same bounds.
_ALIVE = ((0.95, "还在"), (UNSURE[1], "多半还在"), (UNSURE[0], "可能要安静了"), (0.0, "多半不来了"))


def score_words(part: Part, score: Score, say: Say) -> str:
    """A value as it is counted."""
    if part is Part.THANKED:
        return percent(score.value)
    if part in {Part.BRIDGE, Part.LISTENED}:
        return percent(score.value) if score.value >= 0.1 else f"{score.value:.1%}"
    return say("{n}人", n=whole(score.value)) if part is not Part.CORE else whole(score.value)


def between_words(part: Part, score: Score, say: Say) -> str:
    """The interval of a value."""
    return say("{low}～{high}", low=_bound(part, score.low), high=_bound(part, score.high))


def _bound(part: Part, value: float) -> str:
    if part is Part.THANKED:
        return f"{value:.0%}"
    return f"{value:.1%}" if part in {Part.BRIDGE, Part.LISTENED} else rounded(round(value))


def rank_words(score: Score, say: Say) -> str:
    """A rank with the ranks that can't be told from it."""
    if score.rank_low == score.rank_high:
        return say("第{rank}", rank=score.rank)
    return say("第{rank}（{low}～{high}）", rank=score.rank, low=score.rank_low, high=score.rank_high)


def board_words(found: Board, say: Say) -> tuple[str, ...]:
    """What to know before reading the board."""
    if found.reason:
        return (say(found.reason),)
    told = [
        say(
            "近26周有{people}位成员和别的成员有来有往，工作人员和机器人不算。没有总分：要找答疑的人和要找带话的人，"
            "不是同一张榜。说得多少只列出来对照，不参加排名。",
            people=whole(found.of),
        ),
        say("名次后面括号里是95%区间，区间重叠的分不出先后。"),
    ]
    if found.guessed >= _NEARLY_ALL:
        told.append(say("推测：这里看不到回复链接，回应几乎都是照话题里谁接着谁认的。"))
    elif found.guessed > 0:
        told.append(
            say(
                "推测：{share}的回应没有回复链接，是照话题里谁接着谁认的；每个人各占多少列在后面。",
                share=percent(found.guessed),
            )
        )
    if found.bridges_drawn:
        told.append(say("人多，“连着几拨人”是抽一部分人算的，是估计。"))
    return tuple(told)


def evidence_words(one: Heard, say: Say) -> str:
    """What somebody did, in numbers that can be looked up."""
    if not one.answered:
        return say("没有认出他答过提问")
    if not one.could:
        return say("答过{askers}人的{n}个提问", askers=whole(one.askers), n=whole(one.answered))
    return say(
        "答过{askers}人的{n}个提问；48小时内答的{could}个里，{thanked}个道了谢",
        askers=whole(one.askers),
        n=whole(one.answered),
        could=whole(one.could),
        thanked=whole(one.thanked),
    )


def alive_words(alive: float | None, say: Say) -> str:
    """How surely somebody is still here: a reckoned chance, never a fact."""
    if alive is None:
        return say("未知")
    words = next(words for least, words in _ALIVE if alive >= least)
    share = percent(alive) if alive < _SURE else f">{_SURE:.0%}"
    return say("{words}（{share}）", words=say(words), share=share)


def step_words(one: Step, say: Say) -> str:
    """What somebody did, and what one more time would make of it."""
    if one.role is Role.ANSWERER:
        return say(
            "近8周答过{people}位不同成员的提问，{thanked}次得了谢；再答一位，就是常答问的人（8周里{regular}位）。",
            people=one.people,
            thanked=one.thanked,
            regular=REGULAR,
        )
    return say(
        "近8周起过{times}次头，一周内各有至少3位别人接着聊（最多的一次{people}位）；再有一次，就是常起头的人。",
        times=one.times,
        people=one.people,
    )


def record_words(found: Record | None, say: Say) -> str:
    """How often one step away became a step taken."""
    if found is None or not found.away:
        return say("以前差一步的人后来怎样，记录还说不出。")
    return say(
        "8周前差一步就常答问的{away}人，后来{took}人常答了；那时答过一位的{others}人里有{others_took}人。",
        away=whole(found.away),
        took=whole(found.took),
        others=whole(found.others),
        others_took=whole(found.others_took),
    )


def nominated_words(say: Say) -> str:
    """Why a list without order of merit stands beside the board."""
    return say(
        "随机抽成员，再从他最常回复的人里抽一位。有研究在32个村子里比过：这样选的人把做法带开得更广，"
        "选连得最多的人没有更好（Kim 等 2015）。这里没有真去问谁，是照回复认的。"
    )


def effect_words(found: Effect, say: Say) -> str:
    """What is measured of a cooperation; of few people, that they are too few."""
    if found.period is None or found.usual is None or found.change is None:
        return say("效果未知：{why}。", why=say(found.reason))
    days, usual = found.period.length, rounded(found.usual)
    if found.change.verdict is Verdict.TOO_FEW or found.change.interval is None:
        return say(
            "数据太少：开始后{days}天有{n}位成员接他的话，之前同样长的4段平均{usual}位，分不出有没有变化。",
            days=days,
            n=whole(found.reach),
            usual=usual,
        )
    return say(
        "开始后{days}天有{n}位成员接他的话，之前同样长、同样星期几的4段平均{usual}位：{verdict}（差的95%区间{low}～{high}）。"
        "前后比，不等于是合作带来的。",
        days=days,
        n=whole(found.reach),
        usual=usual,
        verdict=say(found.change.verdict),
        low=signed(round(found.change.interval.low)),
        high=signed(round(found.change.interval.high)),
    )
