"""The 聚落图 of a period: everybody who spoke, in the channel where they spoke most."""

from collections import defaultdict

from juluo.chart.spec import Quarter, SettlementPlan, Square
from juluo.ledger.identity import name_hash
from juluo.ledger.kinds import SPOKE
from juluo.ledger.period import Period
from juluo.metrics.gatherings import said_where
from juluo.metrics.newcomers import can_tell_new, seen_before
from juluo.report.scene import Scene
from juluo.store.view import View

# Where a word becomes some, and some becomes much.
_SOME, _MUCH = 3, 10
_QUARTERS = 7


def settlement(scene: Scene) -> SettlementPlan | None:
    """None if nobody spoke."""
    homes = homes_of(scene.view, scene.period)
    if not homes:
        return None
    new = _new(scene)
    quarters: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for account, (channel, said) in homes.items():
        quarters[channel].append((account, said))
    ranked = sorted(quarters.items(), key=lambda item: (-len(item[1]), item[0]))
    drawn = tuple(_quarter(scene, channel, people, new) for channel, people in ranked[:_QUARTERS])
    rest = [person for _, people in ranked[_QUARTERS:] for person in people]
    if rest:
        squares = _squares(rest, new)
        drawn += (Quarter(scene.say("其余"), len(squares), squares),)
    label = scene.say("聚落图：一格是一位发言的成员，共{n}位，按说得最多的频道聚在一起", n=len(homes))
    return SettlementPlan(drawn, label, scene.say("其余"))


def homes_of(view: View, period: Period) -> dict[int, tuple[int, int]]:
    """For each member who spoke: the channel they spoke most in, and how much they said in all."""
    said = said_where(view, period, SPOKE)
    return {
        account: (max(places, key=lambda c: (places[c], -c)), sum(places.values())) for account, places in said.items()
    }


def _new(scene: Scene) -> frozenset[int]:
    if not can_tell_new(scene.view, scene.period):
        return frozenset()
    before = seen_before(scene.view, [scene.period])[0]
    return frozenset(scene.view.presence.spoke(scene.period) - before)


def _quarter(scene: Scene, channel: int, people: list[tuple[int, int]], new: frozenset[int]) -> Quarter:
    squares = _squares(people, new)
    return Quarter(scene.channel(channel), len(squares), squares)


def _squares(people: list[tuple[int, int]], new: frozenset[int]) -> tuple[Square, ...]:
    ranked = sorted(people, key=lambda person: (-person[1], person[0]))
    return tuple(
        Square(weight(said), account in new, name_hash(str(account)) & 0x7FFFFFFF) for account, said in ranked
    )


def weight(said: int) -> int:
    """How large a square is: a word, some, much."""
    return 1 if said < _SOME else 2 if said < _MUCH else 3
