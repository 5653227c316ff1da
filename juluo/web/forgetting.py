"""Whoever is erased from the ledger leaves what operators wrote too: called before the ledger forgets who it was."""

import re
import time
from collections.abc import Callable, Sequence

from django.db import connection

from juluo.desk.communities.actions import forget as forget_in_notices
from juluo.desk.cooperations.actions import forget as forget_in_cooperations
from juluo.desk.cooperations.actions import forget_person as forget_who_cooperates
from juluo.desk.draws.actions.forgetting import forget as forget_in_draws
from juluo.desk.draws.actions.forgetting import forget_person as forget_who_drew
from juluo.desk.events.actions.forgetting import forget as forget_in_events
from juluo.desk.events.actions.forgetting import forget_person as forget_who_came
from juluo.desk.feedback.actions.forgetting import forget as forget_in_feedback
from juluo.desk.feedback.actions.forgetting import forget_person as forget_who_gave_feedback
from juluo.desk.imports.actions import forget as forget_in_uploads
from juluo.desk.interviews.actions.forgetting import forget as forget_in_interviews
from juluo.desk.interviews.actions.forgetting import forget_person as forget_who_was_interviewed
from juluo.desk.needs.actions import forget as forget_in_needs
from juluo.desk.numbers.actions import forget as forget_in_numbers
from juluo.desk.qa.actions.forgetting import forget as forget_in_qa
from juluo.desk.qa.actions.forgetting import forget_person as forget_who_asked
from juluo.desk.questions.actions import forget as forget_in_questions
from juluo.desk.readings.actions import forget as forget_in_readings
from juluo.desk.reports.actions import forget as forget_in_reports
from juluo.desk.segments.actions import forget as forget_in_segments
from juluo.desk.streaks.actions.forgetting import forget as forget_in_streaks
from juluo.desk.streaks.actions.forgetting import forget_person as forget_who_checked_in
from juluo.desk.surveys.actions.forgetting import forget as forget_in_surveys
from juluo.desk.surveys.actions.forgetting import forget_person as forget_who_answered
from juluo.desk.tasks.actions import forget as forget_in_tasks
from juluo.ledger.entry import Account
from juluo.shell.accounts.audit import forget as forget_in_audit
from juluo.shell.guests.actions.portal import forget as forget_in_portal
from juluo.shell.guests.actions.portal import forget_person as forget_guest
from juluo.shell.jobs.actions import forget as forget_in_jobs
from juluo.store.common_words import traces_of
from juluo.store.embedded import EmbeddedStore, StoreBusyError
from juluo.store.traces import MASK, finder

# Each masks what a pattern finds in one community's records, and tells in how many texts it stood.
Forgets = Callable[[str, re.Pattern[str], str], int]
PLACES: tuple[Forgets, ...] = (
    forget_in_reports,
    forget_in_tasks,
    forget_in_questions,
    forget_in_readings,
    forget_in_needs,
    forget_in_cooperations,
    forget_in_draws,
    forget_in_events,
    forget_in_qa,
    forget_in_streaks,
    forget_in_surveys,
    forget_in_feedback,
    forget_in_interviews,
    forget_in_numbers,
    forget_in_segments,
    forget_in_notices,
    forget_in_portal,
    forget_in_uploads,
    forget_in_jobs,
    forget_in_audit,
)
# Each takes away what is kept of a person by their numbers, and tells how much it was.
HOLDERS: tuple[Callable[[str, Sequence[int]], int], ...] = (
    forget_who_cooperates,
    forget_who_came,
    forget_who_asked,
    forget_who_checked_in,
    forget_who_answered,
    forget_who_gave_feedback,
    forget_who_drew,
    forget_who_was_interviewed,
    forget_guest,
)
# A page that is being read holds the log for as long as its query takes.
_TRIES, _PAUSE = 50, 0.1


def forget(store: EmbeddedStore, community: str, accounts: Sequence[Account]) -> int:
    """Mask the names and ids of these accounts in every record of the desk. Returns in how many texts they stood."""
    find = finder(traces_of(store.register, community, accounts))
    found = sum(forget_in(community, find, MASK) for forget_in in PLACES)
    found += sum(forget_of(community, [one.code for one in accounts]) for forget_of in HOLDERS)
    if connection.vendor == "sqlite":
        _empty_log()
    return found


def _empty_log() -> None:
    """What was overwritten still stands in the write-ahead log until that is emptied; a killed predecessor's too."""
    for _ in range(_TRIES):
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (busy, *_) = cursor.fetchone()
        if not busy:
            return
        time.sleep(_PAUSE)
    raise StoreBusyError
