"""Imports in the background. `take_in` is atomic; what is added here is that nothing is done twice or left lying."""

import gc
import time
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models.functions import Now

from juluo.desk.imports.facts import ParcelFacts, parcel
from juluo.desk.imports.models import Parcel, State
from juluo.desk.imports.places import throw_away, uploads_folder
from juluo.shell.accounts.roles import May
from juluo.shell.jobs.actions import enqueue
from juluo.shell.jobs.facts import job_facts
from juluo.shell.jobs.models import OVER
from juluo.shell.jobs.run import Run
from juluo.shell.jobs.schedule import Every
from juluo.shell.jobs.work import job
from juluo.wording.sentence import ToldError, told

if TYPE_CHECKING:
    from juluo.intake.receipt import Receipt
    from juluo.intake.take_in import Step
    from juluo.store.embedded import EmbeddedStore

# Killed this often, an import is what kills: a file that takes all memory would be tried forever.
_MOST_TRIES = 40
_SAYS_EVERY = 0.4
_ABANDONED = timedelta(days=3)
_A_WHILE = timedelta(seconds=2)


@job("imports.take_in", called="导入上传的文件", heavy=True, deadline=timedelta(hours=12))
def take_in_parcel(run: Run, *, parcel: int) -> dict[str, object]:
    """Import a parcel. Killed at any point and done again, every entry stands in the ledger once."""
    from juluo.store.embedded import EmbeddedStore  # noqa: PLC0415 - only the process that imports needs its 80 MB

    found = _still_wanted(run, parcel)
    # Reading makes millions of small objects and no cycles: looking for some costs a twentieth of an import.
    gc.disable()
    store = EmbeddedStore(settings.HOME)
    try:
        _begin_anew(store, found)
        receipt = _taken_in(run, store, found)
    finally:
        store.close()
    with run.step({"import": receipt.import_no, "over": True}, done=receipt.read, total=receipt.read):
        Parcel.objects.filter(pk=parcel).update(state=State.DONE, import_no=receipt.import_no)
    if not settings.KEEP_UPLOADS:
        throw_away(settings.HOME, parcel)
    return {"import": receipt.import_no, "added": receipt.added}


@job("imports.undo", called="退回一次导入", may=May.UNDO_IMPORT, heavy=True, deadline=timedelta(hours=2))
def undo_import(run: Run, *, import_no: int) -> dict[str, int]:
    """Take an import back. One that is back already stays back."""
    from juluo.store.embedded import EmbeddedStore  # noqa: PLC0415 - the same

    run.check()
    store = EmbeddedStore(settings.HOME)
    try:
        if all(record.no != import_no for record in store.imports(run.community)):
            raise ToldError(told("没有可以退回的导入 #{no}。", no=import_no))
        gone, back = store.undo(import_no)
    except KeyError:
        return {"import": import_no, "removed": 0, "restored": 0}
    finally:
        store.close()
    return {"import": import_no, "removed": gone, "restored": back}


@job("imports.settle_stopped", called="收拾停下的导入")
def settle_stopped(run: Run, *, parcel: int) -> None:
    """After an import was stopped: if it was published at that moment all the same, take it back."""
    run.check()
    row = Parcel.objects.get(pk=parcel)
    ended = job_facts(row.job) if row.job is not None else None
    if ended is not None and ended.status not in OVER:
        enqueue(settle_stopped, community=run.community, after=_A_WHILE, parcel=parcel)
        return
    if row.state != State.UNDER_WAY:
        return
    if row.import_no is not None:
        enqueue(undo_import, community=run.community, import_no=row.import_no)
    Parcel.objects.filter(pk=parcel, state=State.UNDER_WAY).update(state=State.OPEN, merging=False)


@job("imports.tidy", called="删掉没人再要的上传文件", schedule=Every(timedelta(minutes=30)))
def tidy(run: Run) -> int:
    """Throw away what nobody came back for, and files that no record knows."""
    run.check()
    Parcel.objects.filter(state=State.OPEN, touched_at__lt=Now() - _ABANDONED).update(state=State.DROPPED)
    folder = uploads_folder(settings.HOME)
    lying = [int(path.name) for path in folder.iterdir() if path.name.isdigit()] if folder.is_dir() else []
    kept = set(
        Parcel.objects.filter(pk__in=lying, state__in=[State.OPEN, State.UNDER_WAY]).values_list("pk", flat=True)
    )
    kept |= _kept_on_purpose(lying)
    for number in lying:
        if number not in kept:
            throw_away(settings.HOME, number)
    return len(lying) - len(kept) + _tidy_half_forms()


def _kept_on_purpose(lying: list[int]) -> set[int]:
    """Imported files that are to stay: not where somebody was erased, nor where words of their days are gone."""
    if not settings.KEEP_UPLOADS or not lying:
        return set()
    from juluo.store.embedded import EmbeddedStore  # noqa: PLC0415 - only where uploads are kept
    from juluo.store.text_rule import keeps_words_since  # noqa: PLC0415 - the same

    done = Parcel.objects.filter(pk__in=lying, state=State.DONE).values_list("pk", "community", "import_no")
    store = EmbeddedStore(settings.HOME)
    try:
        first: dict[int | None, datetime | None] = {record.no: record.first for record in store.imports()}
        return {pk for pk, slug, no in done if keeps_words_since(store.register, slug, first.get(no))}
    finally:
        store.close()


def _tidy_half_forms() -> int:
    """Files of forms whose sender went away: Django removes its own unless it was killed."""
    gone = 0
    for path in (uploads_folder(settings.HOME) / "forms").glob("*"):
        if time.time() - path.stat().st_mtime > _ABANDONED.total_seconds():
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _still_wanted(run: Run, number: int) -> ParcelFacts:
    found = parcel(run.community, number)
    if found is None or found.state is not State.UNDER_WAY:
        raise ToldError(told("这批文件不在了：它们已经导入或丢掉了，请重新上传。"))
    if run.delivery.attempt > _MOST_TRIES:
        raise ToldError(told("这次导入中断了{n}次，停下了：可能是内存不够，请把文件分小一点再试。", n=_MOST_TRIES))
    return found


def _begin_anew(store: "EmbeddedStore", found: ParcelFacts) -> None:
    """Whoever did this before was killed. Had it been published just then, it goes back, and comes again whole."""
    if found.import_no is None:
        return
    with store.at_rest():
        """What the killed process left is finished or swept by whoever comes in next."""
    if any(record.no == found.import_no and not record.undone for record in store.imports(found.community)):
        store.undo(found.import_no)


def _taken_in(run: Run, store: "EmbeddedStore", found: ParcelFacts) -> "Receipt":
    from juluo.intake.take_in import NothingReadError, ZoneFixedError, take_in  # noqa: PLC0415 - the same

    said = _Said(run, found)
    try:
        return take_in(store, found.community, found.paths(), found.wish, said.progress, said.step)
    except (NothingReadError, ZoneFixedError) as error:
        Parcel.objects.filter(pk=found.id).update(state=State.OPEN, import_no=None)
        raise ToldError(told("{why}", why=str(error))) from error


class _Said:
    """How far an import is, written down now and then; whoever cancels it is heard there."""

    def __init__(self, run: Run, found: ParcelFacts) -> None:
        self.run = run
        self.found = found
        self.number = 0
        self.done = 0
        self.before = 0
        self.name = ""
        self.next = 0.0

    def step(self, step: "Step", number: int) -> None:
        if step == "begun":
            self.number = number
            with self.run.step({"import": number}, done=0):
                Parcel.objects.filter(pk=self.found.id).update(import_no=number, merging=False)
        else:
            with self.run.step({"import": self.number, "merging": number}, done=number, total=number):
                Parcel.objects.filter(pk=self.found.id).update(merging=True)

    def progress(self, name: str, entries: int) -> None:
        """The reader tells how many of this file have come; the page, how many in all."""
        if name != self.name:
            self.name, self.before = name, self.done
        self.done = self.before + entries
        if time.monotonic() >= self.next:
            self.next = time.monotonic() + _SAYS_EVERY
            with self.run.step({"import": self.number, "read": self.done}, done=self.done):
                pass
