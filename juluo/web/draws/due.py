"""What of draws waits today: lists to be sealed in time, draws whose moment has come, prizes not handed over."""

from collections.abc import Iterator
from datetime import timedelta

from juluo.desk.draws.facts import draws, picks
from juluo.desk.draws.values import AFTER_SEAL, BEFORE_SEAL, CLAIM_DAYS, DrawFacts, State
from juluo.ledger.period import zone_named
from juluo.shell.accounts.roles import May
from juluo.shell.visit import Visit
from juluo.web.events.due import Waits
from juluo.web.reports.composed import here

# The list is sealed within this time before the draw.
_SOON = timedelta(days=1)
# How winners are reached is kept no longer.
_CLAIMED = timedelta(days=CLAIM_DAYS)


def draws_due(visit: Visit) -> tuple[Waits, ...]:
    """For who holds them, the next one first."""
    if not visit.may(May.KEEP_TASKS):
        return ()
    found = sorted(draws(visit.community), key=lambda one: one.plan.closes)
    return tuple(line for one in found for line in _due(visit, one))


def _due(visit: Visit, one: DrawFacts) -> Iterator[Waits]:
    now, say, at = visit.scene.now, visit.say, f"draws/{one.slug}"
    clock = f"{one.plan.closes.astimezone(zone_named(here(visit).calendar.zone)):%H:%M}"
    title, past = one.plan.title, now >= one.plan.closes
    if one.state in BEFORE_SEAL and one.plan.closes - _SOON <= now < one.plan.closes:
        yield Waits(say("抽奖“{title}”要先封名单", title=title), say("{time}前", time=clock), at)
    elif one.state is State.OPEN and past:
        yield Waits(say("抽奖“{title}”过了开奖时刻，名单还没封", title=title), "", at, late=True)
    elif one.state in AFTER_SEAL and one.state is not State.DRAWN and past:
        yield Waits(say("抽奖“{title}”可以开奖了", title=title), "", at, late=True)
    elif one.drawn_at is not None and now < one.drawn_at + _CLAIMED and (owed := _owed(visit, one)):
        yield Waits(say("抽奖“{title}”有{n}位来领奖了，还没给", title=title, n=owed), "", f"{at}#winners")


def _owed(visit: Visit, one: DrawFacts) -> int:
    """Winners who said how they are reached and have nothing yet."""
    came = picks(visit.community, one.slug)
    return sum(pick.contact_at is not None and pick.given_at is None and not pick.why for pick in came)
