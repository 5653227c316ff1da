"""Whoever is erased from the ledger leaves what operators wrote too: called before the ledger forgets who it was."""

from collections.abc import Sequence

from django.db import connection

from juluo.desk.numbers.actions import forget as forget_in_numbers
from juluo.desk.reports.actions import forget as forget_in_reports
from juluo.desk.tasks.actions import forget as forget_in_tasks
from juluo.ledger.entry import Account
from juluo.store.embedded import EmbeddedStore
from juluo.store.traces import MASK, finder, traces


def forget(store: EmbeddedStore, community: str, accounts: Sequence[Account]) -> int:
    """Mask the names and ids of these accounts in every record of the desk. Returns in how many texts they stood."""
    names = ((one.account_id, name) for one in accounts for name in store.register.names(one.code))
    find = finder(traces(names))
    places = (forget_in_reports, forget_in_tasks, forget_in_numbers)
    found = sum(forget_in(community, find, MASK) for forget_in in places)
    if found and connection.vendor == "sqlite":
        # What was overwritten still stands in the write-ahead log until that is emptied.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return found
