"""What members need, found by a worker and kept: it reads every word of a quarter of a year, which no page waits for.

A page shows what was found; where the ledger or the merges changed since, or a model has tied more lines together, it
shows what was found before and says so.
Names, pins and statuses are the desk's and are laid over what was found, so that they show at once.
"""

from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from django.conf import settings

from juluo.desk.needs.facts import memory
from juluo.insights.needs.kept import Found, key_of, look, mark_of, read, written
from juluo.insights.needs.span import Span
from juluo.ledger.period import Period
from juluo.report.whole_day import last_whole_day
from juluo.shell.jobs.actions import enqueue
from juluo.shell.jobs.run import Run
from juluo.shell.jobs.work import job
from juluo.store.embedded import EmbeddedStore
from juluo.store.standing import standing
from juluo.store.view import View
from juluo.web.seen import Form, keep, last_seen, seen, there
from juluo.web.watched import broke_lately, is_watched


def form(community: str) -> Form[Found]:
    return Form(written, read, mark_of(settings.HOME, community, memory(community)))


def found_in(community: str, period: Period) -> Found:
    """The needs of a period, looked for here and now unless they are at hand."""
    at = datetime.now(UTC)
    return seen(
        community, key_of(period), lambda view: look(view, memory(community), period, at), form=form(community)
    )


def at_hand(community: str, period: Period) -> bool:
    return there(community, key_of(period), form(community))


def found_before(community: str, period: Period) -> Found | None:
    """What was found before the ledger, the merges or the threads in it changed."""
    return last_seen(community, key_of(period), form(community))


class Looking(StrEnum):
    """Whether a worker looks for the needs of a period now. FAILED: it could not, and rests."""

    NO = "no"
    YES = "yes"
    FAILED = "failed"


def looking(community: str, period: Period, now: datetime) -> Looking:
    """Ask a worker for the needs of a period, where there is a worker and it doesn't look already."""
    if not is_watched():
        return Looking.NO
    if broke_lately(find_needs.name, community, now):
        return Looking.FAILED
    ask(community, period)
    return Looking.YES


def ask(community: str, period: Period | None = None) -> int:
    """Let a worker look; one that is asked for already is enough. Without a period, for the last whole week."""
    first, last = (period.first.isoformat(), period.last.isoformat()) if period else ("", "")
    queue = f"{find_needs.name}:{community}:{first}:{last}"
    return enqueue(find_needs, community=community, queue=queue, first=first, last=last)


@job("needs.find", called="找成员需要什么", heavy=True, deadline=timedelta(minutes=15))
def find_needs(run: Run, *, first: str = "", last: str = "") -> str:
    """Look for what members need, unless it is known as the ledger stands."""
    now = standing(settings.HOME)
    community = now.communities.get(run.community)
    if community is None:
        return ""
    store = EmbeddedStore(settings.HOME)
    try:
        with closing(store.view(community)) as view:
            period = Period(date.fromisoformat(first), date.fromisoformat(last)) if first else last_week(view)
            if period is None or view.version != now.version or at_hand(run.community, period):
                return ""
            how = form(run.community)
            keep(now, run.community, key_of(period), how, look(view, memory(run.community), period, datetime.now(UTC)))
            return f"{period.first} {period.last}"
    finally:
        store.close()


def last_week(view: View) -> Period | None:
    day = last_whole_day(view)
    return Span.WEEK.last_whole(day) if day else None
