"""The audit log is written here, in the transaction of the deed it tells of."""

from collections.abc import Mapping

from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.models import AuditLine
from juluo.shell.accounts.scene import Scene


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
        about=about[:200],
        detail=dict(detail or {}),
        address=scene.address[:64],
    )
