"""What colleagues do with segments: keep one, change it, share it, put it away and take it out again."""

import re

from django.db import transaction

from juluo.desk.segments.models import Segment
from juluo.insights.segments.parsing import parsed
from juluo.insights.segments.printing import written
from juluo.insights.segments.tokens import RuleError
from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.written import line
from juluo.wording.sentence import told

LONGEST_NAME, LONGEST_RULE = 60, 2000
# More than this nobody finds again.
MOST = 200


def keep_segment(by: Colleague, community: str, name: str, rule: str, scene: Scene, *, shared: bool = False) -> int:
    """Keep a rule under a name. To share it takes the right to keep notes. Returns its number."""
    require(by, community, May.KEEP_NOTES if shared else May.SEE_MEMBERS)
    name, rule = _name(name), _rule(rule)
    with transaction.atomic():
        if Segment.objects.filter(community=community, owner_id=by.id, put_away_at__isnull=True).count() >= MOST:
            raise RefusedError(told("已经存了{n}个分群：先收起用不着的。", n=MOST))
        row = Segment.objects.create(
            community=community,
            owner_id=by.id,
            owner_name=by.shown_as,
            shared=shared,
            name=name,
            rule=rule,
            made_at=scene.now,
            changed_at=scene.now,
        )
        note(scene, by, "keep_segment", community=community, about=name)
    return int(row.pk)


def change_segment(by: Colleague, community: str, number: int, said: tuple[str, str], scene: Scene) -> None:
    """Another name and another rule for it: (name, rule)."""
    name, rule = _name(said[0]), _rule(said[1])
    with transaction.atomic():
        row = _own(by, community, number)
        Segment.objects.filter(pk=row.pk).update(name=name, rule=rule, changed_at=scene.now)
        note(scene, by, "change_segment", community=community, about=name)


def share_segment(by: Colleague, community: str, number: int, scene: Scene, *, shared: bool) -> None:
    """Let the team see it, or keep it to oneself again."""
    require(by, community, May.KEEP_NOTES)
    with transaction.atomic():
        row = _own(by, community, number)
        Segment.objects.filter(pk=row.pk).update(shared=shared)
        note(scene, by, "share_segment", community=community, about=row.name, detail={"shared": shared})


def put_away_segment(by: Colleague, community: str, number: int, scene: Scene) -> None:
    """Listed no more; it stays, and can be taken out again."""
    with transaction.atomic():
        row = _own(by, community, number)
        Segment.objects.filter(pk=row.pk).update(put_away_at=scene.now)
        note(scene, by, "put_away_segment", community=community, about=row.name)


def take_out_segment(by: Colleague, community: str, number: int, scene: Scene) -> None:
    with transaction.atomic():
        row = _own(by, community, number)
        Segment.objects.filter(pk=row.pk).update(put_away_at=None)
        note(scene, by, "take_out_segment", community=community, about=row.name)


def forget(community: str, find: re.Pattern[str], instead: str) -> int:
    """Mask an erased person's names and ids in names and rules. Returns in how many."""
    changed = 0
    with transaction.atomic():
        for row in Segment.objects.select_for_update().filter(community=community):
            said = {
                "name": find.sub(instead, row.name)[:LONGEST_NAME],
                "rule": find.sub(instead, row.rule)[:LONGEST_RULE],
            }
            if said != {"name": row.name, "rule": row.rule}:
                changed += Segment.objects.filter(pk=row.pk).update(**said)
    return changed


def _name(name: str) -> str:
    name = line(name, LONGEST_NAME)
    if not name:
        raise RefusedError(told("给分群起个名字再存。"))
    return name


def _rule(rule: str) -> str:
    """The rule in its one spelling; a rule that can't be read isn't kept."""
    try:
        found = written(parsed(rule))
    except RuleError as error:
        raise RefusedError(error.sentence) from error
    if len(found) > LONGEST_RULE:
        raise RefusedError(told("规则太长了：最多写{n}个字。", n=LONGEST_RULE))
    return found


def _own(by: Colleague, community: str, number: int) -> Segment:
    """One's own; whoever keeps notes may also change what others share."""
    require(by, community, May.SEE_MEMBERS)
    row = Segment.objects.select_for_update().filter(community=community, pk=number).first()
    if row is None or (row.owner_id != by.id and not row.shared):
        raise RefusedError(told("这个分群已经不在了。"))
    if row.owner_id != by.id:
        require(by, community, May.KEEP_NOTES)
    return row
