"""Needs in words: their kind, how they stand to before, why nothing is new."""

from juluo.insights.needs.need import Course, NeedKind, Quiet
from juluo.metrics.verdict import Verdict
from juluo.wording.catalogue import Say
from juluo.wording.numbers import rounded

_QUIET = {
    Quiet.NOTHING: "没有异常话题：没有哪个词明显比往常多人说。",
    Quiet.NO_PAST: "说不出什么是新话题：之前的记录还不够比。",
    Quiet.TOO_FEW: "说不出什么是新话题：这段时间说话的人太少。",
}


def kind_words(kind: NeedKind, say: Say) -> str:
    return say(str(kind))


def course_words(course: Course, say: Say) -> str:
    """How many before, and the verdict; that it can't be told where it can't."""
    if course.before is None:
        return say("之前的记录还不够比")
    if course.verdict is Verdict.TOO_FEW:
        return say("之前每期{before}，数据太少", before=rounded(course.before))
    return say("之前每期{before}，{verdict}", before=rounded(course.before), verdict=say(str(course.verdict)))


def quiet_words(quiet: Quiet, say: Say) -> str:
    """Why no topic is told."""
    return say(_QUIET[quiet])
