"""Causes in one plain sentence with its parts, and one more for what it is not."""

from collections.abc import Callable, Mapping, Sequence

from juluo.insights.causes.most import most
from juluo.insights.causes.part import By, Causes, Effect, Part, Shape
from juluo.ledger.period import Grain, Period
from juluo.metrics.metric import Unit
from juluo.metrics.reading import Reading
from juluo.metrics.verdict import Verdict
from juluo.wording.catalogue import Say, in_a_row, speaker
from juluo.wording.numbers import last_weekday, percent, signed, signed_points, whole

_WHO = frozenset({By.LIFECYCLE, By.COHORT, By.TENURE})
# Where the others hold no more than this of the change, it is not everybody's.
_ELSEWHERE = 0.25
_SHOWN = 3

# Each by whether it went up.
Pair = Mapping[bool, str]
_PEOPLE_FROM: Pair = {
    True: "{metric}比{before}多{n}人，其中{k}人来自{part}。",
    False: "{metric}比{before}少{n}人，其中{k}人来自{part}。",
}
_PEOPLE_ARE: Pair = {
    True: "{metric}比{before}多{n}人，其中{k}人是{part}。",
    False: "{metric}比{before}少{n}人，其中{k}人是{part}。",
}
_ITEMS_FROM: Pair = {
    True: "{metric}比{before}多{n}条，其中{k}条来自{part}。",
    False: "{metric}比{before}少{n}条，其中{k}条来自{part}。",
}
_PEOPLE_BEYOND: Pair = {
    True: "{metric}比{before}多{n}人：{part}多了{k}人，其余合起来少了{rest}人。",
    False: "{metric}比{before}少{n}人：{part}少了{k}人，其余合起来多了{rest}人。",
}
_ITEMS_BEYOND: Pair = {
    True: "{metric}比{before}多{n}条：{part}多了{k}条，其余合起来少了{rest}条。",
    False: "{metric}比{before}少{n}条：{part}少了{k}条，其余合起来多了{rest}条。",
}
_PEOPLE_ELSEWHERE: Pair = {
    True: "不是全体变热：其余合起来只多{rest}人。",
    False: "不是全体变冷：其余合起来只少{rest}人。",
}
_ITEMS_ELSEWHERE: Pair = {
    True: "不是全体变热：其余合起来只多{rest}条。",
    False: "不是全体变冷：其余合起来只少{rest}条。",
}
_NOTHING_ELSEWHERE: Pair = {True: "不是全体变热：其余合起来没有变。", False: "不是全体变冷：其余合起来没有变。"}
_PEOPLE_BROAD: Pair = {
    True: "{metric}比{before}多{n}人，不是一个频道的事，各处都多了。",
    False: "{metric}比{before}少{n}人，不是一个频道的事，各处都少了。",
}
_ITEMS_BROAD: Pair = {
    True: "{metric}比{before}多{n}条，不是一个频道的事，各处都多了。",
    False: "{metric}比{before}少{n}条，不是一个频道的事，各处都少了。",
}
_PEOPLE_MIXED: Pair = {
    True: "{metric}比{before}多{n}人，没有哪一块占了大头。",
    False: "{metric}比{before}少{n}人，没有哪一块占了大头。",
}
_ITEMS_MIXED: Pair = {
    True: "{metric}比{before}多{n}条，没有哪一块占了大头。",
    False: "{metric}比{before}少{n}条，没有哪一块占了大头。",
}
_PEOPLE_MOST: Pair = {
    True: "{metric}比{before}多{n}人，其中{k}人来自{part}，但那也可能是碰巧。",
    False: "{metric}比{before}少{n}人，其中{k}人来自{part}，但那也可能是碰巧。",
}
_ITEMS_MOST: Pair = {
    True: "{metric}比{before}多{n}条，其中{k}条来自{part}，但那也可能是碰巧。",
    False: "{metric}比{before}少{n}条，其中{k}条来自{part}，但那也可能是碰巧。",
}
_PEOPLE_CROSSED: Pair = {
    True: "{metric}比{before}多{n}人，各处有多有少，说不上是哪一块。",
    False: "{metric}比{before}少{n}人，各处有多有少，说不上是哪一块。",
}
_ITEMS_CROSSED: Pair = {
    True: "{metric}比{before}多{n}条，各处有多有少，说不上是哪一块。",
    False: "{metric}比{before}少{n}条，各处有多有少，说不上是哪一块。",
}
_SHARE_CROSSED: Pair = {
    True: "{metric}比{before}高{n}个点，各处有高有低，说不上是哪一块。",
    False: "{metric}比{before}低{n}个点，各处有高有低，说不上是哪一块。",
}
_SHARE_RATE: Pair = {
    True: "{metric}比{before}高{n}个点，其中{k}个点来自{part}：那里从{was}到{now}。",
    False: "{metric}比{before}低{n}个点，其中{k}个点来自{part}：那里从{was}到{now}。",
}
_SHARE_RATE_BEYOND: Pair = {
    True: "{metric}比{before}高{n}个点：{part}从{was}到{now}，拉高{k}个点，其余合起来拉低{rest}个点。",
    False: "{metric}比{before}低{n}个点：{part}从{was}到{now}，拉低{k}个点，其余合起来拉高{rest}个点。",
}
_SHARE_MIX: Pair = {
    True: "{metric}比{before}高{n}个点，其中{k}个点不是哪里变好了，是{part}占的份量变了。",
    False: "{metric}比{before}低{n}个点，其中{k}个点不是哪里变差了，是{part}占的份量变了。",
}
_SHARE_MIX_BEYOND: Pair = {
    True: "{metric}比{before}高{n}个点：{part}占的份量变了，拉高{k}个点，其余合起来拉低{rest}个点。",
    False: "{metric}比{before}低{n}个点：{part}占的份量变了，拉低{k}个点，其余合起来拉高{rest}个点。",
}
_SHARE_PEOPLE: Pair = {
    True: "{metric}比{before}高{n}个点，其中{k}个点来自{part}：发言的从{was}人到{now}人。",
    False: "{metric}比{before}低{n}个点，其中{k}个点来自{part}：发言的从{was}人到{now}人。",
}
_SHARE_PEOPLE_BEYOND: Pair = {
    True: "{metric}比{before}高{n}个点：{part}发言的从{was}人到{now}人，拉高{k}个点，其余合起来拉低{rest}个点。",
    False: "{metric}比{before}低{n}个点：{part}发言的从{was}人到{now}人，拉低{k}个点，其余合起来拉高{rest}个点。",
}
_SHARE_MIXED: Pair = {
    True: "{metric}比{before}高{n}个点，没有哪一块占了大头。",
    False: "{metric}比{before}低{n}个点，没有哪一块占了大头。",
}
_SHARE_SHAPES: Mapping[Effect, tuple[Pair, Pair]] = {
    Effect.RATE: (_SHARE_RATE, _SHARE_RATE_BEYOND),
    Effect.MIX: (_SHARE_MIX, _SHARE_MIX_BEYOND),
    Effect.COUNT: (_SHARE_PEOPLE, _SHARE_PEOPLE_BEYOND),
}
_UNTOLD: Mapping[Verdict, str] = {
    Verdict.TOO_FEW: "{metric}的数据太少，说不出变在哪里。",
    Verdict.INCOMPLETE: "这段时间还没过完，先不说{metric}变在哪里。",
    Verdict.UNKNOWN: "{metric}未知，说不出变在哪里。",
}


def sentence(causes: Causes, lang: str) -> str:
    """Why a reading changed, in a language: what changed, from where, and how sure that is."""
    say, reading = speaker(lang), causes.reading
    if causes.shape is Shape.INDIVISIBLE:
        return say("{metric}：{reason}", metric=_title(reading, lang), reason=say(causes.reason))
    if causes.shape is Shape.NOT_REAL:
        told = _UNTOLD.get(reading.verdict, "{metric}和{before}比，看不出变化，不必找原因。")
        return say(told, metric=_title(reading, lang), before=before_name(reading, lang))
    return in_a_row(lang, _main(causes, lang), _elsewhere(causes, say), _factors(causes, lang), _sure(reading, say))


def before_name(reading: Reading, lang: str) -> str:
    """What the change is measured against: 上周三, 前一周, 前28天."""
    say, period = speaker(lang), reading.period
    if reading.metric.window > 1:
        return say("再前面的{days}天", days=reading.metric.window)
    if period.length == 1:
        return last_weekday(period.first, lang)
    if period == Period.of(period.first, Grain.MONTH):
        return say("前一个月")
    return say("前一周") if period.length == 7 else say("上一段时间")


def names_of(parts: Sequence[Part], lang: str) -> str:
    """What parts are called together."""
    return speaker(lang)("、").join(part.name.words(lang) for part in parts)


def _main(causes: Causes, lang: str) -> str:
    reading, change = causes.reading, causes.change or 0.0
    number = _number(reading)
    chief = None if causes.lead or causes.shape is Shape.BROAD else most(causes)
    pair = _unled(causes, chief) if not causes.lead else _led(causes)
    values: dict[str, object] = {
        "metric": _title(reading, lang),
        "before": before_name(reading, lang),
        "n": number(abs(change)),
    }
    if chief is not None:
        values |= {"part": names_of((chief,), lang), "k": number(abs(chief.amount))}
    if causes.lead:
        first = causes.lead[0]
        values |= {"part": names_of(causes.lead, lang), "k": number(abs(causes.led))}
        values |= {"rest": number(abs(change - causes.led))}
        shown = percent if first.effect in {Effect.RATE, Effect.MIX} else whole
        values |= {"was": shown(first.before), "now": shown(first.now)}
    told = pair[change > 0]
    return speaker(lang)(told, **{name: value for name, value in values.items() if f"{{{name}}}" in told})


def _led(causes: Causes) -> Pair:
    """The sentence that fits where parts lead."""
    unit = causes.reading.metric.unit
    beyond = abs(causes.led) > abs(causes.change or 0.0)
    if unit is Unit.SHARE:
        return _SHARE_SHAPES[causes.lead[0].effect][beyond]
    if unit is not Unit.PEOPLE:
        return _ITEMS_BEYOND if beyond else _ITEMS_FROM
    if beyond:
        return _PEOPLE_BEYOND
    return _PEOPLE_ARE if causes.by in _WHO else _PEOPLE_FROM


def _unled(causes: Causes, chief: Part | None) -> Pair:
    """The sentence where no part leads; `chief` holds most of the change, or more than all of it."""
    unit, crossed = causes.reading.metric.unit, False
    if chief is not None:
        crossed = abs(chief.amount) > abs(causes.change or 0.0)
    if unit is Unit.SHARE:
        return _SHARE_CROSSED if chief is not None else _SHARE_MIXED
    if causes.shape is Shape.BROAD:
        return _PEOPLE_BROAD if unit is Unit.PEOPLE else _ITEMS_BROAD
    if chief is None:
        return _PEOPLE_MIXED if unit is Unit.PEOPLE else _ITEMS_MIXED
    if crossed:
        return _PEOPLE_CROSSED if unit is Unit.PEOPLE else _ITEMS_CROSSED
    return _PEOPLE_MOST if unit is Unit.PEOPLE else _ITEMS_MOST


def _elsewhere(causes: Causes, say: Say) -> str:
    """That the others hardly changed; nothing where they did, or where it has been said already."""
    change, rest = causes.change or 0.0, (causes.change or 0.0) - causes.led
    if not causes.lead or causes.reading.metric.unit is Unit.SHARE or rest * change < 0:
        return ""
    if not rest:
        return say(_NOTHING_ELSEWHERE[change > 0])
    if abs(rest) > _ELSEWHERE * abs(change):
        return ""
    pair = _PEOPLE_ELSEWHERE if causes.reading.metric.unit is Unit.PEOPLE else _ITEMS_ELSEWHERE
    return say(pair[change > 0], rest=whole(abs(rest)))


def _factors(causes: Causes, lang: str) -> str:
    """What the factors did, where no part says it."""
    split = causes.split(By.FACTOR)
    if causes.lead or split is None:
        return ""
    say = speaker(lang)
    moved = signed_points if causes.reading.metric.unit is Unit.SHARE else signed
    parts = say("、").join(
        say("{part}变了带来{amount}", part=part.name.words(lang), amount=moved(part.amount))
        for part in split.parts[:_SHOWN]
    )
    return say("拆开看：{parts}。", parts=parts)


def _sure(reading: Reading, say: Say) -> str:
    if reading.verdict is Verdict.MAYBE:
        return say("这个变化可能是真的，还不能肯定。")
    return say("这个变化还没有检验，可能只是偶然。") if reading.verdict is Verdict.UNTESTED else ""


def _number(reading: Reading) -> Callable[[float], str]:
    if reading.metric.unit is Unit.SHARE:
        return lambda value: signed_points(value).lstrip("+")
    return whole


def _title(reading: Reading, lang: str) -> str:
    return reading.metric.title if lang == "zh" else reading.metric.title_en
