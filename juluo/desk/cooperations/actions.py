"""What colleagues do: agree on something with a member, say how it goes, and keep members out of recommendations."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction

from juluo.desk.cooperations.facts import OPEN, Status
from juluo.desk.cooperations.models import Cooperation, OptOut
from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.days import day_of
from juluo.shell.written import line
from juluo.wording.sentence import told

_FARTHEST = timedelta(days=3653)
LONGEST = {"agreed": 300, "channel": 60, "contact": 200, "came_of_it": 400}


def agree(
    by: Colleague,
    community: str,
    person: int,
    words: str,
    started: date,
    scene: Scene,
    *,
    channel: str = "",
    contact: str = "",
) -> int:
    """Write down what was agreed with a member. Returns the record's number."""
    require(by, community, May.KEEP_TASKS)
    agreed = _said(words, "agreed")
    if not agreed:
        raise RefusedError(told("写一句约好了什么。"))
    if abs(started - day_of(community, scene.now)) > _FARTHEST:
        # What is measured looks weeks back from there; before the calendar's first day there are none.
        raise RefusedError(told("从哪天起？请选离今天十年之内的一天。"))
    with transaction.atomic():
        row = Cooperation.objects.create(
            community=community,
            person=person,
            agreed=agreed,
            channel=_said(channel, "channel"),
            contact=_said(contact, "contact"),
            started=started,
            made_by=by.shown_as,
            made_at=scene.now,
        )
        note(scene, by, "agree_cooperation", community=community, about=str(person))
    return int(row.pk)


def go_on(by: Colleague, community: str, number: int, scene: Scene) -> None:
    """It has begun, or is to go on after all."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = _row(community, number)
        Cooperation.objects.filter(pk=row.pk).update(status=Status.UNDER_WAY, ended_at=None)
        note(scene, by, "go_on_with_cooperation", community=community, about=str(row.person))


def finish(by: Colleague, community: str, number: int, words: str, scene: Scene) -> None:
    """It is done; what came of it in the operator's own words, beside what is measured."""
    _end(by, community, number, Status.DONE, _said(words, "came_of_it"), scene)


def drop(by: Colleague, community: str, number: int, why: str, scene: Scene) -> None:
    """Nothing comes of it; the reason stays beside it."""
    why = _said(why, "came_of_it")
    if not why:
        raise RefusedError(told("写一句为什么不做了。"))
    _end(by, community, number, Status.DROPPED, why, scene)


def remove(by: Colleague, community: str, number: int, scene: Scene) -> None:
    """Take a record away that should never have been."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = _row(community, number)
        Cooperation.objects.filter(pk=row.pk).delete()
        note(scene, by, "remove_cooperation", community=community, about=str(row.person))


def opt_out(by: Colleague, community: str, person: int, scene: Scene) -> None:
    """A member wants no recommendations, and what they do is to speak for none."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        made = {"made_by": by.shown_as, "made_at": scene.now}
        _, new = OptOut.objects.get_or_create(community=community, person=person, defaults=made)
        if new:
            note(scene, by, "opt_out", community=community, about=str(person))


def opt_in(by: Colleague, community: str, person: int, scene: Scene) -> None:
    """They want them again."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        if OptOut.objects.filter(community=community, person=person).delete()[0]:
            note(scene, by, "opt_in", community=community, about=str(person))


def forget(community: str, find: re.Pattern[str], instead: str) -> int:
    """Mask an erased person's names in what was agreed with others. Returns in how many it stood."""
    changed = 0
    with transaction.atomic():
        for row in Cooperation.objects.select_for_update().filter(community=community):
            said = {name: find.sub(instead, getattr(row, name))[:longest] for name, longest in LONGEST.items()}
            if any(getattr(row, name) != words for name, words in said.items()):
                changed += Cooperation.objects.filter(pk=row.pk).update(**said)
    return changed


def forget_person(community: str, persons: Sequence[int]) -> int:
    """Take away all that is kept of an erased person: how to reach them helps nobody any more."""
    with transaction.atomic():
        held = Cooperation.objects.filter(community=community, person__in=persons).delete()[0]
        return held + OptOut.objects.filter(community=community, person__in=persons).delete()[0]


def _end(by: Colleague, community: str, number: int, status: Status, words: str, scene: Scene) -> None:
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = _row(community, number)
        if row.status not in OPEN:
            raise RefusedError(told("这次合作已经有结果了，或者已经不在。"))
        Cooperation.objects.filter(pk=row.pk).update(status=status, came_of_it=words, ended_at=scene.now)
        note(scene, by, f"{status}_cooperation", community=community, about=str(row.person))


def _row(community: str, number: int) -> Cooperation:
    row = Cooperation.objects.select_for_update().filter(community=community, pk=number).first()
    if row is None:
        raise RefusedError(told("这次合作已经有结果了，或者已经不在。"))
    return row


def _said(words: str, field: str) -> str:
    return line(words, LONGEST[field])
