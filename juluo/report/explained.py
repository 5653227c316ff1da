"""How a number was made, for whoever wants to check it: what was counted, left out, tested, and when it was known."""

from datetime import timedelta

from juluo.ledger.actors import Actors
from juluo.ledger.period import Period
from juluo.ledger.segment import People, Segment
from juluo.metrics.channels import channel_names
from juluo.metrics.metric import Trial, Unit
from juluo.metrics.reading import Reading
from juluo.metrics.verdict import Verdict
from juluo.report.figures import compared_with
from juluo.report.scene import Scene
from juluo.wording.catalogue import capital
from juluo.wording.numbers import whole
from juluo.wording.zones import zone_words

_TESTS = {
    "exact": "两期的次数按条件二项检验，数少时是精确的。",
    "quasi-poisson": "按次数检验（拟泊松）：平时起伏多大，取自前8期，消息一阵一阵来也不会当真。",
    "paired": "同一批人前后配对：来了又没来、没来又来的人有多少；平时起伏取自前8周每一天。",
    "mcnemar": "同一批人前后配对（McNemar检验）；前面的日子不够，最多说“可能”。",
    "newcombe": "两个占比之差，区间用Newcombe的混合计分法。",
    "log-rank": "等待时间的对数秩检验：还没等到的也算在内。",
    "bootstrap": "按成员重抽2,000次：换一批人，数会差多少。",
    "log-ratio": "两个数之比取对数来检验（Woolf），平时起伏取自前8期。",
    "welch": "两期平均分之差，各用各的离散（Welch检验）。",
}
_NO_TEST = {
    Trial.NONE: "这个指标没有检验：只给前后的数，不说变没变。",
}
# Smaller ones are not written out.
_TINY = 0.001
_WHO = {
    Actors.MEMBERS: "成员；工作人员和机器人不算。",
    Actors.STAFF: "成员和工作人员；机器人不算。",
    Actors.ALL: "所有账号，机器人也算。",
}
_PEOPLE = {
    People.NEWCOMERS: "新成员（第一次发言起28天内）",
    People.REGULARS: "老成员（第一次发言已满28天）",
    People.STAFF: "工作人员",
}

Row = tuple[str, str]


def explained(scene: Scene, reading: Reading, count: int) -> tuple[Row, ...]:
    """Term by term, what stands behind one reading."""
    rows = [
        (scene.say("哪几天"), _days(scene, reading)),
        (scene.say("数了多少"), _counted(scene, reading, count)),
        (scene.say("算了谁"), scene.say(_WHO[scene.view.actors])),
        (scene.say("没算进来"), _left_out(scene, reading)),
        (scene.say("只看哪部分"), segment_words(scene, scene.view.segment)),
        (scene.say("拿什么比"), _compared(scene, reading)),
        (scene.say("怎么检验"), _tested(scene, reading)),
        (scene.say("什么时候知道的"), _known(scene)),
    ]
    return tuple((capital(term), words) for term, words in rows if words)


def _days(scene: Scene, reading: Reading) -> str:
    period, zone = _looked_at(reading), zone_words(scene.view.calendar.zone, scene.lang)
    if period.length > reading.period.length:
        told = "{first}～{last}，往回看{n}天；一天按{zone}的0点到24点算。"
    elif period.length > 1:
        told = "{first}～{last}；一天按{zone}的0点到24点算。"
    else:
        told = "{last}这一天，按{zone}的0点到24点算。"
    starts = scene.view.calendar.day_starts_at
    if starts:
        told = "{first}～{last}；一天按{zone}的{starts}点起算。"
    return scene.say(
        told, first=period.first.isoformat(), last=period.last.isoformat(), n=period.length, zone=zone, starts=starts
    )


def _looked_at(reading: Reading) -> Period:
    """The days of the reading, and those before it that it looks back on."""
    period, behind = reading.period, reading.measured.evidence
    firsts = [period.first, period.last - timedelta(days=reading.metric.window - 1)]
    if behind is not None and behind.ids is None:
        firsts.append(behind.period.first)
    return Period(min(firsts), period.last)


def _counted(scene: Scene, reading: Reading, count: int) -> str:
    measured = reading.measured
    if measured.hits is not None and measured.n:
        told = "{hits}／{n}，背后有{count}条记录。" if count else "{hits}／{n}。"
        return scene.say(told, hits=whole(measured.hits), n=whole(measured.n), count=f"{count:,}")
    if measured.n is not None and reading.metric.unit not in {Unit.PEOPLE, Unit.MESSAGES}:
        told = "算了{n}个，背后有{count}条记录。" if count else "算了{n}个。"
        return scene.say(told, n=whole(measured.n), count=f"{count:,}")
    return scene.say("背后有{count}条记录。", count=f"{count:,}") if count else ""


def _left_out(scene: Scene, reading: Reading) -> str:
    measured = reading.measured
    if scene.view.actors is Actors.ALL or (reading.value is None and not measured.parts and not measured.rows):
        return ""
    out = scene.view.left_out(reading.period)
    if not any(out.values()):
        return scene.say("这几天没有工作人员或机器人发言。")
    return scene.say("这几天发过言的{staff}位工作人员、{bots}个机器人。", staff=out["staff"], bots=out["bots"])


def segment_words(scene: Scene, segment: Segment) -> str:
    """What part of the community is looked at; empty for all of it."""
    names = channel_names(scene.view)
    told = [scene.say("、").join(names.get(code, "") for code in segment.channels)] if segment.channels else []
    if segment.people in _PEOPLE:
        told.append(scene.say(_PEOPLE[segment.people]))
    if segment.hours is not None:
        first, until = segment.hours
        told.append(scene.say("{first}:00～{until}:00", first=f"{first:02d}", until=f"{until:02d}"))
    if segment.called:
        told.append(segment.called)
    return scene.say("；").join(told)


def _compared(scene: Scene, reading: Reading) -> str:
    if reading.change.amount is None:
        return ""
    return capital(compared_with(scene, reading))


def _tested(scene: Scene, reading: Reading) -> str:
    change, trial = reading.change, reading.metric.trial
    if change.test:
        test = scene.say(_TESTS[change.test])
        if change.p is None:
            return test
        told = "{test}p<0.001。" if change.p < _TINY else "{test}p={p}。"
        return scene.say(told, test=test, p=f"{change.p:.3f}")
    if scene.view.segment.called:
        return scene.say("这群人是照近来的样子挑的，拿来和之前比，天然有高低：只给前后的数，不检验变没变。")
    if trial in _NO_TEST:
        return scene.say(_NO_TEST[trial])
    if change.verdict is Verdict.INCOMPLETE:
        return scene.say("这段时间还不完整，不检验。")
    return scene.say("数据太少，没有检验。") if change.verdict is Verdict.TOO_FEW else ""


def _known(scene: Scene) -> str:
    view = scene.view
    last = view.coverage.last
    if last is None:
        return ""
    return scene.say(
        "账本第{version}版，{imports}次导入；记录到{until}为止。",
        version=view.version,
        imports=sum(not one.stated for one in view.imports),
        until=f"{last.astimezone(scene.zone):%Y-%m-%d %H:%M}",
    )
