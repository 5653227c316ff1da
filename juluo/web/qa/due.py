"""What of question sessions waits today: those that begin or end today or tomorrow, questions to be let through."""

from collections.abc import Iterator
from datetime import date, timedelta

from juluo.desk.qa.facts import counts, sessions
from juluo.desk.qa.values import Counts, Phase, SessionFacts
from juluo.ledger.period import Calendar, zone_named
from juluo.shell.accounts.roles import May
from juluo.shell.visit import Visit
from juluo.web.events.due import Waits
from juluo.web.reports.composed import here

_FORGOTTEN = timedelta(days=7)
_BEGINS = {0: "今天开始收问题：{title}", 1: "明天开始收问题：{title}"}
_ENDS = {0: "问答“{title}”今天收完", 1: "问答“{title}”明天收完"}


def qa_due(visit: Visit) -> tuple[Waits, ...]:
    """Those with questions that wait first, for who may read them."""
    if not visit.may(May.READ_MESSAGES):
        return ()
    calendar = here(visit).calendar
    today = calendar.day_of(visit.scene.now)
    live = [one for one in sessions(visit.community) if _is_live(visit, one)]
    many = counts([one.id for one in live])
    waiting = (line for one in live for line in _waiting(visit, one, many.get(one.id, Counts())))
    return (*waiting, *(line for one in live for line in _soon(visit, one, calendar, today)))


def _is_live(visit: Visit, one: SessionFacts) -> bool:
    """Not published, and not ended so long ago that nobody will look at it any more."""
    now = visit.scene.now
    over = [at for at in (one.ended_at, one.plan.closes_at) if at is not None and at <= now]
    return one.phase(now) is not Phase.PUBLISHED and not (over and min(over) + _FORGOTTEN < now)


def _waiting(visit: Visit, one: SessionFacts, many: Counts) -> Iterator[Waits]:
    if many.waiting:
        words = visit.say("问答“{title}”有{n}个问题等放行", title=one.plan.title, n=many.waiting)
        yield Waits(words, "", f"qa/{one.slug}")


def _soon(visit: Visit, one: SessionFacts, calendar: Calendar, today: date) -> Iterator[Waits]:
    zone = zone_named(calendar.zone)
    moments = ((one.plan.opens_at, _BEGINS), (None if one.ended_at else one.plan.closes_at, _ENDS))
    for at, words in moments:
        ahead = (calendar.day_of(at) - today) // timedelta(days=1) if at is not None else -1
        # What began this morning is under way and waits for nobody.
        if at is not None and at > visit.scene.now and ahead in words:
            told = visit.say(words[ahead], title=one.plan.title)
            yield Waits(told, f"{at.astimezone(zone):%H:%M}", f"qa/{one.slug}")
