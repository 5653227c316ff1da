"""Questions of a community for its pages: what waits, made once a version; who may know, found by a job.

Who answered what over 90 days takes seconds to find: a worker does it after every change, and a page shows what is
at hand meanwhile.
"""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import msgspec
from django.conf import settings

from juluo.insights.questions.asked_before import asked_before
from juluo.insights.questions.experts import experts
from juluo.insights.questions.repeated import Repeated, repeated
from juluo.insights.questions.waiting import Waiting, waiting
from juluo.ledger.entry import Entry
from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.report.daily import EntryLine
from juluo.report.whole_day import last_whole_day
from juluo.shell.jobs.actions import enqueue
from juluo.shell.jobs.run import Run
from juluo.shell.jobs.work import job
from juluo.shell.visit import Visit
from juluo.store.embedded import EmbeddedStore
from juluo.store.findings import Findings
from juluo.store.standing import standing
from juluo.store.view import View
from juluo.web.members.timeline import dated_lines
from juluo.web.seen import Form, Key, keep, last_seen, seen, there
from juluo.web.watched import broke_lately, is_watched

_KINDS = tuple(sorted(ORIGINAL))
_BEFORE: Key = ("asked before",)


@dataclass(frozen=True, slots=True)
class Listed:
    """What waits on a day, the lines to read, by entry, and on which platform each channel is."""

    waiting: Waiting
    lines: Mapping[int, EntryLine]
    platforms: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Able:
    """Who may know an answer. `person` of None: they may not be named any more."""

    name: str
    person: int | None
    n: int
    thanked: int
    akin: bool


@dataclass(frozen=True, slots=True)
class Before:
    """Who may know the answer to each open question of a day, and what was asked again; names by code."""

    day: date
    able: Mapping[int, tuple[Able, ...]]
    repeated: tuple[Repeated, ...]
    names: Mapping[int, str]


def listed(visit: Visit, day: date | None) -> Listed | None:
    """The list of a day, the last whole one if none is asked for; None where there is no record."""
    key = ("questions", visit.lang, day, mark(visit.community))
    return seen(visit.community, key, lambda view: _listed(visit, view, day))


def mark(community: str) -> int:
    """Another one whenever more texts have been read."""
    try:
        return Findings.of(settings.HOME / "ledger", community).contents.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _listed(visit: Visit, view: View, day: date | None) -> Listed | None:
    shown = day or last_whole_day(view)
    if shown is None:
        return None
    found = waiting(view, shown)
    every = [*found.open, *found.taken_up, *found.likely]
    lines = {line.entry_id: line for line in lines_of(visit, view, [(one.entry_id, one.day) for one in every])}
    platforms = {one.channel: view.channels[one.channel].platform for one in every if one.channel in view.channels}
    return Listed(found, lines, platforms)


def lines_of(visit: Visit, view: View, wanted: Sequence[tuple[int, date]]) -> tuple[EntryLine, ...]:
    """Entries as lines to read; those that were retracted or are gone are left out."""
    return dated_lines(visit, view, entries_of(view, wanted)) if wanted else ()


def entries_of(view: View, wanted: Sequence[tuple[int, date]]) -> list[Entry]:
    """Entries by their ids and days, in order of time; those that were retracted or are gone are left out."""
    if not wanted:
        return []
    days = [day for _, day in wanted]
    ids = tuple(sorted({entry for entry, _ in wanted}))
    return view.lines(EntryQuery(Period(min(days), max(days)), _KINDS, ids=ids, people_only=False))


# who may know, and what is asked again

_READ = msgspec.msgpack.Decoder(Before | None)


def _form(community: str) -> Form[Before | None]:
    return Form(msgspec.msgpack.encode, _READ.decode, mark(community))


def before(community: str) -> tuple[Before | None, bool]:
    """What is known of questions before these, and whether a worker is finding it anew."""
    form = _form(community)
    if not there(community, _BEFORE, form) and is_watched():
        rests = broke_lately(look_back.name, community, datetime.now(UTC))
        if not rests:
            ask_to_look(community)
        return last_seen(community, _BEFORE, form), not rests
    return seen(community, _BEFORE, look, form=form), False


def look(view: View) -> Before | None:
    day = last_whole_day(view)
    if day is None:
        return None
    asked, found = asked_before(view, day), waiting(view, day)
    told = experts(view, asked, (*found.open, *found.likely))
    again = repeated(view, asked)
    codes = {one.account for some in told.values() for one in some}
    codes |= {answer.account for one in again for answer in one.answers}
    accounts = view.accounts(sorted(codes)) if codes else {}
    names = {code: one.name for code, one in accounts.items() if not one.erased}
    able = {
        entry: tuple(
            Able(names[one.account], one.account, one.n, one.thanked, one.akin) for one in some if one.account in names
        )
        for entry, some in told.items()
    }
    return Before(day, able, again, names)


@job("questions.look", called="找谁可能答得上、谁又问了一遍", heavy=True, deadline=timedelta(minutes=15))
def look_back(run: Run) -> str:
    """Find who may know and what is asked again, unless it is known as things stand."""
    now = standing(settings.HOME)
    community, form = now.communities.get(run.community), _form(run.community)
    if community is None or there(run.community, _BEFORE, form):
        return ""
    store = EmbeddedStore(settings.HOME)
    try:
        with closing(store.view(community)) as view:
            run.check()
            if view.version == now.version:
                keep(now, run.community, _BEFORE, form, look(view))
            return str(view.version)
    finally:
        store.close()


def ask_to_look(community: str) -> int:
    """Let a worker look; one that is asked for already is enough."""
    return enqueue(look_back, community=community, queue=f"{look_back.name}:{community}")
