"""Pages made ready before anybody opens them: 今天 and the day's report, after every change of the ledger.

A worker's process looks once a second whether the ledger changed or a day turned, whoever changed it: a page, the
command line, a watched folder. While it makes them, pages show how things were and say so; where no worker looks,
pages make their facts themselves.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

from django.conf import settings
from django.db import Error, connection

from juluo.desk.streaks.jobs import ask_to_listen as ask_for_check_ins
from juluo.ledger.period import Grain, Period
from juluo.report.whole_day import last_whole_day
from juluo.shell.accounts.facts import team
from juluo.shell.days import day_of
from juluo.shell.guests.jobs import ask_to_listen
from juluo.shell.jobs.actions import enqueue
from juluo.shell.jobs.facts import latest_job
from juluo.shell.jobs.models import Status
from juluo.shell.jobs.run import Run
from juluo.shell.jobs.work import job
from juluo.store.embedded import EmbeddedStore
from juluo.store.facts import Community
from juluo.store.stamped import stamp
from juluo.store.standing import Standing, standing
from juluo.store.view import View
from juluo.web import names, todays
from juluo.web.members import people
from juluo.web.needs import found as needs_found
from juluo.web.portal import day as portal_day
from juluo.web.reading import ask_to_read
from juluo.web.reports import composed as reports
from juluo.web.seen import keep
from juluo.web.watched import is_watched, sign

_LOG = logging.getLogger("juluo.prepare")
_LOOKS = 1.0
# A reader waits this long for a worker that is busy with something else, and for one that is at it.
_TAKES_UP, _MAKES = timedelta(seconds=20), timedelta(seconds=60)
_BETWEEN = 0.3


@job("shown.prepare", called="备好“今天”和日报", heavy=True, deadline=timedelta(minutes=10))
def prepare(run: Run) -> str:
    """Make what a community's pages show first, as the ledger stands. Returns of what it was made."""
    store = EmbeddedStore(settings.HOME)
    try:
        while True:
            run.check()
            now, at = standing(settings.HOME), datetime.now(UTC)
            found = now.communities.get(run.community)
            if found is None:
                return ""
            with closing(store.view(found)) as view:
                # Somebody is writing: the ledger is ahead of its indexes until they are done.
                if view.version == now.version:
                    _make(run, now, found, view, at)
                    return _state(now, run.community, at)
            time.sleep(_BETWEEN)
    finally:
        store.close()


def _make(run: Run, now: Standing, found: Community, view: View, at: datetime) -> None:
    keep(now, found.slug, names.KEY, names.FORM, names.name_of(view))
    for reader, told in todays.for_every_reader(view, at):
        keep(now, found.slug, todays.key_of(reader), todays.form(found.slug, at), told)
        run.check()
    day = last_whole_day(view)
    if day is None:
        return
    for lang in _spoken(found.slug):
        if standing(settings.HOME).version != now.version:
            # Another job waits for what stands now.
            return
        made = reports.composed(view, Grain.DAY, Period(day, day), lang, at)
        keep(now, found.slug, reports.key_of(lang, Grain.DAY, Period(day, day)), reports.FORM, made)
        run.check()


def _spoken(community: str) -> Iterator[str]:
    """The languages in which somebody reads this community."""
    yield from sorted({one.lang or settings.LANG for one in team(community)})


def is_under_way(community: str, now: datetime) -> bool:
    """Whether a worker has the facts ready in a moment, so that making them here would be a second time."""
    if not is_watched():
        return False
    last = latest_job(prepare.name, community)
    if last is not None and last.status == Status.WAITING:
        return now - last.made_at < _TAKES_UP
    if last is not None and last.status == Status.RUNNING:
        return now - last.made_at < _MAKES
    if last is not None and last.result == _state(standing(settings.HOME), community, now):
        return False
    ask(community)
    return True


def ask(community: str) -> int:
    """Let a worker make the facts; one that is asked for already is enough."""
    return enqueue(prepare, community=community, queue=f"{prepare.name}:{community}")


def watch(going_home: Event) -> None:
    """Look for changes in a thread of the worker's process until it ends."""
    Thread(target=_watch, args=(going_home,), daemon=True).start()


def _watch(going_home: Event) -> None:
    before: dict[str, str] = {}
    while not going_home.wait(_LOOKS):
        try:
            before = look(before)
        except (Error, OSError):
            _LOG.exception("could not look for changes")
        finally:
            connection.close()


def look(before: dict[str, str]) -> dict[str, str]:
    """Ask for the facts of every community that is not as it was before. Returns how they are now."""
    now, at = standing(settings.HOME), datetime.now(UTC)
    states = {slug: _state(now, slug, at) for slug in now.communities}
    for slug, state in states.items():
        if before.get(slug) != state:
            ask(slug)
            ask_to_listen(slug, at)
            ask_for_check_ins(slug)
            portal_day.ask(slug)
            needs_found.ask(slug)
            people.ask(slug)
            # Reading many texts takes minutes: what takes seconds goes before.
            ask_to_read(slug)
    sign().parent.mkdir(parents=True, exist_ok=True)
    sign().touch()
    return states


def _state(now: Standing, community: str, at: datetime) -> str:
    """Another one whenever the ledger changed, or a day turned where the community lives."""
    return stamp(now, community, day_of(community, at))
