"""Listening for phrases: whoever says a guest's phrase in the group is that guest."""

import re
from contextlib import closing
from datetime import UTC, datetime, timedelta

from django.conf import settings

from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.joining import A_PHRASE_HOLDS, PHRASE_BEGINS, hear
from juluo.shell.guests.facts import GuestFacts, waiting_phrases
from juluo.shell.jobs.actions import enqueue
from juluo.shell.jobs.run import Run
from juluo.shell.jobs.work import job
from juluo.store.view import View

# Exports of some platforms tell minutes or another clock's time; the phrase itself can't be guessed.
_BEFORE = timedelta(days=1)
_PHRASE = re.compile(rf"{PHRASE_BEGINS}\w{{4}}-\w{{4}}-\w{{4}}", re.ASCII)


@job("guests.listen", called="找群里说的暗号", deadline=timedelta(minutes=10))
def listen(run: Run) -> int:
    """Look for the phrases of a community in what was imported. Returns how many guests were recognised."""
    from juluo.store.embedded import EmbeddedStore  # noqa: PLC0415 - only the process that does it needs its 80 MB

    now = datetime.now(UTC)
    waiting = waiting_phrases(run.community, now)
    if not waiting:
        return 0
    with closing(EmbeddedStore(settings.HOME)) as store:
        found = store.community(run.community)
        if found is None:
            return 0
        with closing(store.view(found)) as view:
            said = said_by(view, waiting, now)
    return hear(run.community, said, Scene(now))


def said_by(view: View, waiting: tuple[GuestFacts, ...], now: datetime) -> dict[int, int]:
    """Which account said a guest's phrase first: others may have quoted it.

    A phrase that a program said first ties nobody: a relay says everybody's words, and holds everybody's record.
    """
    today = view.community.calendar.day_of(now)
    since = view.community.calendar.day_of(now - A_PHRASE_HOLDS - _BEFORE)
    whose = {guest.phrase: guest.id for guest in waiting}
    # However many wait, the messages are read once: every phrase begins alike.
    query = EntryQuery(Period(since, today), kinds=(Kind.MESSAGE,), words=PHRASE_BEGINS, people_only=False)
    said: dict[int, int] = {}
    for line in view.lines(query):
        for phrase in _PHRASE.findall((line.text or "").lower()):
            if line.account is not None and phrase in whose:
                said.setdefault(whose[phrase], line.account)
    known = view.register.accounts(view.community.slug, said.values()) if said else {}
    return {guest: code for guest, code in said.items() if code in known and not known[code].is_bot}


def ask_to_listen(community: str, now: datetime) -> None:
    """Let a worker listen, if somebody waits to be recognised."""
    if waiting_phrases(community, now):
        enqueue(listen, community=community, queue=f"{listen.name}:{community}")
