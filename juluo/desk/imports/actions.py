"""What operators do with parcels: bring files, say how to read them, import, stop, throw away, take back."""

import errno
import os
import re
import shutil
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from juluo.desk.imports import jobs
from juluo.desk.imports.facts import ParcelFacts, UploadFacts, parcel, upload_facts
from juluo.desk.imports.models import Parcel, State, Upload, WatchedFolder
from juluo.desk.imports.places import fitting, place_of, throw_away
from juluo.ledger.period import UnknownZoneError, zone_named
from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.jobs.actions import cancel, enqueue
from juluo.shell.jobs.facts import job_facts
from juluo.shell.jobs.models import OVER, Status
from juluo.wording.sentence import told

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_FILES = 200
_LONGEST_NAME, _LONGEST_TROUBLE = 200, 1000
# What an import writes beside what it reads, at worst; and what a home needs to live.
_ROOM = 2
_LEAST_FREE = 200 * 1024**2
_PIECE = 256 * 1024
_GB = 1024**3


class FullError(RefusedError):
    """There is no room for it on the disk."""


class TooLargeError(RefusedError):
    """It is more than is allowed here, or more than its sender said."""


def open_parcel(by: Colleague, community: str, lang: str, scene: Scene) -> int:
    """Begin to bring files for an import. Returns the parcel's number."""
    require(by, community, May.IMPORT)
    row = Parcel.objects.create(community=community, by=by.id, made_at=scene.now, touched_at=scene.now, lang=lang)
    return int(row.pk)


def announce(by: Colleague, community: str, number: int, name: str, size: int, scene: Scene) -> UploadFacts:
    """Say that a file is to come. The same file announced again is the one that is half here."""
    with transaction.atomic():
        _of_whom_brings(_open(by, community, number, scene), by)
        known = Upload.objects.filter(parcel=number, name=fitting(name), size=size).first()
        if known is not None and known.received < size:
            return upload_facts(known)
        if Upload.objects.filter(parcel=number).count() >= MOST_FILES:
            raise TooLargeError(told("一次最多{n}个文件：请打成一个 zip，或分几次导入。", n=MOST_FILES))
        _check_size(size)
        row = Upload.objects.create(parcel_id=number, name=fitting(name), size=size)
    place = place_of(settings.HOME, number, row.pk, row.name)
    with _disk():
        place.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
        os.close(os.open(place, os.O_WRONLY | os.O_CREAT, 0o600))
    return upload_facts(row)


def take_piece(by: Colleague, community: str, number: int, at: int, read: Callable[[int], bytes], scene: Scene) -> int:
    """Write what a request brings at a place of a file, and count it. Returns how much of the file is here.

    A piece that comes twice, or late, changes nothing: only what follows what is here counts.
    """
    upload = (
        Upload.objects.select_related("parcel")
        .filter(pk=number, parcel__community=community, parcel__state=State.OPEN)
        .first()
    )
    require(by, community, May.IMPORT)
    if upload is None:
        raise RefusedError(told("没有这个文件：它已经导入或丢掉了，请重新上传。"))
    _of_whom_brings(upload.parcel, by)
    if at != upload.received:
        return upload.received
    came = _written(place_of(settings.HOME, upload.parcel_id, upload.pk, upload.name), at, upload.size - at, read)
    Upload.objects.filter(pk=number, received=at).update(received=at + came)
    Parcel.objects.filter(pk=upload.parcel_id).update(touched_at=scene.now)
    return int(Upload.objects.values_list("received", flat=True).get(pk=number))


def bring(by: Colleague, community: str, number: int, name: str, size: int, content: str, scene: Scene) -> None:
    """A whole file at once, from where the form put it."""
    facts = announce(by, community, number, name, size, scene)
    with _disk():
        shutil.move(content, place_of(settings.HOME, number, facts.id, facts.name))
    Upload.objects.filter(pk=facts.id).update(received=size)


def paste(by: Colleague, community: str, number: int, name: str, words: str, scene: Scene) -> None:
    """Words copied out of a chat, as a file."""
    content = words.encode()
    facts = announce(by, community, number, name, len(content), scene)
    with _disk():
        place_of(settings.HOME, number, facts.id, facts.name).write_bytes(content)
    Upload.objects.filter(pk=facts.id).update(received=len(content))


def leave_out(by: Colleague, community: str, number: int, upload: int, scene: Scene) -> None:
    """Take one file out of a parcel."""
    with transaction.atomic():
        _open(by, community, number, scene)
        row = Upload.objects.filter(pk=upload, parcel=number).first()
        if row is not None:
            row.delete()
            shutil.rmtree(place_of(settings.HOME, number, upload, "x").parent, ignore_errors=True)


def settle(
    by: Colleague, community: str, number: int, reading: str, zone: str, mapping: Mapping[str, str], scene: Scene
) -> None:
    """Say how the files are to be read: format, zone of times that have none, columns of a table."""
    try:
        zone_named(zone or "UTC")
    except UnknownZoneError as error:
        told_zone = told("没有叫 {zone} 的时区：请用 Asia/Shanghai、UTC 这样的名字。", zone=zone)
        raise RefusedError(told_zone) from error
    with transaction.atomic():
        _open(by, community, number, scene)
        Parcel.objects.filter(pk=number).update(format=reading, zone=zone, mapping=dict(mapping), job=None)


def start(by: Colleague, community: str, number: int, scene: Scene) -> int:
    """Import a parcel by a job. Returns the job's number; asking twice asks once."""
    with transaction.atomic():
        require(by, community, May.IMPORT)
        row = Parcel.objects.select_for_update().filter(pk=number, community=community).first()
        if row is not None and row.state == State.UNDER_WAY and _at_work(row.job):
            return int(row.job or 0)
        facts = _open(by, community, number, scene)
        if not facts.is_whole:
            raise RefusedError(told("还有文件没传完：接着传，或把它去掉，再导入。"))
        job = enqueue(jobs.take_in_parcel, community=community, by=by.id, parcel=number)
        Parcel.objects.filter(pk=number).update(state=State.UNDER_WAY, job=job, merging=False)
        names = [upload.name for upload in facts.uploads]
        note(scene, by, "import", community=community, about=f"#{job}", detail={"files": len(names)})
    return job


def stop(by: Colleague, community: str, number: int, scene: Scene) -> None:
    """Stop an import under way: what it has published already is taken back, the files stay for another try."""
    with transaction.atomic():
        found = parcel(community, number)
        require(by, community, May.IMPORT)
        if found is None or found.job is None or found.state is not State.UNDER_WAY:
            raise RefusedError(told("这次导入已经完了：要退回，请在历史里退回。"))
        cancel(by, found.job, scene)
        enqueue(jobs.settle_stopped, community=community, by=by.id, once=f"stop:{found.job}", parcel=number)


def drop(by: Colleague, community: str, number: int, scene: Scene) -> None:
    """Throw a parcel away with its files."""
    with transaction.atomic():
        _open(by, community, number, scene)
        Parcel.objects.filter(pk=number).update(state=State.DROPPED)
        note(scene, by, "drop_upload", community=community, about=str(number))
    throw_away(settings.HOME, number)


def take_back(by: Colleague, community: str, import_no: int, scene: Scene) -> int:
    """Undo an import by a job. Returns the job's number."""
    require(by, community, May.UNDO_IMPORT)
    with transaction.atomic():
        job = enqueue(
            jobs.undo_import, community=community, by=by.id, queue=f"undo:{community}:{import_no}", import_no=import_no
        )
        note(scene, by, "undo_import", community=community, about=f"#{import_no}")
    return job


def forget(community: str, find: re.Pattern[str], instead: str) -> int:
    """Throw away files that wait or are kept, for any may hold what an erased person said; mask files' names.

    What is being imported stays until it is: the ledger takes nobody in who was erased. Returns how many names.
    """
    for row in Parcel.objects.filter(community=community).exclude(state=State.UNDER_WAY):
        Parcel.objects.filter(pk=row.pk, state=State.OPEN).update(state=State.DROPPED)
        throw_away(settings.HOME, row.pk)
    changed = 0
    for upload in Upload.objects.filter(parcel__community=community).exclude(parcel__state=State.UNDER_WAY):
        if (name := find.sub(instead, upload.name)[:_LONGEST_NAME]) != upload.name:
            changed += Upload.objects.filter(pk=upload.pk).update(name=name)
    for folder in WatchedFolder.objects.filter(community=community).exclude(trouble=""):
        WatchedFolder.objects.filter(pk=folder.pk).update(trouble=find.sub(instead, folder.trouble)[:_LONGEST_TROUBLE])
    return changed


def nothing_chosen() -> RefusedError:
    return RefusedError(told("还没选文件：请选导出的文件，或把聊天粘贴进来。"))


def no_room() -> FullError:
    return _full(shutil.disk_usage(settings.HOME).free, _LEAST_FREE)


def too_large() -> TooLargeError:
    most = f"{settings.MAX_UPLOAD / _GB:g}"
    return TooLargeError(told("文件超过{most} GB：请分开导出，或请装机的人改 JULUO_MAX_UPLOAD_GB。", most=most))


def _open(by: Colleague, community: str, number: int, scene: Scene) -> ParcelFacts:
    require(by, community, May.IMPORT)
    found = parcel(community, number)
    # One whose job ended without importing it is open again.
    given_up = found is not None and found.state is State.UNDER_WAY and not _at_work(found.job)
    if found is None or not (found.state is State.OPEN or given_up):
        raise RefusedError(told("这批文件不在了：它们已经导入或丢掉了，请重新上传。"))
    Parcel.objects.filter(pk=number).update(touched_at=scene.now, state=State.OPEN)
    return found


def _of_whom_brings(parcel: ParcelFacts | Parcel, by: Colleague) -> None:
    """Two who write into one file would make a third, which neither has."""
    if parcel.by != by.id:
        raise RefusedError(told("这批文件是别的同事在传：请自己另传一份，传重了也不会多出一条。"))


def _at_work(job: int | None) -> bool:
    facts = job_facts(job) if job is not None else None
    return facts is not None and facts.status not in OVER - {Status.DONE}


def _check_size(size: int) -> None:
    if size <= 0:
        raise RefusedError(told("文件是空的（0 字节）：请重新导出。"))
    if size > settings.MAX_UPLOAD:
        raise too_large()
    free = shutil.disk_usage(settings.HOME).free
    if free < size * _ROOM + _LEAST_FREE:
        raise _full(free, size * _ROOM + _LEAST_FREE)


def _written(place: Path, at: int, most: int, read: Callable[[int], bytes]) -> int:
    """Write what is read, piece by piece; what was written in vain is cut off again."""
    came = 0
    with _disk(), place.open("r+b") as file:
        file.seek(at)
        while piece := read(_PIECE):
            came += len(piece)
            if came > most:
                file.truncate(at)
                raise TooLargeError(told("来的比说好的多：文件在上传时变了，请重新上传。"))
            file.write(piece)
        file.truncate()
    return came


@contextmanager
def _disk() -> "Iterator[None]":
    """A full disk is told in a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        raise _full(shutil.disk_usage(settings.HOME).free, _LEAST_FREE) from error


def _full(free: int, wanted: int) -> FullError:
    free_gb, wanted_gb = f"{free / _GB:.1f}", f"{wanted / _GB:.1f}"
    words = "磁盘不够：还剩{free} GB，要{wanted} GB。请腾出地方再来，传了的会接着传。"
    return FullError(told(words, free=free_gb, wanted=wanted_gb))
