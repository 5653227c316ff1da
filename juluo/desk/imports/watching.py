"""Looking into watched folders, and importing what came. A file imported twice adds nothing: a kill costs a read."""

import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import F
from django.db.models.functions import Now

from juluo.desk.imports.folders import is_open
from juluo.desk.imports.models import WatchedFolder
from juluo.intake.watch import Shape, Watch
from juluo.shell.jobs.actions import enqueue
from juluo.shell.jobs.run import Run
from juluo.shell.jobs.schedule import Every
from juluo.shell.jobs.work import job
from juluo.wording.catalogue import speaker

if TYPE_CHECKING:
    from juluo.store.embedded import EmbeddedStore

# A file that nobody wrote to for so long is whole.
QUIET = 30.0
_LONGEST = 1000


@job("imports.look", called="看看守的文件夹里来没来新文件", schedule=Every(timedelta(minutes=1)))
def look_into_folders(run: Run) -> int:
    """See whether anything came, and have it imported. Returns into how many folders."""
    run.check()
    coming = 0
    for row in WatchedFolder.objects.filter(stopped_at=None):
        found = _ready(row)
        WatchedFolder.objects.filter(pk=row.pk).update(looked_at=Now())
        if found is None:
            trouble = speaker(row.lang)("打不开这个文件夹了：它不在了、不让读了，或者装机的人不再放行。")
            WatchedFolder.objects.filter(pk=row.pk).update(trouble=trouble)
        elif found:
            enqueue(take_in_folder, community=row.community, by=row.by, queue=f"folder:{row.pk}", folder=row.pk)
            coming += 1
    return coming


@job("imports.take_in_folder", called="导入看守的文件夹里的新文件", heavy=True, deadline=timedelta(hours=12))
def take_in_folder(run: Run, *, folder: int) -> int:
    """Import every file that came, each by itself, so that one that can't be read holds up no other."""
    from juluo.intake.take_in import NothingReadError, Wish, ZoneFixedError, take_in  # noqa: PLC0415 - as for imports
    from juluo.store.embedded import EmbeddedStore, StoreBusyError  # noqa: PLC0415 - the same

    row = WatchedFolder.objects.filter(pk=folder, stopped_at=None).first()
    paths = (_ready(row) or ()) if row is not None else ()
    if row is None or not paths:
        return 0
    said = _Heard(run)
    store = EmbeddedStore(settings.HOME)
    try:
        for path in paths:
            # Those before it may have taken hours to read.
            if not _lies_in(Path(row.path), path):
                continue
            shape = Shape.of(path)
            try:
                receipt = take_in(store, row.community, [path], Wish(lang=row.lang), said.progress)
            except (NothingReadError, ZoneFixedError) as error:
                WatchedFolder.objects.filter(pk=folder).update(trouble=str(error)[:_LONGEST])
            except StoreBusyError:
                # The next look finds it again.
                break
            else:
                _count(run, folder, receipt.import_no)
            _note(store, row, path, shape)
    finally:
        store.close()
    return len(paths)


class _Heard:
    """Whoever cancels the job is heard while a file is read."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.next = 0.0

    def progress(self, _name: str, _entries: int) -> None:
        if time.monotonic() >= self.next:
            self.next = time.monotonic() + 1
            self.run.check()


def _count(run: Run, folder: int, import_no: int) -> None:
    with run.step({"import": import_no}):
        WatchedFolder.objects.filter(pk=folder).update(taken=F("taken") + 1, last_import=import_no, trouble="")


def _note(store: "EmbeddedStore", row: WatchedFolder, path: Path, shape: Shape | None) -> None:
    if shape is not None:
        Watch(store.home, Path(row.path), row.community).note(path, shape)


def _ready(row: WatchedFolder) -> tuple[Path, ...] | None:
    """The whole new files of a folder; links that lead out of it are none of it. None if it may not be read."""
    folder = Path(row.path)
    try:
        if folder.resolve(strict=True) != folder or not is_open(folder):
            return None
        found = Watch(settings.HOME, folder, row.community).quiet_since(QUIET, time.time())
    except OSError:
        return None
    return tuple(path for path in found if _lies_in(folder, path))


def _lies_in(folder: Path, path: Path) -> bool:
    """Whether a file is really in the folder, links followed."""
    return path.resolve().is_relative_to(folder)
