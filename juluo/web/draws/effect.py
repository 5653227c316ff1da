"""What a draw that belongs to no event did, measured as events are: on the days on which one could get into it."""

from datetime import datetime

from juluo.desk.draws.facts import persons_in
from juluo.desk.draws.values import OF_MESSAGES, DrawFacts, Way
from juluo.metrics.events.held import days_of
from juluo.shell.visit import Visit
from juluo.web.events.effect import told_effect
from juluo.web.reports.composed import here

# Those who did something for the draw itself. Whom a rule found among what they had said or joined before is listed
# because they were active: beside whom like them they were active, says nothing of the draw.
_TOOK_PART = frozenset({Way.PRESSED})


def draw_effect(visit: Visit, one: DrawFacts) -> tuple[str, ...]:
    """The sentences; none before the list is sealed, or of a draw whose event is measured."""
    if one.plan.event or not one.is_sealed:
        return ()
    span = _open_for(one)
    if span is None:
        return (visit.say("名单是直接封的，没有哪几天可以参加：没有效果可量。"),)
    came = persons_in(one.id) if one.plan.who.way in _TOOK_PART else frozenset[int]()
    channels = one.plan.who.channels if one.plan.who.way in OF_MESSAGES else ()
    held = days_of(here(visit).calendar, *span)
    return told_effect(visit, f"draw {one.slug}", held, (channels, ()), came)


def _open_for(one: DrawFacts) -> tuple[datetime, datetime] | None:
    """From when to when one could get into it, as members were told; None where nobody was."""
    who, sealed, opened = one.plan.who, one.sealed_at, one.opened_at
    if opened is None or sealed is None:
        return None
    since, until = opened, min(one.plan.entries_until or sealed, sealed)
    if who.way in OF_MESSAGES and who.since is not None and who.until is not None:
        # What was said before the draw was announced was not said for it.
        since, until = max(who.since, opened), min(who.until, sealed)
    return (since, until) if since < until else None
