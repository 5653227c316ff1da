"""二 用户数与活跃度: members and what they did, against before; where the change was."""

from juluo.chart.spec import Bar, Bars
from juluo.ledger.period import Grain
from juluo.metrics.metric import unseen
from juluo.report.daily import Block, Chart, Heading, Line, Paragraph, Section, Span, ToWrite
from juluo.report.figures import figures
from juluo.report.scene import Scene
from juluo.report.unusual import unusual_blocks
from juluo.report.why import why_blocks
from juluo.wording.catalogue import capital
from juluo.wording.numbers import whole

FIGURES = (
    "members",
    "joined",
    "left",
    "net_growth",
    "active_members",
    "participation_rate",
    "active_members_7d",
    "active_members_28d",
    "stickiness",
    "messages",
    "top10_share",
)
_BARS = 8


def section(scene: Scene) -> Section:
    say = scene.say
    # Of a week the last seven days are the week itself.
    shown = tuple(name for name in FIGURES if name != "active_members_7d" or scene.grain is not Grain.WEEK)
    blocks: list[Block] = [figures(scene, shown)]
    unknown = _unknown(scene)
    if unknown:
        blocks.append(Paragraph(unknown))
    lifecycle = _lifecycle(scene)
    if lifecycle:
        blocks.append(Paragraph(lifecycle))
    blocks += [*why_blocks(scene), *unusual_blocks(scene), *_channels(scene)]
    blocks += [Heading(say("要改的")), ToWrite(say("值班的人来写：哪里要改，打算怎么改。"), "improve")]
    side: tuple[Line, ...] = (
        (
            Span(
                say(
                    "“明显”：95%的区间不含0。“可能”：只过了80%。上面八项是一起校正过的。人数和条数一般和前四次的平均比，比例和时间一般和上一次比。"
                )
            ),
        ),
        (Span(say("成员不含机器人和工作人员。")),),
    )
    return Section(say("二"), "activity", say("用户数与活跃度"), tuple(blocks), side)


def _unknown(scene: Scene) -> Line:
    """One sentence for what the source can't show, instead of five."""
    every = [scene.reading(name).metric for name in FIGURES]
    blind = [metric for metric in every if unseen(metric, scene.view.coverage.sights)]
    if not blind:
        return ()
    names = scene.say("、").join(m.title if scene.lang == "zh" else m.title_en for m in blind)
    words = scene.say(
        "{names}：未知，这个来源的导出里没有。可以每天报一次：网页“导入”里的“报成员数”，或 "
        "juluo count {slug} --date {day} --members 人数 --joined 人数 --left 人数",
        day=scene.period.last,
        names=names,
        slug=scene.view.community.slug,
    )
    return (Span(words),)


def _lifecycle(scene: Scene) -> Line:
    """Who the speakers were: new, back, or there before."""
    parts = scene.reading("lifecycle").measured.parts
    if parts.get("returning") is None:
        return ()
    values = {name: whole(value) for name, value in parts.items() if value is not None}
    before = scene.say({1: "前一天", 7: "前一周"}.get(scene.period.length, "前一个月"))
    if parts.get("new") is None:
        sentence = (
            "发言的人里，{returning}位{before}也在，{new_or_resurrecting}位是新来的或回来的（记录不满30天，分不清）；"
            "{before}在、这次没来的有{dormant}位。"
        )
    else:
        sentence = (
            "发言的人里，{new}位第一次开口，{returning}位{before}也在，{resurrecting}位隔了一阵又回来；"
            "{before}在、这次没来的有{dormant}位。"
        )
    return (Span(scene.say(sentence, before=before, **values)),)


def _channels(scene: Scene) -> list[Block]:
    """Where people were, and where the difference to before was."""
    say = scene.say
    if not scene.view.coverage.overlaps(scene.period):
        return []
    if not scene.moves:
        return [Heading(say("在哪些频道")), Paragraph((Span(say("哪个频道都没有人说话。")),))]
    compared = scene.view.complete(scene.period) and scene.view.coverage.holds(scene.period.before())
    bars = tuple(
        Bar(move.channel, float(move.now), whole(move.now), whole(move.before) if compared else "")
        for move in scene.moves[:_BARS]
    )
    label = say("各频道发言人数")
    caption = say("同一个人在两个频道说话会算两次，所以各频道加起来会多于总数。")
    chart = Chart(Bars((say("频道"), say("发言人数"), capital(scene.before_name)), bars, label), caption)
    blocks: list[Block] = [Heading(say("在哪些频道")), chart]
    return blocks
