"""What an event did, against channels it didn't reach, and before it what it would have to do to be seen."""

from juluo.desk.events.values import Plan, State, Whole
from juluo.insights.effects.outcome import outcome
from juluo.insights.effects.seeable import seeable
from juluo.insights.effects.where import groups_of
from juluo.insights.effects.words import outcome_words, seeable_words
from juluo.ledger.period import Period
from juluo.metrics.channels import names_of
from juluo.metrics.events.held import days_of
from juluo.report.whole_day import last_whole_day
from juluo.shell.visit import Visit
from juluo.store.view import View
from juluo.web.events.shown import held_on
from juluo.web.reports.composed import here
from juluo.web.seen import seen
from juluo.wording.catalogue import speaker


def effect_lines(visit: Visit, found: Whole) -> tuple[str, ...]:
    """The sentences: how many more, how sure, who stayed, at what cost. None of an event that was never held."""
    one = found.event
    if one.plan.starts is None or one.state not in {State.OPEN, State.CLOSED} or one.plan.starts > visit.scene.now:
        return ()
    came = frozenset(one.person for one in found.people if one.person is not None and one.came_at is not None)
    cost = None if one.cost is None else float(one.cost)
    where = (_reached(one.plan), one.plan.controls)
    return told_effect(visit, one.slug, held_on(one, here(visit).calendar), where, came, cost)


def told_effect(  # of what, when, where, who came, at what cost
    visit: Visit,
    slug: str,
    held: Period,
    where: tuple[tuple[int, ...], tuple[int, ...]] = ((), ()),
    came: frozenset[int] = frozenset(),
    cost: float | None = None,
) -> tuple[str, ...]:
    """What came of something that was held on these days; `where` are the channels reached, and those left alone.

    Events and draws are told of by the same sentences, for they are measured by the same reckoning.
    """
    lang, (reached, controls) = visit.lang, where

    def made(view: View) -> tuple[str, ...]:
        told = outcome(view, held, *groups_of(view, reached, controls), came, cost)
        return tuple(outcome_words(told, speaker(lang), lang, names_of(view, reached)))

    return seen(visit.community, ("effect", (slug, held, where, came, cost), lang), made)


def seeable_line(visit: Visit, plan: Plan) -> str:
    """What it would have to do to be seen, as it is planned; "" once it has begun, or while too little is known."""
    if plan.starts is not None and plan.starts <= visit.scene.now:
        return ""

    def made(view: View) -> str:
        last = last_whole_day(view)
        if last is None:
            return ""
        held = Period(last, last) if plan.starts is None else days_of(view.calendar, plan.starts, plan.ends)
        found = seeable(view, last, held, *groups_of(view, _reached(plan), plan.controls))
        return "" if found is None else seeable_words(found, speaker(visit.lang))

    about = (plan.starts, plan.ends, plan.channel, plan.controls)
    return seen(visit.community, ("event-seeable", about, visit.lang), made)


def _reached(plan: Plan) -> tuple[int, ...]:
    return () if plan.channel is None else (plan.channel,)
