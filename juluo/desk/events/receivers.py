"""Events hear what happens to guests."""

from juluo.desk.events.actions.following import go, tie, untie
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.facts import GuestFacts
from juluo.shell.guests.signals import guest_left, guest_tied, guest_untied


def connect() -> None:
    """Follow guests from now on."""
    guest_tied.connect(_tied, dispatch_uid="events.tied")
    guest_untied.connect(_untied, dispatch_uid="events.untied")
    guest_left.connect(_left, dispatch_uid="events.left")


def _tied(*, guest: GuestFacts, scene: Scene, **_: object) -> None:
    tie(guest, scene)


def _untied(*, guest: GuestFacts, scene: Scene, **_: object) -> None:
    untie(guest, scene)


def _left(*, guest: GuestFacts, scene: Scene, **_: object) -> None:
    go(guest, scene)
