"""Whole lists of people: all of them are written down, or, where one can't be, nobody is."""

from collections.abc import Sequence

from django.db import transaction

from juluo.desk.events.actions.holding import check_in, check_in_row
from juluo.desk.events.actions.places import Who, sign_up
from juluo.desk.events.values import How
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.scene import Scene


def sign_up_all(by: Colleague, community: str, slug: str, who: Sequence[Who], scene: Scene) -> None:
    """Write a list of people in, in its order."""
    with transaction.atomic():
        for one in who:
            sign_up(community, slug, one, scene, by=by)


def check_in_all(  # a list of who came, of whom some are on the event's list already
    by: Colleague, community: str, slug: str, who: Sequence[Who], numbers: Sequence[int], scene: Scene, *, how: How
) -> None:
    """Note that all of a list came; `numbers` are those of the event's own list."""
    with transaction.atomic():
        check_in(community, slug, who, scene, how=how, by=by)
        for number in numbers:
            check_in_row(by, community, slug, number, scene, came=True)
