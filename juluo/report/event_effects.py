"""What events did, in a report: of those whose last day lies in it, and what was left of earlier ones by its days."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from juluo.desk.events.patterns import PATTERNS
from juluo.desk.events.values import Form
from juluo.insights.effects.past import effect_of_event, past_effects
from juluo.insights.effects.words import (
    mark_words,
    placebo_words,
    pooled_words,
    said,
    unseen_words,
    verdict_words,
    where_words,
)
from juluo.metrics.channels import names_of
from juluo.metrics.events.held import Event
from juluo.report.daily import Block, Heading, Line, Pairs, Span
from juluo.report.scene import Scene

# Each takes a third of a second to measure; a month with more shows the last ones, and all stand on their own pages.
_MOST = 8
# After so many days it is looked again what is left.
_LATER = (7, 14)
_Rows = Iterator[tuple[str, Line]]


def effect_blocks(scene: Scene, found: Sequence[Event]) -> tuple[Block, ...]:
    """Nothing where no event ended and none is to be looked at again."""
    period, say = scene.period, scene.say
    ended = [event for event in found if period.first <= event.days.last <= period.last]
    later = [
        (event, day)
        for event in found
        for day in _LATER
        if period.first <= event.days.last + timedelta(days=day) <= period.last
    ]
    rows = [row for event in ended[-_MOST:] for row in _now(scene, event)]
    rows += [row for event, day in later[-_MOST:] for row in _then(scene, event, day)]
    return (Heading(say("活动有没有用")), Pairs(tuple(rows))) if rows else ()


def own_evidence(scene: Scene, form: Form) -> str:
    """What this community's own events of a form did, taken together: what speaks for another, or against it.

    Empty where none was measured.
    """
    past = past_effects(scene.view, form, _MOST)
    if not past.measured:
        return ""
    return pooled_words(past.pooled, past.measured, PATTERNS[form].name.words(scene.lang), scene.say)


def _now(scene: Scene, event: Event) -> _Rows:
    effect = effect_of_event(scene.view, event)
    if effect.during is None:
        yield _title(event), (Span(said(effect.reason, scene.lang)),)
        return
    yield _title(event), (Span(verdict_words(effect, scene.say)),)
    where = names_of(scene.view, event.reached)
    if where:
        yield scene.say("数的是谁"), (Span(where_words(where, scene.say)),)
    yield scene.say("怎么比的"), (Span(said(effect.why, scene.lang)),)
    if effect.placebo is not None:
        yield scene.say("平常的日子"), (Span(placebo_words(effect.placebo, scene.say)),)
    if effect.seeable is not None and not effect.verdict.is_clear:
        yield scene.say("多大才看得出"), (Span(unseen_words(effect.seeable, scene.say)),)


def _then(scene: Scene, event: Event, day: int) -> _Rows:
    gain = dict(effect_of_event(scene.view, event).marks).get(day)
    if gain is not None:
        yield _title(event), (Span(mark_words(day, gain, scene.say)),)


def _title(event: Event) -> str:
    return event.title or event.name
