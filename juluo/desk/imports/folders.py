"""Folders of this machine that are watched: which may be, which are, and how they are begun and stopped.

The desk reads no folder that whoever runs this machine didn't open to it: a colleague's browser would otherwise read
whatever the server can.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from juluo.desk.imports.models import WatchedFolder
from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.wording.sentence import told

MOST = 20
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class FolderFacts:
    """A watched folder: when somebody last looked into it, and what came of it."""

    id: int
    path: str
    since: datetime
    looked_at: datetime | None
    taken: int
    last_import: int | None
    trouble: str


def watched_folders(community: str) -> tuple[FolderFacts, ...]:
    """Those that are watched now, by their paths."""
    rows = WatchedFolder.objects.filter(community=community, stopped_at=None).order_by("path")
    return tuple(
        FolderFacts(row.pk, row.path, row.since, row.looked_at, row.taken, row.last_import, row.trouble)
        for row in rows
    )


def watch_folder(by: Colleague, community: str, path: str, lang: str, scene: Scene) -> int:
    """Begin to watch a folder. Returns its number; the same folder asked for twice is watched once."""
    require(by, community, May.CHANGE_SETTINGS)
    folder = _real(path)
    try:
        with transaction.atomic():
            if WatchedFolder.objects.filter(community=community, stopped_at=None).count() >= MOST:
                raise RefusedError(told("一个社群最多看守{n}个文件夹：先停掉一个。", n=MOST))
            row = WatchedFolder.objects.create(
                community=community, path=str(folder), by=by.id, lang=lang, since=scene.now
            )
            note(scene, by, "watch_folder", community=community, about=str(folder))
    except IntegrityError:
        row = WatchedFolder.objects.get(community=community, path=str(folder), stopped_at=None)
    return int(row.pk)


def stop_watching(by: Colleague, community: str, number: int, scene: Scene) -> None:
    """Stop it; what came in stays in the ledger, and the files where they are."""
    require(by, community, May.CHANGE_SETTINGS)
    with transaction.atomic():
        row = WatchedFolder.objects.filter(pk=number, community=community, stopped_at=None).first()
        if row is None:
            raise RefusedError(told("没有在看守这个文件夹。"))
        WatchedFolder.objects.filter(pk=row.pk).update(stopped_at=scene.now)
        note(scene, by, "stop_watching", community=community, about=row.path)


def is_open(real: Path) -> bool:
    """Whether a place, links followed, lies in a folder that the desk may read, and not in its own."""
    home = settings.HOME.resolve()
    if real.is_relative_to(home) or home.is_relative_to(real):
        return False
    return any(real.is_relative_to(root.resolve()) for root in settings.WATCH_FOLDERS)


def _real(path: str) -> Path:
    """The folder that is meant, links followed. What isn't open and what isn't there are told in the same words."""
    told_path = path.strip()
    closed = told("不能看守 {path}：它要在装机的人放行的文件夹里，也要真有。", path=told_path[:200])
    try:
        folder = Path(told_path).resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        raise RefusedError(closed) from error
    if not Path(told_path).is_absolute() or len(str(folder)) > _LONGEST or not is_open(folder) or not folder.is_dir():
        raise RefusedError(closed)
    return folder
