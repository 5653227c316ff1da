"""六 明日计划: up to three proposals, each with its evidence and how it will be checked; the operator chooses."""

from datetime import timedelta

from juluo.desk.events.values import Form
from juluo.ledger.period import Period
from juluo.metrics.verdict import Verdict
from juluo.report.daily import Block, Paragraph, Section, Span, Step, Steps, ToWrite
from juluo.report.event_effects import own_evidence
from juluo.report.flood import flood
from juluo.report.scene import Scene
from juluo.report.sections.feedback import waiting
from juluo.wording.numbers import percent, whole

MOST = 3
# A channel counts as gone quiet after two weeks without a word, if it had people in the four weeks before.
_QUIET = 14
_ONCE_ALIVE = 5


def section(scene: Scene) -> Section:
    say = scene.say
    steps = proposals(scene)
    blocks: list[Block] = [Steps(steps)] if steps else [Paragraph((Span(_nothing(scene)),))]
    blocks.append(ToWrite(say("选哪几条，谁来做，什么时候做完；也可以写自己的。"), "choices"))
    side = ((Span(say("这些是按规则提的；办过的活动量得出作用的，写在依据里。做不做由值班的人定。")),),)
    return Section(say("六"), "plan", scene.by_grain("明日计划", "下周计划", "下月计划"), tuple(blocks), side)


def _nothing(scene: Scene) -> str:
    if not scene.view.coverage.overlaps(scene.period):
        return scene.say("这段时间没有记录，提不出建议。")
    return scene.say("数字里没有非做不可的事，照常就好。")


def proposals(scene: Scene) -> tuple[Step, ...]:
    """At most three, the most pressing first; none for a time that nothing is known of."""
    if not scene.view.coverage.overlaps(scene.period):
        return ()
    found = [make(scene) for make in (_answer, _welcome, _flood, _fewer, _quiet_channel, _concentrated)]
    return tuple(step for step in found if step is not None)[:MOST]


def _answer(scene: Scene) -> Step | None:
    found = waiting(scene)
    if not found:
        return None
    say = scene.say
    rate = scene.weekly("reply_rate")
    evidence = scene.by_grain(
        "近7天有{n}个提问没人回应。", "本周有{n}个提问没人回应。", "当月有{n}个提问没人回应。", n=len(found)
    )
    if rate.value is not None and rate.measured.n:
        ripe = say(
            "满24小时的提问里，24小时内有人答的是{hits}/{all}。",
            hits=whole(rate.measured.hits or 0),
            all=whole(rate.measured.n),
        )
        evidence = scene.in_a_row(evidence, ripe)
    return Step(say("先答还在等的提问，别漏了等得最久的。"), evidence, _fewer_wait(scene, len(found)))


def _fewer_wait(scene: Scene, n: int) -> str:
    """How it will be seen that those who wait were answered."""
    if n == 1:
        return scene.by_grain("明天这时候，没有提问在等。", "下周结束时，没有提问在等。", "下月结束时，没有提问在等。")
    return scene.by_grain(
        "明天这时候，没人回应的提问少于{n}个。",
        "下周结束时，没人回应的提问少于{n}个。",
        "下月结束时，没人回应的提问少于{n}个。",
        n=n,
    )


def _welcome(scene: Scene) -> Step | None:
    reading = scene.weekly("newcomers_answered")
    left_out = int(reading.measured.parts.get("unanswered") or 0)
    if not left_out:
        return None
    say = scene.say
    evidence = say(
        "前7天{n}位新人的第一句话，有{left}位24小时里没人接。"
        "别处的研究里，有人接的新人再开口的多12个百分点（2777人，只是相关；Joyce和Kraut，2006）。",
        n=whole(reading.measured.n or 0),
        left=whole(left_out),
    )
    check = scene.by_grain(
        "明天新人的第一句话都有人接。", "下周新人的第一句话都有人接。", "下月新人的第一句话都有人接。"
    )
    return Step(say("去接住没人理的新人。"), evidence, check)


def _flood(scene: Scene) -> Step | None:
    evidence = flood(scene)
    if not evidence:
        return None
    say = scene.say
    return Step(say("看看是不是刷屏或广告，清干净没有。"), evidence, say("确认后按群规处理，并记下来。"))


def _fewer(scene: Scene) -> Step | None:
    reading = scene.reading("active_members")
    if reading.verdict is not Verdict.CLEARLY_DOWN or reading.value is None or reading.same_weekday is None:
        return None
    say = scene.say
    evidence = say(
        "{n}人发言，{before_name}{before}人，明显下降。",
        n=whole(reading.value),
        before_name=scene.before_name,
        before=whole(reading.same_weekday),
    )
    check = scene.by_grain("下周同一天，发言人数回到平常。", "下周，发言人数回到平常。", "下月，发言人数回到平常。")
    return Step(say("发起一个大家都能接的话题。"), with_own(scene, evidence, Form.TOPIC), check)


def _quiet_channel(scene: Scene) -> Step | None:
    last = Period.trailing(scene.period.last, _QUIET)
    earlier = Period(last.first - timedelta(days=28), last.first - timedelta(days=1))
    if not scene.view.coverage.holds(Period(earlier.first, last.last)):
        return None
    alive = scene.view.presence.spoke_by_channel(last)
    gone = {
        channel: len(people - scene.view.aside)
        for channel, people in scene.view.presence.spoke_by_channel(earlier).items()
        if channel not in alive and len(people - scene.view.aside) >= _ONCE_ALIVE
    }
    channel = max(gone, key=lambda code: (gone[code], code), default=None)
    if channel is None:
        return None
    say = scene.say
    evidence = say("#{channel}两周没人说话，再之前的四周有{n}人。", channel=scene.channel(channel), n=gone[channel])
    return Step(say("定一下#{channel}的去留：合并、关闭，还是重新发起。", channel=scene.channel(channel)), evidence)


def with_own(scene: Scene, evidence: str, form: Form) -> str:
    """The evidence, and what this community's own events of a form did."""
    own = own_evidence(scene, form)
    return scene.in_a_row(evidence, own) if own else evidence


def _concentrated(scene: Scene) -> Step | None:
    reading = scene.reading("top10_share")
    if reading.value is None or reading.value < 0.6 or (reading.measured.n or 0) < 20:
        return None
    say = scene.say
    evidence = say(
        "说得最多的一成人（{top}位）占了{share}的消息。",
        top=whole(reading.measured.parts.get("top") or 0),
        share=percent(reading.value),
    )
    return Step(
        say("点名请几位平时不说话的人来答一个问题。"),
        with_own(scene, evidence, Form.QA),
        scene.by_grain(
            "下周同一天，这个占比低于{share}。",
            "下周，这个占比低于{share}。",
            "下月，这个占比低于{share}。",
            share=percent(reading.value),
        ),
    )
