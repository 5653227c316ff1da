"""Photos and papers of an event: only of kinds that are what they say they are, and only so large."""

import shutil
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.db import transaction

from juluo.desk.events.actions.rows import held
from juluo.desk.events.files import LARGEST, MOST, kind_of, path_of, shown_name
from juluo.desk.events.models import EventFile
from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.written import said
from juluo.wording.sentence import told


def keep_file(by: Colleague, community: str, slug: str, file: "File[bytes]", caption: str, scene: Scene) -> int:
    """Put a file to an event. Returns its number."""
    require(by, community, May.KEEP_TASKS)
    kind = kind_of(file)
    if kind is None:
        raise RefusedError(told("这种文件存不了：只收图片（JPG、PNG、WebP、GIF）、PDF、Word、Excel、PPT。"))
    if (file.size or 0) > LARGEST:
        raise RefusedError(told("文件太大：一个最多{n}MB。", n=LARGEST // 1024**2))
    with transaction.atomic():
        event = held(community, slug)
        if EventFile.objects.filter(event=event).count() >= MOST:
            raise RefusedError(told("一场活动最多存{n}个文件。", n=MOST))
        row = EventFile.objects.create(
            event=event,
            name=shown_name(file.name or "", kind),
            kind=kind,
            size=file.size or 0,
            caption=said(caption, EventFile, "caption"),
            made_by=by.shown_as,
            made_at=scene.now,
        )
        _laid_down(file, path_of(settings.HOME, event.pk, row.pk, kind))
        note(scene, by, "keep_event_file", community=community, about=slug, detail={"number": row.pk})
    return int(row.pk)


def drop_file(by: Colleague, community: str, slug: str, number: int, scene: Scene) -> None:
    """Take a file away for good."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        event = held(community, slug)
        row = EventFile.objects.filter(event=event, pk=number).first()
        if row is None:
            raise RefusedError(told("没有这个文件，或者已经不在。"))
        path = path_of(settings.HOME, event.pk, row.pk, row.kind)
        row.delete()
        note(scene, by, "drop_event_file", community=community, about=slug, detail={"number": number})
        transaction.on_commit(lambda: path.unlink(missing_ok=True))


def _laid_down(file: "File[bytes]", path: Path) -> None:
    """Whole or not at all: a file half written has another name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(path.name + ".part")
    file.seek(0)
    with half.open("wb") as out:
        shutil.copyfileobj(file, out, 1024**2)
    half.chmod(0o600)
    half.replace(path)
