"""What the events of the ledger did, one by one and together: the evidence behind proposing another."""

from collections.abc import Collection
from dataclasses import dataclass

from juluo.insights.effects.effect import Effect
from juluo.insights.effects.pooling import Pooled, measured, pooled
from juluo.insights.effects.where import Group, effect_in
from juluo.ledger.period import Period
from juluo.metrics.events.held import Event, events
from juluo.store.view import View

# Communities change: of the events that were held, the last so many speak.
MOST_EVENTS = 24


@dataclass(frozen=True, slots=True)
class Past:
    """Each event with its effect on the whole community, the latest first; `measured` of them have one."""

    each: tuple[tuple[Event, Effect], ...]
    measured: int
    pooled: Pooled | None


def past_effects(view: View, names: Collection[str] | None = None) -> Past:
    """Of closed events, or of those named alone: events of one form, say. Two on one day are told apart by nobody."""
    closed = [event for event in events(view) if event.closed and (names is None or event.name in names)]
    latest = sorted(closed, key=lambda event: event.day, reverse=True)[:MOST_EVENTS]
    by_day = {event.day: effect_in(view, Period(event.day, event.day), Group()) for event in latest}
    found = [one for effect in by_day.values() if (one := measured(effect)) is not None]
    return Past(tuple((event, by_day[event.day]) for event in latest), len(found), pooled(found))
