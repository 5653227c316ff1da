"""What colleagues do with tasks: decide on one, finish it, drop it with a reason, take it up again."""

import re
from datetime import date

from django.db import transaction

from juluo.desk.tasks.facts import Status
from juluo.desk.tasks.models import Task
from juluo.ledger.period import Grain, Period
from juluo.shell.accounts.actions.refusals import RefusedError, require, require_colleague
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.written import line
from juluo.wording.sentence import told

_LONGEST, _LONGEST_EVIDENCE, _LONGEST_WHY = 500, 1000, 400
_FIELDS = {"words": _LONGEST, "evidence": _LONGEST_EVIDENCE, "why": _LONGEST_WHY}


def add(  # what a task is made of
    by: Colleague,
    community: str,
    decided: tuple[Grain, Period],
    words: str,
    scene: Scene,
    *,
    evidence: str = "",
    owner: int | None = None,
    due: date | None = None,
) -> int:
    """Decide on a task in a report's plan. Returns its number."""
    require(by, community, May.WRITE_REPORT)
    words = line(words, _LONGEST)
    if not words:
        raise RefusedError(told("写一句要做什么。"))
    grain, period = decided
    with transaction.atomic():
        row = Task.objects.create(
            community=community,
            words=words,
            evidence=evidence[:_LONGEST_EVIDENCE],
            owner_id=owner,
            owner_name=require_colleague(community, owner),
            due=due,
            grain=str(grain),
            first=period.first,
            made_by=by.shown_as,
            made_at=scene.now,
        )
        note(scene, by, "add_task", community=community, about=str(row.pk))
    return int(row.pk)


def finish(by: Colleague, community: str, number: int, scene: Scene) -> None:
    _end(by, community, number, Status.DONE, "", scene)


def drop(by: Colleague, community: str, number: int, why: str, scene: Scene) -> None:
    """Not do it after all; the reason stands in the next report."""
    why = " ".join(why.split())[:_LONGEST_WHY]
    if not why:
        raise RefusedError(told("写一句为什么不做了。"))
    _end(by, community, number, Status.DROPPED, why, scene)


def take_up(by: Colleague, community: str, number: int, scene: Scene) -> None:
    """It isn't done, or is to be done after all."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        ended = Task.objects.filter(community=community, pk=number).exclude(status=Status.OPEN)
        if ended.update(status=Status.OPEN, why="", ended_at=None):
            note(scene, by, "take_up_task", community=community, about=str(number))


def forget(community: str, find: re.Pattern[str], instead: str) -> int:
    """Mask an erased person's names and ids in tasks. Returns in how many they stood."""
    changed = 0
    with transaction.atomic():
        for row in Task.objects.select_for_update().filter(community=community):
            said = {name: find.sub(instead, getattr(row, name))[:longest] for name, longest in _FIELDS.items()}
            if any(getattr(row, name) != words for name, words in said.items()):
                changed += Task.objects.filter(pk=row.pk).update(**said)
    return changed


def _end(by: Colleague, community: str, number: int, status: Status, why: str, scene: Scene) -> None:
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        standing = Task.objects.filter(community=community, pk=number, status=Status.OPEN)
        if not standing.update(status=status, why=why, ended_at=scene.now):
            raise RefusedError(told("这件事已经有结果了，或者已经不在。"))
        note(scene, by, f"{status}_task", community=community, about=str(number))
