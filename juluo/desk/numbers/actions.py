"""What colleagues do beside the numbers: note something about a day, keep a view, share it, let it go."""

import re
from datetime import date
from urllib.parse import parse_qsl, urlencode

from django.db import transaction

from juluo.desk.numbers.models import DayNote, SavedView
from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.written import line
from juluo.wording.sentence import told

LONGEST_NOTE, LONGEST_NAME, LONGEST_QUERY = 200, 60, 500
# More on one day would be a page of its own; more views than this nobody finds again.
MOST_A_DAY, MOST_VIEWS = 10, 100


def note_day(by: Colleague, community: str, day: date, words: str, scene: Scene) -> int:
    """Write something down about a day. Returns the note's number."""
    require(by, community, May.KEEP_NOTES)
    words = _said(words, LONGEST_NOTE)
    with transaction.atomic():
        if DayNote.objects.filter(community=community, day=day).count() >= MOST_A_DAY:
            raise RefusedError(told("这一天已经有{n}条批注了：先删掉用不着的。", n=MOST_A_DAY))
        row = DayNote.objects.create(
            community=community,
            day=day,
            words=words,
            made_by=by.shown_as,
            made_by_id=by.id,
            made_at=scene.now,
        )
        note(scene, by, "note_day", community=community, about=day.isoformat())
    return int(row.pk)


def change_note(by: Colleague, community: str, number: int, words: str, scene: Scene) -> None:
    """Write a note anew; its day stays."""
    require(by, community, May.KEEP_NOTES)
    words = _said(words, LONGEST_NOTE)
    with transaction.atomic():
        row = _note(community, number)
        DayNote.objects.filter(pk=row.pk).update(words=words, made_by=by.shown_as, made_by_id=by.id, made_at=scene.now)
        note(scene, by, "change_note", community=community, about=row.day.isoformat())


def remove_note(by: Colleague, community: str, number: int, scene: Scene) -> None:
    require(by, community, May.KEEP_NOTES)
    with transaction.atomic():
        row = _note(community, number)
        DayNote.objects.filter(pk=row.pk).delete()
        note(scene, by, "remove_note", community=community, about=row.day.isoformat())


def save_view(
    by: Colleague,
    community: str,
    name: str,
    shown: tuple[str, str],
    scene: Scene,
    *,
    shared: bool = False,
) -> int:
    """Keep a view: which metric, and the rest of its address. To share it takes the right to keep notes."""
    require(by, community, May.KEEP_NOTES if shared else May.SEE_NUMBERS)
    metric, query = shown
    name = _said(name, LONGEST_NAME)
    if len(query) > LONGEST_QUERY:
        raise RefusedError(told("这个视图的条件太多，存不下：少选几个频道。"))
    with transaction.atomic():
        if SavedView.objects.filter(community=community, owner_id=by.id).count() >= MOST_VIEWS:
            raise RefusedError(told("已经存了{n}个视图：先删掉用不着的。", n=MOST_VIEWS))
        row = SavedView.objects.create(
            community=community,
            owner_id=by.id,
            owner_name=by.shown_as,
            shared=shared,
            name=name,
            metric=metric,
            query=query,
            made_at=scene.now,
        )
        note(scene, by, "save_view", community=community, about=name)
    return int(row.pk)


def rename_view(by: Colleague, community: str, number: int, name: str, scene: Scene) -> None:
    name = _said(name, LONGEST_NAME)
    with transaction.atomic():
        row = _own_view(by, community, number)
        SavedView.objects.filter(pk=row.pk).update(name=name)
        note(scene, by, "rename_view", community=community, about=name)


def share_view(by: Colleague, community: str, number: int, scene: Scene, *, shared: bool) -> None:
    """Let the team see it, or keep it to oneself again."""
    require(by, community, May.KEEP_NOTES)
    with transaction.atomic():
        row = _own_view(by, community, number)
        SavedView.objects.filter(pk=row.pk).update(shared=shared)
        note(scene, by, "share_view", community=community, about=row.name, detail={"shared": shared})


def remove_view(by: Colleague, community: str, number: int, scene: Scene) -> None:
    with transaction.atomic():
        row = _own_view(by, community, number)
        SavedView.objects.filter(pk=row.pk).delete()
        note(scene, by, "remove_view", community=community, about=row.name)


def forget(community: str, find: re.Pattern[str], instead: str) -> int:
    """Mask an erased person's names and ids in notes, and in views' names and addresses. Returns in how many."""
    changed = 0
    with transaction.atomic():
        for row in DayNote.objects.select_for_update().filter(community=community):
            words = find.sub(instead, row.words)[:LONGEST_NOTE]
            if words != row.words:
                changed += DayNote.objects.filter(pk=row.pk).update(words=words)
        for view in SavedView.objects.select_for_update().filter(community=community):
            asked = parse_qsl(view.query, keep_blank_values=True)
            masked = [(key, find.sub(instead, value)) for key, value in asked]
            query = view.query if masked == asked else urlencode(masked)
            # An address that no longer fits leads to the metric as it is.
            query = query if len(query) <= LONGEST_QUERY else ""
            said = {"name": find.sub(instead, view.name)[:LONGEST_NAME], "query": query}
            if said != {"name": view.name, "query": view.query}:
                changed += SavedView.objects.filter(pk=view.pk).update(**said)
    return changed


def _said(words: str, longest: int) -> str:
    words = line(words, longest)
    if not words:
        raise RefusedError(told("写几个字再存。"))
    return words


def _note(community: str, number: int) -> DayNote:
    row = DayNote.objects.select_for_update().filter(community=community, pk=number).first()
    if row is None:
        raise RefusedError(told("这条批注已经不在了。"))
    return row


def _own_view(by: Colleague, community: str, number: int) -> SavedView:
    """One's own view; whoever keeps notes may also put away what others share."""
    require(by, community, May.SEE_NUMBERS)
    row = SavedView.objects.select_for_update().filter(community=community, pk=number).first()
    if row is None or (row.owner_id != by.id and not row.shared):
        raise RefusedError(told("这个视图已经不在了。"))
    if row.owner_id != by.id:
        require(by, community, May.KEEP_NOTES)
    return row
