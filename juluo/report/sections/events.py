"""三 活动策划与执行: what the ledger knows of events, complete without a word; the rest is the operator's to write."""

from collections.abc import Sequence
from datetime import timedelta

from juluo.ledger.kinds import Kind
from juluo.ledger.query import EntryQuery
from juluo.metrics.events.held import Event, events
from juluo.report.daily import Block, Paragraph, Section, Span, Table, ToWrite
from juluo.report.event_effects import effect_blocks
from juluo.report.figures import DASH, figures
from juluo.report.scene import Scene
from juluo.wording.numbers import short_date, whole

FIGURES = ("event_registrations", "event_attendance", "event_lift")
_TELLING = (Kind.ANNOUNCE, Kind.PIN, Kind.POLL, Kind.CALL)
# What is announced for the week after the period is told in it.
_AHEAD = timedelta(days=7)
_MOST = 20


def section(scene: Scene) -> Section:
    say = scene.say
    every = events(scene.view)
    found = _told(scene, every)
    blocks: list[Block] = []
    if found:
        blocks.append(_table(scene, found))
    held = [event for event in found if scene.period.first <= event.day <= scene.period.last]
    if held:
        blocks.append(figures(scene, FIGURES))
    blocks += [
        *effect_blocks(scene, every),
        _announced(scene),
        ToWrite(say("办了活动就写：主题、内容、形式、时间、来了多少人。"), "events"),
        ToWrite(say("办完的反思：哪里好，下次改什么。"), "reflection"),
    ]
    return Section(say("三"), "events", say("活动策划与执行"), tuple(blocks), (_side(scene, found, held),))


def _told(scene: Scene, every: Sequence[Event]) -> list[Event]:
    """What was held, announced or closed in the period, and what comes in the week after it."""
    period, last, until = scene.period, scene.period.last, scene.period.last + _AHEAD

    def is_told(event: Event) -> bool:
        if period.first <= event.day <= period.last:
            return True
        # What was announced only later wasn't known to come.
        known = event.opened is None or event.opened <= period.last
        days = (event.opened, event.ended)
        return known and (any(day and period.first <= day <= period.last for day in days) or last < event.day <= until)

    return [event for event in every if is_told(event)][:_MOST]


def _table(scene: Scene, found: list[Event]) -> Table:
    say = scene.say
    head = (say("活动名"), say("什么时候"), say("怎样了"), say("报名"), say("到场"), say("花费"))
    return Table(head, tuple(_row(scene, event) for event in found), numeric=(3, 4, 5))


def _row(scene: Scene, event: Event) -> tuple[str, ...]:
    when = short_date(event.day, scene.lang)
    if event.starts is not None:
        when = scene.say("{day} {time}", day=when, time=f"{event.starts.astimezone(scene.zone):%H:%M}")
    came = whole(len(event.came)) if event.came or event.closed else DASH
    cost = DASH if event.cost is None else f"{event.cost:,.2f}"
    return event.title or event.name, when, _state(scene, event), whole(len(event.signed_up)), came, cost


def _state(scene: Scene, event: Event) -> str:
    """How it stood at the period's end."""
    say, last = scene.say, scene.period.last
    if event.day > last:
        return say("还没办")
    return say("办完了") if event.ended is not None and event.ended <= last else say("办了，名单还没齐")


def _announced(scene: Scene) -> Paragraph:
    say = scene.say
    query = EntryQuery(scene.period, _TELLING, people_only=False)
    fold = scene.fold("announced", say("看公告、置顶、投票和通话"), query)
    known = say("记录里有{n}条公告、置顶、投票或通话。", n=fold.count)
    if not fold.count:
        known = say("记录里没有公告、置顶、投票或通话。")
    if not scene.view.coverage.overlaps(scene.period):
        known = say("这段时间没有记录。")
    return Paragraph((Span(known),), fold if fold.count else None)


def _side(scene: Scene, found: list[Event], held: list[Event]) -> tuple[Span, ...]:
    say = scene.say
    if not found:
        return (Span(say("活动的效果还没有测：没有登记的活动，测不了。")),)
    if not held:
        return (Span(say("报名、到场和花费是登记在“活动”里的，到做这份报告时为止。")),)
    return (
        Span(say("“多来的人”只和前几周的同一天比；“活动有没有用”比的是没有活动会怎样，留下多少在活动的“之后”里看。")),
    )
