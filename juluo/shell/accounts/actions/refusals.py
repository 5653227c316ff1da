"""Why an action was not done. The sentence is for who asked."""

from juluo.shell.accounts.facts import Colleague, team
from juluo.shell.accounts.roles import May
from juluo.wording.sentence import ToldError, told


class RefusedError(ToldError):
    """What was asked can't be done, and why."""


class NotAllowedError(RefusedError):
    """Who asked has no right to it."""


def require(by: Colleague, community: str, deed: May) -> None:
    """Raises NotAllowedError unless the colleague may do it there."""
    if not by.may(community, deed):
        raise NotAllowedError(told("你的角色不能做这件事：请找这个社群的负责人。"))


def require_colleague(community: str, owner: int | None) -> str:
    """The name of the colleague who is to see to something, empty for nobody; raises RefusedError for a stranger."""
    if owner is None:
        return ""
    found = next((one for one in team(community) if one.id == owner), None)
    if found is None:
        raise RefusedError(told("这个社群里没有这位同事：请先发邀请。"))
    return found.shown_as
