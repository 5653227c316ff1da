"""What of events waits today: those of today and tomorrow, those whose day passed unannounced, due checklists."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from juluo.desk.events.facts import due
from juluo.desk.events.values import EventFacts, Item
from juluo.ledger.period import zone_named
from juluo.shell.visit import Visit
from juluo.web.reports.composed import here
from juluo.wording.numbers import short_date


@dataclass(frozen=True, slots=True)
class Waits:
    """One line of 今天: what it is, when, and where it leads below the community's desk."""

    words: str
    when: str
    at: str
    late: bool = False


def events_due(visit: Visit) -> tuple[Waits, ...]:
    """Events first, in order of time, then those that passed unannounced, then the checklists, the oldest first."""
    calendar, say = here(visit).calendar, visit.say
    today = calendar.day_of(visit.scene.now)
    tomorrow, zone = today + timedelta(days=1), zone_named(calendar.zone)
    found = due(visit.community, today, (calendar.starts(today), calendar.starts(tomorrow + timedelta(days=1))))
    waits = []
    for one in found.events:
        starts = one.plan.starts or visit.scene.now
        named = "今天有活动：{title}" if calendar.day_of(starts) == today else "明天有活动：{title}"
        waits.append(Waits(say(named, title=one.plan.title), f"{starts.astimezone(zone):%H:%M}", f"events/{one.slug}"))
    for one in found.missed:
        day = calendar.day_of(one.plan.ends or one.plan.starts or visit.scene.now)
        words = say("活动“{title}”的日子过了还没公布：补公布、改日子，或者取消", title=one.plan.title)
        waits.append(Waits(words, say("{day}的", day=short_date(day, visit.lang)), f"events/{one.slug}", late=True))
    for slug, items in groupby(sorted(found.items, key=lambda pair: pair[0].slug), key=lambda pair: pair[0].slug):
        waits.append(_list_due(visit, slug, list(items), today))
    return tuple(waits)


def _list_due(visit: Visit, slug: str, items: list[tuple[EventFacts, Item]], today: date) -> Waits:
    """What of one event's checklist is due, in one line."""
    one, first = items[0]
    day = short_date(first.due, visit.lang) if first.due else ""
    words = visit.say("活动“{title}”：{words}", title=one.plan.title, words=first.words)
    if len(items) > 1:
        told = "活动“{title}”有{n}件要做，最早的是：{words}"
        words = visit.say(told, title=one.plan.title, n=len(items), words=first.words)
    return Waits(words, visit.say("{day}做完", day=day), f"events/{slug}", first.late(today))
