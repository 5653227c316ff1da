"""What members need, found by a worker and kept: it reads every word of a quarter of a year, which no page waits for.

A page shows what was found; where the ledger or the merges changed since, it shows what was found before and says so.
Names, pins and statuses are the desk's and are laid over what was found, so that they show at once.
"""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

import msgspec
from django.conf import settings

from juluo.desk.needs.facts import mark, memory
from juluo.insights.needs.finding import needs
from juluo.insights.needs.need import Needs, Quote
from juluo.ledger.period import Grain, Period
from juluo.report.whole_day import last_whole_day
from juluo.shell.jobs.actions import enqueue
from juluo.shell.jobs.run import Run
from juluo.shell.jobs.work import job
from juluo.store.embedded import EmbeddedStore
from juluo.store.standing import standing
from juluo.store.view import View
from juluo.web.seen import Form, Key, keep, last_seen, seen, there
from juluo.web.watched import broke_lately, is_watched


class Span(StrEnum):
    """How long a period one looks at."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"

    def period(self, day: date) -> Period:
        """The week, month or quarter of the year in which a day lies."""
        if self is not Span.QUARTER:
            return Period.of(day, Grain(self))
        first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
        return Period(first, Period.of(first + timedelta(days=80), Grain.MONTH).last)

    def last_whole(self, day: date) -> Period:
        """The latest that was over by the end of a day; the one under way where none was."""
        now = self.period(day)
        return now if now.last <= day else self.period(now.first - timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Who:
    """Whose words a quote is: the name, and whose page tells more."""

    name: str
    person: int | None


@dataclass(frozen=True, slots=True)
class Found:
    """The needs of a period with the names of those who are quoted, and of channels."""

    needs: Needs
    people: Mapping[int, Who]
    channels: Mapping[int, str]
    at: datetime


_READ = msgspec.msgpack.Decoder(Found)


def form(community: str) -> Form[Found]:
    return Form(msgspec.msgpack.encode, _READ.decode, mark(community))


def key_of(period: Period) -> Key:
    return ("needs", period.first, period.last)


def found_in(community: str, period: Period) -> Found:
    """The needs of a period, looked for here and now unless they are at hand."""
    at = datetime.now(UTC)
    return seen(community, key_of(period), lambda view: look(view, community, period, at), form=form(community))


def at_hand(community: str, period: Period) -> bool:
    return there(community, key_of(period), form(community))


def found_before(community: str, period: Period) -> Found | None:
    """What was found before the ledger or the merges changed."""
    return last_seen(community, key_of(period), form(community))


def look(view: View, community: str, period: Period, at: datetime) -> Found:
    found = needs(view, period, memory(community))
    told = [*(one.quotes for one in found.needs), *(one.quotes for one in found.topics)]
    quotes = [quote for mine in (*told, *(one.quotes for one in found.threads)) for quote in mine]
    channels = {quote.channel for quote in quotes} | {one.channel for one in found.threads}
    return Found(
        found,
        _people(view, quotes),
        {code: view.channels[code].name for code in channels if code is not None and code in view.channels},
        at,
    )


def _people(view: View, quotes: list[Quote]) -> dict[int, Who]:
    codes = sorted({quote.account for quote in quotes if quote.account is not None})
    accounts = view.accounts(codes) if codes else {}
    return {code: Who(one.name, None if one.erased else code) for code, one in accounts.items()}


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


@job("needs.find", heavy=True, deadline=timedelta(minutes=15))
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
            keep(now, run.community, key_of(period), how, look(view, run.community, period, datetime.now(UTC)))
            return f"{period.first} {period.last}"
    finally:
        store.close()


def last_week(view: View) -> Period | None:
    day = last_whole_day(view)
    return Span.WEEK.last_whole(day) if day else None
