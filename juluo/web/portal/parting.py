"""What parting a guest from an account moves and what it leaves, in words: before it is done and afterwards.

The numbers are counted by the parts of the members' pages (`Part.parting`) and stay in the audit log.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from juluo.shell.visit import Visit

MOVES: Mapping[str, str] = MappingProxyType(
    {
        "sign_ups": "{n}场活动的报名，连同记在上面的到场，回到他名下；账号自己另外报过的，和认错以前一样。",
        "waits": "其中{n}场，他的名额当时和账号的并成了一个：有空位就补给他，没有就排在候补最前面，并且告诉他。",
        "pressed": "{n}次还没封名单的抽奖，他照样在里面，只算他自己的。",
        "lines": "{n}次抽奖封存的名单里，他按“参加”或报名得来的那一行归他，中没中、领奖时写的话都跟着那一行。",
        "checkins": "{n}次在成员的页面上打的卡归他；账号在群里打的不动。",
        "questions": "问答里提的{n}个问题归他。",
        "question_votes": "问答里投的{n}票归他；账号那位要是也投过，两票都算。",
        "feedback": "{n}条反馈归他，账本里也改过来。",
        "board_votes": "反馈公开板上的{n}票归他；账号那位要是也投过，两票都算。",
        "answers": ("{n}份实名问卷的答案和账号分开：两边都答过的各算各的，已经按账号进账本的分数收回来、按无名的记。"),
    }
)
STAYS: Mapping[str, str] = MappingProxyType(
    {
        "lines": "名单里那一行归了他的{n}次抽奖，账号那位就算自己够格，也补不进一行：名单封了，谁也加不进。",
        "lists": (
            "{n}次抽奖封名单的时候两边算一个人，名单里只有账号的一行：他就算自己够格，也补不进一行，"
            "名单封了谁也加不进。"
        ),
        "asked": (
            "抽到这个账号的{n}份实名问卷，在认成一个人的时候答了或者说了不答，还这么记着：看不出是两位里的哪一位。"
        ),
        "anonymous": (
            "还在问的匿名问卷有{n}份：谁答过，谁也看不到，这里也不说。那段时间里从他的手机答的，"
            "算账号那位答过，那位不能再答；答案上没有名字，分不出来，也拿不掉。"
        ),
        "notices": "那段时间里告诉他的{n}条通知还在他的页面上：说过的收不回。",
    }
)


def moved(visit: Visit, told: Mapping[str, int]) -> list[str]:
    """What goes with the guest."""
    return [visit.say(words, n=f"{told[what]:,}") for what, words in MOVES.items() if told.get(what)]


def stayed(visit: Visit, told: Mapping[str, int], day: str) -> list[str]:
    """What can't be parted any more, and why. `day` is the one on which they were taken for one."""
    return [*_stayed(visit, told, day)]


def _stayed(visit: Visit, told: Mapping[str, int], day: str) -> Iterator[str]:
    yield visit.say(
        "从{day}起，他在自己的页面上看得到、能下载这个账号在群里的资料：看过、下载过的收不回。要不要告诉账号那位，由你定。",
        day=day,
    )
    for what, words in STAYS.items():
        if told.get(what):
            yield visit.say(words, n=f"{told[what]:,}")
    yield visit.say("签发了的日报不改；以后算的数，照分开的算。")
