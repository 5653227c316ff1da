"""What the events of the ledger did, one by one and together: the evidence behind proposing another."""

from dataclasses import dataclass

from juluo.insights.effects.effect import Effect
from juluo.insights.effects.pooling import Pooled, measured, pooled
from juluo.insights.effects.where import effect_in, groups_of
from juluo.ledger.period import Period
from juluo.metrics.events.held import Event, events
from juluo.store.view import View

# Communities change: of the events that were held, the last so many speak.
MOST_EVENTS = 24


@dataclass(frozen=True, slots=True)
class Past:
    """Each event with its effect where it was held, the latest first; `measured` of them have one."""

    each: tuple[tuple[Event, Effect], ...]
    measured: int
    pooled: Pooled | None


def past_effects(view: View, form: str = "", most: int = MOST_EVENTS) -> Past:
    """Of the last closed events, so many at `most`, or of those of one form alone.

    Two on the same days in the same channels are told apart by nobody: they count once.
    """
    closed = [event for event in events(view) if event.closed and form in {"", event.form}]
    latest = sorted(closed, key=lambda event: event.day, reverse=True)[:most]
    by_place = {_place(event): effect_of_event(view, event) for event in latest}
    found = [one for effect in by_place.values() if (one := measured(effect)) is not None]
    return Past(tuple((event, by_place[_place(event)]) for event in latest), len(found), pooled(found))


def effect_of_event(view: View, event: Event) -> Effect:
    """What one event did where it was held, against the channels that it left alone."""
    return effect_in(view, event.days, *groups_of(view, event.reached, event.untouched))


def _place(event: Event) -> tuple[Period, tuple[int, ...]]:
    return event.days, event.reached
