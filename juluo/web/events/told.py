"""Lines that the writer of a report may take over: what was held in its days, and what operators thought of it."""

from juluo.desk.events.facts import events
from juluo.desk.events.patterns import PATTERNS
from juluo.desk.events.values import EventFacts, State
from juluo.ledger.period import Period, zone_named
from juluo.shell.visit import Visit
from juluo.web.events.shown import held_on, when
from juluo.web.reports.composed import here

# The places of a report that these lines belong to.
EVENTS, REFLECTION = "events", "reflection"


def event_lines_for(visit: Visit, key: str, period: Period) -> tuple[str, ...]:
    """Proposed lines of a place, none where nothing was held."""
    if key not in {EVENTS, REFLECTION}:
        return ()
    calendar = here(visit).calendar
    since, until = calendar.bounds(period)
    zone, held = zone_named(calendar.zone), {State.OPEN, State.CLOSED}
    found = [one for one in events(visit.community, since, until) if one.state in held]
    found = [one for one in found if held_on(one, calendar).last >= period.first]
    if key == REFLECTION:
        return tuple(line for one in found for line in _thought(visit, one))
    say, lang = visit.say, visit.lang
    return tuple(
        say(
            "{title}（{form}），{when}。{content}",
            title=one.plan.title,
            form=PATTERNS[one.plan.form].name.words(lang),
            when=when(one, zone, lang),
            content=" ".join(one.plan.content.split()),
        ).strip()
        for one in found
    )


def _thought(visit: Visit, one: EventFacts) -> list[str]:
    say, title, thought = visit.say, one.plan.title, one.reflection
    lines = []
    if thought.went_well:
        lines.append(say("“{title}”好在：{words}", title=title, words=thought.went_well))
    if thought.went_badly:
        lines.append(say("“{title}”不好在：{words}", title=title, words=thought.went_badly))
    if thought.next_time:
        lines.append(say("“{title}”下次：{words}", title=title, words=thought.next_time))
    return lines
