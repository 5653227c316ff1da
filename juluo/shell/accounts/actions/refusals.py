"""Why an action was not done. The sentence is for who asked."""

from juluo.shell.accounts.facts import Colleague
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
