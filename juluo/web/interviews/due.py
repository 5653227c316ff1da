"""What of interviews waits today: those of today and tomorrow."""

from datetime import timedelta

from juluo.desk.interviews.facts import due
from juluo.ledger.period import zone_named
from juluo.shell.accounts.roles import May
from juluo.shell.visit import Visit
from juluo.web.events.due import Waits
from juluo.web.interviews.told import names_of, with_whom
from juluo.web.reports.composed import here


def interviews_due(visit: Visit) -> tuple[Waits, ...]:
    """In order of time, for who may read them."""
    if not visit.may(May.READ_MESSAGES):
        return ()
    calendar = here(visit).calendar
    today, zone = calendar.day_of(visit.scene.now), zone_named(calendar.zone)
    found = due(visit.community, calendar.starts(today), calendar.starts(today + timedelta(days=2)))
    names = names_of(visit, [one.plan.person for one in found]) if found else {}
    waits = []
    for one in found:
        local = (one.plan.starts or visit.scene.now).astimezone(zone)
        named = "今天和{name}访谈：{title}" if calendar.day_of(local) == today else "明天和{name}访谈：{title}"
        words = visit.say(named, name=with_whom(visit, one.plan, names), title=one.plan.title)
        waits.append(Waits(words, f"{local:%H:%M}", f"interviews/{one.id}"))
    return tuple(waits)
