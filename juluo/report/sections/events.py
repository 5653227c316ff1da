"""三 活动策划与执行: what the ledger knows of events; the rest is the operator's to write."""

from juluo.ledger.kinds import Kind
from juluo.ledger.query import EntryQuery
from juluo.report.daily import Block, Paragraph, Section, Span, ToWrite
from juluo.report.scene import Scene

_TELLING = (Kind.ANNOUNCE, Kind.PIN, Kind.POLL, Kind.CALL)


def section(scene: Scene) -> Section:
    say = scene.say
    query = EntryQuery(scene.period, _TELLING, people_only=False)
    fold = scene.fold("announced", say("看公告、置顶、投票和通话"), query)
    known = say("记录里有{n}条公告、置顶、投票或通话。", n=fold.count)
    if not fold.count:
        known = say("记录里没有公告、置顶、投票或通话。")
    if not scene.view.coverage.overlaps(scene.period):
        known = say("这段时间没有记录。")
    blocks: list[Block] = [
        Paragraph((Span(known),), fold if fold.count else None),
        ToWrite(say("办了活动就写：主题、内容、形式、时间、来了多少人。"), "events"),
        ToWrite(say("办完的反思：哪里好，下次改什么。"), "reflection"),
    ]
    side = ((Span(say("活动的效果还没有测：没有登记的活动，测不了。")),),)
    return Section(say("三"), "events", say("活动策划与执行"), tuple(blocks), side)
