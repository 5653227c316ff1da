"""The two sentences on top, made by rule: how lively it was, and how well people were looked after."""

from juluo.metrics.reading import Reading
from juluo.metrics.verdict import Verdict
from juluo.report.daily import Line, Span
from juluo.report.figures import compared_with, shown_share, verdict_tone, verdict_words
from juluo.report.scene import Scene
from juluo.report.why import where_from
from juluo.wording.numbers import minutes, rounded, whole


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
    return _continued(scene, line, (Span(where_from(scene, reading)),))


def _judged(scene: Scene, reading: Reading) -> Span:
    return Span(verdict_words(scene, reading), verdict_tone(reading), strong=True)


def _continued(scene: Scene, line: Line, more: Line) -> Line:
    """One sentence after another."""
    if not any(span.words for span in more):
        return line
    between = (Span(" "),) if scene.lang == "en" else ()
    return (*line, *between, *more)


def _cared_for(scene: Scene) -> Line:
    """How long people waited for an answer, over days whose questions have had their 24 hours."""
    say = scene.say
    if not scene.view.coverage.overlaps(scene.period):
        return (Span(say("没有记录，看不出来。")),)
    wait, rate = scene.weekly("time_to_first_response"), scene.weekly("reply_rate")
    asked = scene.reading("questions_asked").value
    if wait.verdict is Verdict.UNKNOWN and wait.measured.n is None:
        known = say("有{n}个提问（推测），但看不出谁回应了谁，所以说不出有没有人答。", n=whole(asked)) if asked else ""
        return (Span(known or _none_asked(scene, scene.period_name)),)
    when = scene.by_grain("前7天", "本周", "当月")
    if not wait.measured.n:
        return (Span(_none_asked(scene, when)),)
    return _continued(scene, _waited(scene, wait, when), (Span(_answered(scene, rate)),))


def _waited(scene: Scene, wait: Reading, when: str) -> Line:
    """How long half of them waited, and whether that changed."""
    if wait.value is None:
        return (Span(scene.say("{when}的提问，一半以上还没等到回应。", when=when)),)
    time, judged = minutes(wait.value, scene.lang), _judged(scene, wait)
    if wait.verdict in {Verdict.INCOMPLETE, Verdict.UNTESTED}:
        return (Span(scene.say("{when}的提问，一半{time}内有人回应。", when=when, time=time)),)
    if wait.same_weekday is None:
        return scene.line("{when}的提问，一半{time}内有人回应，{verdict}。", when=when, time=time, verdict=judged)
    return scene.line(
        "{when}的提问，一半{time}内有人回应，{verdict}（{than}{before}）。",
        when=when,
        time=time,
        verdict=judged,
        than=compared_with(scene, wait),
        before=minutes(wait.same_weekday, scene.lang),
    )


def _none_asked(scene: Scene, when: str) -> str:
    return scene.say("{when}没有提问。", when=when)


def _answered(scene: Scene, rate: Reading) -> str:
    """How many had an answer within a day, of those that have had their day."""
    if not rate.measured.n:
        return ""
    told = "24小时内有人答的占{share}（推测）。" if rate.measured.estimated else "24小时内有人答的占{share}。"
    return scene.say(told, share=shown_share(rate))
