"""The small cast of every test of the desk. Django must be set up before this is imported."""

from dataclasses import dataclass

from juluo.shell.accounts.actions.invitations import accept, invite, invite_first_owner
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene

PASSWORD = "tea leaves at dawn"  # noqa: S105 - of people who don't exist


@dataclass(frozen=True, slots=True)
class Cast:
    """Lin owns the home; the others hold one role each in `tea`; An owns `go` and nothing else."""

    lin: Colleague
    an: Colleague
    of_tea: dict[Role, Colleague]


def entered(scene: Scene) -> Cast:
    """Everybody comes in by a link, as people do."""
    lin = accept(invite_first_owner(scene), "Lin", "林晚", PASSWORD, scene)

    def comes(name: str, community: str, role: Role) -> Colleague:
        return accept(invite(lin, community, role, scene), name, name, PASSWORD, scene)

    return Cast(lin, comes("an", "go", Role.OWNER), {role: comes(f"tea-{role}", "tea", role) for role in Role})
