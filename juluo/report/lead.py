"""The two sentences on top, made by rule: how lively it was, and how well people were looked after."""

from juluo.metrics.reading import Reading
from juluo.metrics.verdict import FEWEST_CASES, Verdict
from juluo.report.daily import Line, Span
from juluo.report.figures import verdict_tone, verdict_words
from juluo.report.moves import biggest
from juluo.report.scene import Scene
from juluo.wording.numbers import minutes, percent, rounded, whole

# Each by whether the answer is inferred, and as it is said where nothing can be judged.
_WEEK = {
    False: "前7天的提问，24小时内有人答的占{share}，{verdict}。",
    True: "前7天的提问，24小时内有人答的占{share}（推测），{verdict}。",
}
_SAME = {
    False: "24小时内有人答的占{share}，{verdict}。",
    True: "24小时内有人答的占{share}（推测），{verdict}。",
}
_UNJUDGED = {
    _WEEK[False]: "前7天的提问，24小时内有人答的占{share}。",
    _WEEK[True]: "前7天的提问，24小时内有人答的占{share}（推测）。",
    _SAME[False]: "24小时内有人答的占{share}。",
    _SAME[True]: "24小时内有人答的占{share}（推测）。",
}


def lead(scene: Scene) -> tuple[tuple[str, Line], ...]:
    say = scene.say
    return ((say("活跃"), _lively(scene)), (say("满意"), _cared_for(scene)))


def _lively(scene: Scene) -> Line:
    say = scene.say
    reading = scene.reading("active_members")
    if reading.value is None:
        return (Span(say("没有记录，看不出来。")),)
    spoke = say("{n}人发言", n=whole(reading.value))
    if reading.same_weekday is None or reading.verdict in {Verdict.INCOMPLETE, Verdict.UNKNOWN}:
        return scene.line("{spoke}，没有可比的日子。", spoke=Span(spoke, strong=True))
    sentence = "{spoke}，{verdict}（{before_name}{before}人）。"
    if reading.mean4 is not None:
        sentence = "{spoke}，{verdict}（{before_name}{before}人，{mean_name}平均{mean}人）。"
    line = scene.line(
        sentence,
        spoke=Span(spoke, strong=True),
        verdict=_judged(scene, reading),
        before_name=scene.before_name,
        before=whole(reading.same_weekday),
        mean_name=scene.mean_name,
        mean=rounded(reading.mean4 or 0),
    )
    return _continued(scene, line, (Span(_where(scene)),))


def _judged(scene: Scene, reading: Reading) -> Span:
    return Span(verdict_words(scene, reading), verdict_tone(reading), strong=True)


def _continued(scene: Scene, line: Line, more: Line) -> Line:
    """One sentence after another."""
    if not any(span.words for span in more):
        return line
    between = (Span(" "),) if scene.lang == "en" else ()
    return (*line, *between, *more)


def _where(scene: Scene) -> str:
    """The channel in which most of a real change happened."""
    verdict = scene.reading("active_members").verdict
    move = biggest(scene.moves)
    if move is None or verdict not in {Verdict.CLEARLY_UP, Verdict.CLEARLY_DOWN}:
        return ""
    if (move.amount > 0) is not (verdict is Verdict.CLEARLY_UP):
        return ""
    sentence = "多出来的主要在#{channel}：{before}人到{now}人。"
    if verdict is Verdict.CLEARLY_DOWN:
        sentence = "少掉的主要在#{channel}：{before}人到{now}人。"
    return scene.say(sentence, channel=move.channel, before=whole(move.before), now=whole(move.now))


def _cared_for(scene: Scene) -> Line:
    say = scene.say
    if not scene.view.coverage.overlaps(scene.period):
        return (Span(say("没有记录，看不出来。")),)
    rate, wait = scene.weekly("reply_rate"), scene.reading("time_to_first_response")
    asked = scene.reading("questions_asked").value
    if rate.verdict is Verdict.UNKNOWN and wait.measured.n is None:
        known = say("有{n}个提问（推测），但看不出谁回应了谁，所以说不出有没有人答。", n=whole(asked)) if asked else ""
        return (Span(known or _none_asked(scene)),)
    if not wait.measured.n:
        return _continued(scene, (Span(_none_asked(scene)),), _answered(scene, rate))
    half = say("一半以上的提问还没等到回应。")
    if wait.value is not None:
        time = minutes(wait.value, scene.lang)
        half = say("一半提问{time}内有人回应。", time=time)
        if wait.same_weekday is not None:
            before = minutes(wait.same_weekday, scene.lang)
            told = "一半提问{time}内有人回应（{before_name}{before}）。"
            half = say(told, time=time, before_name=scene.before_name, before=before)
    return _continued(scene, (Span(half),), _answered(scene, rate))


def _none_asked(scene: Scene) -> str:
    return scene.by_grain("当天没有提问。", "本周没有提问。", "当月没有提问。")


def _answered(scene: Scene, rate: Reading) -> Line:
    """How many had an answer within a day, of those that have had their day."""
    if rate.value is None or not rate.measured.n:
        return ()
    share = percent(rate.value) if rate.measured.n >= FEWEST_CASES else f"{rate.measured.hits}/{rate.measured.n}"
    told = (_SAME if rate.period == scene.period else _WEEK)[rate.measured.estimated]
    if rate.verdict in {Verdict.INCOMPLETE, Verdict.UNTESTED}:
        return scene.line(_UNJUDGED[told], share=share)
    return scene.line(told, share=share, verdict=_judged(scene, rate))
