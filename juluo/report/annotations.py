"""What stands under a line as numbered squares: the unusual, gaps of imports, events, colleagues' notes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise

from juluo.insights.anomalies.alarm import Alarm, Sign
from juluo.ledger.acts import EventOpened
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.desk import EVENTS, acts
from juluo.metrics.events.held import behind, events
from juluo.report.scene import Scene
from juluo.report.today import alarm_lines

# More squares than this would be a pattern, not notes.
MOST = 40


class Mark(StrEnum):
    """What kind of thing is told of a day."""

    GAP = "gap"
    UNUSUAL = "unusual"
    EVENT = "event"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class DayNote:
    """What a colleague wrote down about a day. `id` names the record."""

    id: int
    day: date
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Annotation:
    """One numbered square. `query` finds what stands behind it, `note` names the record of a colleague's note."""

    number: int
    day: date
    mark: Mark
    words: str
    why: str = ""
    by: str = ""
    count: int = 0
    query: EntryQuery | None = None
    note: int | None = None

    @property
    def of(self) -> str:
        """What its records are asked for by."""
        return f"note-{self.number}" if self.query is not None and self.count else ""


def annotations(
    scene: Scene, span: Period, alarms: Sequence[Alarm], notes: Sequence[DayNote]
) -> tuple[tuple[Annotation, ...], int]:
    """What there is to say about the days of a line, in their order, and how many more there would be."""
    found = [*_gaps(scene, span), *_unusual(scene, alarms), *_events(scene, span), *_notes(span, notes)]
    order = list(Mark)
    ranked = sorted(found, key=lambda one: (one.day, order.index(one.mark)))
    # A colleague's own words and what lacks come before what else there is.
    if len(ranked) > MOST:
        kept = sorted(ranked, key=lambda one: one.mark not in {Mark.NOTE, Mark.GAP})[:MOST]
        ranked = [one for one in ranked if one in kept]
    numbered = tuple(replace(one, number=number) for number, one in enumerate(ranked, 1))
    return numbered, len(found) - len(numbered)


def _unusual(scene: Scene, alarms: Sequence[Alarm]) -> Iterator[Annotation]:
    for alarm, line in zip(alarms, alarm_lines(scene, tuple(alarms)), strict=True):
        mark = Mark.GAP if alarm.sign is Sign.MISSING else Mark.UNUSUAL
        yield Annotation(0, alarm.day, mark, line.words, line.why, count=line.count, query=alarm.evidence)


def _gaps(scene: Scene, span: Period) -> Iterator[Annotation]:
    """Where one stretch of exports ends and the next hasn't begun."""
    calendar = scene.view.calendar
    for (_, until), (since, _) in pairwise(scene.view.coverage.stretches):
        first, last = max(calendar.day_of(until), span.first), min(calendar.day_of(since), span.last)
        if first <= last:
            words = scene.say(
                "{since}到{until}没有导入记录。", since=_moment(scene, until), until=_moment(scene, since)
            )
            yield Annotation(0, first, Mark.GAP, words)


def _moment(scene: Scene, at: datetime) -> str:
    local = at.astimezone(scene.zone)
    return f"{local:%m-%d %H:%M}"


def _events(scene: Scene, span: Period) -> Iterator[Annotation]:
    titles = _titles(scene)
    for event in events(scene.view):
        if span.first <= event.day <= span.last:
            told = "活动“{title}”，{n}人到场。" if event.came else "活动“{title}”。"
            words = scene.say(told, title=titles.get(event.name) or event.name, n=len(event.came))
            query = behind(Period(event.day, event.day), [event])
            yield Annotation(0, event.day, Mark.EVENT, words, count=len(event.entries), query=query)


def _titles(scene: Scene) -> Mapping[str, str]:
    opened = (act.record for act in acts(scene.view, EVENTS))
    return {record.event: record.title for record in opened if isinstance(record, EventOpened) and record.title}


def _notes(span: Period, notes: Sequence[DayNote]) -> Iterator[Annotation]:
    for note in notes:
        if span.first <= note.day <= span.last:
            yield Annotation(0, note.day, Mark.NOTE, note.words, by=note.by, note=note.id)
