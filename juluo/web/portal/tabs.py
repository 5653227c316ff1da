"""The ways at the thumb: 首页 活动 提意见 我的. One appears when its page exists, and 我的 for who joined."""

from collections.abc import Collection
from dataclasses import dataclass

from juluo.shell.visit import Visit

_AT = "c/<slug:community>"
# Pages that are reached from another's way.
_UNDER = {"draws": "events", "board": "feedback"}


@dataclass(frozen=True, slots=True)
class Tab:
    """One way; `current` on its page and on those below it."""

    word: str
    address: str
    current: bool


def tabs(visit: Visit, here: str, paths: Collection[str]) -> tuple[Tab, ...]:
    """The ways that there are, among all pages' paths."""
    at, say = f"/c/{visit.community}", visit.say
    ways = [("", say("首页")), ("events", say("活动")), ("feedback", say("提意见"))]
    if visit.guest is not None:
        ways.append(("me", say("我的")))
    found = here.removeprefix(f"{at}/").partition("/")[0]
    under = _UNDER.get(found, found)
    return tuple(Tab(word, f"{at}/{way}", way == under) for way, word in ways if f"{_AT}/{way}" in paths)
