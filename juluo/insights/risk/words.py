"""The list in sentences: why a word is worth it, never that anybody is gone."""

from juluo.insights.retention.words import quiet_words
from juluo.insights.risk.worth_a_word import Worth
from juluo.wording.catalogue import Say
from juluo.wording.numbers import percent, whole


def why_words(one: Worth, say: Say) -> str:
    """Their own rhythm, what it may mean, and what they gave."""
    rhythm = quiet_words(one.quiet, say)
    chance = percent(one.quiet.alive)
    if one.answered:
        return say(
            "{rhythm}，可能只是歇一阵，还在的把握约{chance}。近26周回答过{n}个提问，{thanked}个道了谢。",
            rhythm=rhythm,
            chance=chance,
            n=whole(one.answered),
            thanked=whole(one.thanked),
        )
    if one.heard:
        return say(
            "{rhythm}，可能只是歇一阵，还在的把握约{chance}。近26周有{n}位成员接过他的话。",
            rhythm=rhythm,
            chance=chance,
            n=whole(one.heard),
        )
    return say("{rhythm}，可能只是歇一阵，还在的把握约{chance}。", rhythm=rhythm, chance=chance)
