"""What was unusual in the period, and what likely made it."""

from juluo.insights.anomalies.telling import what, why
from juluo.ledger.period import Grain
from juluo.report.daily import Block, Heading, Paragraph, Span
from juluo.report.scene import Scene

# Of a month's alarms the first ones; the command line lists all.
_MOST = 6


def unusual_blocks(scene: Scene) -> list[Block]:
    """Each alarm in a sentence, with the entries behind it; one line where nothing was unusual."""
    if not scene.view.coverage.overlaps(scene.period):
        return []
    found = scene.alarms
    blocks: list[Block] = [Heading(scene.say("不寻常的"))]
    for nth, alarm in enumerate(found[:_MOST]):
        words = scene.in_a_row(what(scene.view, alarm, scene.lang), why(scene.view, alarm, scene.lang))
        fold = scene.fold(f"alarm-{nth + 1}", scene.say("看背后的记录"), alarm.evidence)
        blocks.append(Paragraph((Span(words),), fold if fold.count else None))
    if len(found) > _MOST:
        words = scene.say(
            "还有{n}条，用 juluo alarms {slug} --from {first} --to {last} 看。",
            n=len(found) - _MOST,
            slug=scene.view.community.slug,
            first=scene.period.first,
            last=scene.period.last,
        )
        blocks.append(Paragraph((Span(words),)))
    if not found:
        told = "这一天没有不寻常的。" if scene.grain is Grain.DAY else "这段时间没有不寻常的。"
        blocks.append(Paragraph((Span(scene.say(told)),)))
    return blocks
