"""What an event did, against channels it didn't reach: read of the ledger once, told on its tab of afterwards."""

from juluo.desk.events.values import EventFacts, State, Whole
from juluo.insights.effects.outcome import outcome
from juluo.insights.effects.where import groups_of
from juluo.insights.effects.words import outcome_words
from juluo.shell.visit import Visit
from juluo.store.view import View
from juluo.web.events.shown import held_on
from juluo.web.seen import seen
from juluo.wording.catalogue import speaker


def effect_lines(visit: Visit, found: Whole) -> tuple[str, ...]:
    """The sentences: how many more, how sure, who stayed, at what cost. None of an event that was never held."""
    one, lang = found.event, visit.lang
    if one.plan.starts is None or one.state not in {State.OPEN, State.CLOSED} or one.plan.starts > visit.scene.now:
        return ()
    came = frozenset(one.person for one in found.people if one.person is not None and one.came_at is not None)
    cost = None if one.cost is None else float(one.cost)

    def made(view: View) -> tuple[str, ...]:
        touched, untouched = groups_of(view, _reached(one), one.plan.controls)
        held = held_on(one, view.calendar)
        return tuple(outcome_words(outcome(view, held, touched, untouched, came, cost), speaker(lang), lang))

    plan = one.plan
    about = (one.slug, plan.starts, plan.ends, plan.channel, plan.controls, came, cost)
    return seen(visit.community, ("event-effect", about, lang), made)


def _reached(one: EventFacts) -> tuple[int, ...]:
    return () if one.plan.channel is None else (one.plan.channel,)
