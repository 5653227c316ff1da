"""The simulated community, whole: what was said there, and what its operators keep. Made once, or wholly anew."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from time import sleep

from django.apps import apps
from django.db import models, transaction

from juluo.demo.desk.acted import act
from juluo.demo.desk.cast import COLLEAGUE
from juluo.demo.export import write_export
from juluo.demo.notices import PROFILE
from juluo.demo.schedule import ZONE, yesterday
from juluo.demo.taken import SLUG, folder_of, is_taken, last_day, making, unfinished
from juluo.desk.events.facts import events
from juluo.desk.events.files import folder_of as files_of
from juluo.intake.receipt import Receipt
from juluo.intake.take_in import Progress, Wish, take_in
from juluo.shell.accounts.actions.simulated import has_simulated_colleague
from juluo.shell.outbox.jobs import carry
from juluo.store.embedded import EmbeddedStore
from juluo.web.names import call

# Who waits to write looks again every tenth of a second: this long the database is free between two pieces.
BREATH = 0.06
# What people may do there, what they did and what is still to be done stay when it is made anew.
_STAY = frozenset({"accounts", "jobs"})


class TakenError(Exception):
    """A real community has the simulated one's name, in the ledger or in the database of this home."""


@dataclass(frozen=True, slots=True)
class Made:
    """The simulated community that is there now, by its last day; `receipt` is None where it was there before."""

    last: date
    receipt: Receipt | None


def make(
    store: EmbeddedStore,
    now: datetime,
    *,
    lang: str = "zh",
    last: date | None = None,
    again: bool = False,
    course: Progress = lambda _name, _entries: None,
) -> Made:
    """Make the simulated community up to yesterday, or up to `last`, where there is none.

    One that is there stays as it is unless another is wanted `again`: then nothing is left of it. One that was left
    unfinished is made anew. Raises TakenError, BeingMadeError.
    """
    half = unfinished(store.home)
    # Of half of one the database says nothing; what the ledger has of it says of itself that it is simulated.
    if is_taken(store, SLUG) if half else _is_taken(store):
        raise TakenError
    before = _last_of(store)
    if before is not None and not half and not again:
        return Made(before, None)
    last = last or yesterday(now)
    with making(store.home):
        clear(store)
        files = write_export(folder_of(store.home), last)
        receipt = take_in(store, SLUG, [files.export], Wish(timezone=ZONE, lang=lang), course)
        fill_desk(store, files.truth, now)
    return Made(last, receipt)


def fill_desk(store: EmbeddedStore, truth: Path, now: datetime) -> None:
    """Fill the desk of the simulated community that was imported; and the ledger hears of it at once.

    Piece by piece, so that others write in between.
    """
    pieces = act(store, truth, SLUG, now)
    while _one(pieces):
        sleep(BREATH)
    carry(store, SLUG)
    # Its name says that it is made up, in the frame of every page, before a worker looks.
    call(SLUG, PROFILE["name"])


def clear(store: EmbeddedStore) -> None:
    """Take the simulated community away: what its desk keeps, and every import of its ledger."""
    for event in events(SLUG):
        shutil.rmtree(files_of(store.home, event.id), ignore_errors=True)
    with transaction.atomic():
        for model in _kept():
            _of_it(model).delete()
    for record in reversed(store.imports(SLUG)):
        if not record.undone:
            store.undo(record.no)


def _one(pieces: Iterator[None]) -> bool:
    with transaction.atomic():
        return next(pieces, SLUG) is None


def _last_of(store: EmbeddedStore) -> date | None:
    """The last day of the one that is there; of a home brought back from a backup, as the ledger tells it."""
    community = store.community(SLUG)
    if community is None or not _is_there(store):
        return None
    ends = [one.last for one in store.imports(SLUG) if one.last and not one.undone and not one.stated]
    return last_day(store.home) or (community.calendar.day_of(max(ends)) if ends else None)


def _is_there(store: EmbeddedStore) -> bool:
    return any(not record.undone for record in store.imports(SLUG))


def _is_taken(store: EmbeddedStore) -> bool:
    """A database may have a community of that name of which this home's ledger knows nothing."""
    if _is_there(store) or has_simulated_colleague(COLLEAGUE, SLUG):
        return is_taken(store, SLUG)
    return any(_of_it(model).exists() for model in _kept())


def _of_it(model: type[models.Model]) -> models.QuerySet[models.Model]:
    return model._default_manager.filter(community=SLUG)  # noqa: SLF001 - Django's way to ask whatever model


def _kept() -> Iterator[type[models.Model]]:
    """All that is kept of a community, by its name."""
    for model in apps.get_models():
        fields = {field.name for field in model._meta.get_fields()}  # noqa: SLF001 - Django's way to ask a model
        if "community" in fields and model._meta.app_label not in _STAY:  # noqa: SLF001 - the same
            yield model
