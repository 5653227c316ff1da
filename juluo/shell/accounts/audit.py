"""The audit log is written here, in the transaction of the deed it tells of."""

import re
from collections.abc import Mapping

from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.models import AuditLine
from juluo.shell.accounts.scene import Scene
from juluo.store.mask import masked_value

_LONGEST = 200


def note(  # the columns of one line
    scene: Scene,
    by: Colleague | None,
    deed: str,
    *,
    community: str = "",
    about: str = "",
    detail: Mapping[str, object] | None = None,
) -> None:
    """Write one line. Secrets have no place in it."""
    AuditLine.objects.create(
        at=scene.now,
        user_id=by.id if by else None,
        name=by.name if by else "",
        community=community,
        deed=deed,
        about=about[:_LONGEST],
        detail=dict(detail or {}),
        address=scene.address[:64],
    )


def forget(community: str, find: re.Pattern[str], instead: str) -> int:
    """Mask an erased person's names and ids in what lines tell of; the deeds stay. Returns in how many they stood."""
    changed = 0
    for row in AuditLine.objects.filter(community=community).only("about", "detail").iterator():
        about, detail = find.sub(instead, row.about)[:_LONGEST], masked_value(row.detail, find, instead)
        if (about, detail) != (row.about, row.detail):
            changed += AuditLine.objects.filter(pk=row.pk).update(about=about, detail=detail)
    return changed
