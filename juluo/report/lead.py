"""The two sentences on top, made by rule: how lively it was, and how well people were looked after."""

from collections.abc import Mapping

from juluo.metrics.activity import active_members
from juluo.metrics.metric import Measured
from juluo.metrics.verdict import Verdict
from juluo.report.daily import Line, Span
from juluo.report.figures import verdict_span
from juluo.report.scene import Scene
from juluo.wording.numbers import minutes, percent, whole


def lead(scene: Scene) -> tuple[tuple[str, Line], ...]:
    say = scene.say
    return ((say("活跃"), _lively(scene)), (say("满意"), _cared_for(scene)))


def _lively(scene: Scene) -> Line:
    say = scene.say
    reading = scene.reading("active_members")
    if reading.value is None:
        return (Span(say("没有记录，看不出来。")),)
    n = whole(reading.value)
    if reading.same_weekday is None or reading.verdict in {Verdict.INCOMPLETE, Verdict.UNKNOWN}:
        return (Span(say("{n}人发言，没有可比的日子。", n=n)),)
    before = whole(reading.same_weekday)
    verdict = verdict_span(scene, reading)
    told = say("（{before_name}{before}人）。", before_name=scene.before_name, before=before)
    return (
        Span(say("{n}人发言，", n=n), strong=True),
        Span(verdict.words.lstrip("↑↓ "), verdict.tone, strong=True),
        Span(told + _where(scene)),
    )


def _where(scene: Scene) -> str:
    """The channel in which most of a real change happened."""
    reading = scene.reading("active_members")
    if reading.verdict not in {Verdict.CLEARLY_UP, Verdict.CLEARLY_DOWN}:
        return ""
    now = active_members.by_channel(scene.view, scene.period)
    before = active_members.by_channel(scene.view, scene.period.before())
    moves = {c: (_n(now, c), _n(before, c)) for c in {*now, *before}}
    up = reading.verdict is Verdict.CLEARLY_UP
    channel = max(moves, key=lambda c: ((moves[c][0] - moves[c][1]) * (1 if up else -1), c), default=None)
    if channel is None:
        return ""
    sentence = (
        "多出来的主要在#{channel}：{before}人到{now}人。" if up else "少掉的主要在#{channel}：{before}人到{now}人。"
    )
    return scene.say(sentence, channel=channel, before=moves[channel][1], now=moves[channel][0])


def _n(parts: Mapping[str, Measured], channel: str) -> int:
    found = parts.get(channel)
    return int(found.n or 0) if found is not None else 0


def _cared_for(scene: Scene) -> Line:
    say = scene.say
    rate, wait = scene.weekly("reply_rate"), scene.reading("time_to_first_response")
    asked = scene.reading("questions_asked").value
    if rate.verdict is Verdict.UNKNOWN and wait.measured.n is None:
        known = say("有{n}个提问（推测），但看不出谁回应了谁，所以说不出有没有人答。", n=whole(asked)) if asked else ""
        return (Span(known or say("没有提问。")),)
    if not wait.measured.n:
        return (Span(say("没有提问。")),)
    half = say("一半以上的提问还没等到回应")
    if wait.value is not None:
        half = say("一半提问{time}内有人回应", time=minutes(wait.value, scene.lang))
    if rate.value is None or not rate.measured.n:
        return (Span(say("{half}。", half=half)),)
    share = percent(rate.value) if rate.measured.n >= 20 else f"{rate.measured.hits}/{rate.measured.n}"
    verdict = verdict_span(scene, rate)
    told = "{half}；近7天的提问，24小时内有人答的占{share}，"
    if rate.period == scene.period:
        told = "{half}；24小时内有人答的占{share}，"
    return (
        Span(say(told, half=half, share=share)),
        Span(verdict.words.lstrip("↑↓ "), verdict.tone, strong=True),
        Span(say("（推测）。") if rate.measured.estimated else say("。")),
    )
