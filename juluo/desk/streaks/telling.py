"""What members are told of their streaks on the portal: a milestone, once for every row of days that reaches it."""

from collections.abc import Iterable

from juluo.desk.streaks.counting import reached
from juluo.desk.streaks.values import Own
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.notices import tell
from juluo.wording.sentence import told


def celebrate(community: str, guests: Iterable[int], own: Own, scene: Scene) -> bool:
    """Tell somebody's guests of the milestone they stand on; True if there is one and somebody to hear it."""
    n, since = reached(own.streak), own.streak.since
    if n is None or since is None:
        return False
    words = told("“{title}”连着{n}天了。", title=own.programme.plan.title, n=n)
    key = f"streak {own.programme.slug} {n} {since}"
    return bool(tell(community, guests, words, f"/c/{community}/checkins", scene, key=key))
