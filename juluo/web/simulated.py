"""The simulated community, whole: what was said there, and what its operators keep."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from juluo.demo.desk.acted import act
from juluo.demo.notices import PROFILE
from juluo.demo.taken import SLUG
from juluo.shell.outbox.jobs import carry
from juluo.store.embedded import EmbeddedStore
from juluo.web.names import call


def fill_desk(store: EmbeddedStore, truth: Path, now: datetime) -> bool:
    """Fill the desk of the simulated community that was imported; False if it was filled before.

    Wholly or not at all; and the ledger hears of it at once.
    """
    with transaction.atomic():
        filled = act(store, truth, SLUG, now)
    carry(store, SLUG)
    # Its name says that it is made up, in the frame of every page, before a worker looks.
    call(SLUG, PROFILE["name"])
    return filled
