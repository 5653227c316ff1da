"""All there is to say of one event: its effect, who of those who came stayed, beside whom like them, at what cost."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pyroaring import BitMap

from juluo.insights.effects.effect import Effect
from juluo.insights.effects.matched import Matched, matched
from juluo.insights.effects.where import Group, effect_in
from juluo.ledger.period import Period
from juluo.metrics.events.staying import Staying, staying
from juluo.store.view import View


@dataclass(frozen=True, slots=True)
class Outcome:
    """`listed` says that somebody wrote down who came; else those stand for them who spoke there then.

    `staying` None: two weeks have not passed, or are not told of. `beside` None: nobody wrote down who came, and those
    who spoke have been compared with nobody, for whoever speaks on a day is active on it.
    """

    effect: Effect
    staying: Staying | None
    listed: bool
    beside: Matched | None
    cost: float | None

    @property
    def cost_each(self) -> float | None:
        """What each member cost who was kept beyond those who were there anyway; None where nobody listed who came."""
        if self.cost is None or self.staying is None or not self.listed or self.staying.more <= 0:
            return None
        return self.cost / self.staying.more


def outcome(
    view: View,
    held: Period,
    touched: Group,
    untouched: Sequence[Group] | None = None,
    came: Collection[int] = (),
    cost: float | None = None,
) -> Outcome:
    """What came of an event that was held on these days, for a group; `came` are the accounts on its list."""
    listed = len(came) > 0
    who = BitMap(came) - view.aside if listed else _spoke(view, held, touched)
    return Outcome(
        effect_in(view, held, touched, untouched),
        staying(view, held, list(who)) if who else None,
        listed,
        matched(view, held, who) if listed else None,
        cost,
    )


def _spoke(view: View, held: Period, group: Group) -> BitMap:
    """Who of a group spoke on these days."""
    if group.channels is None:
        who = view.presence.spoke(held)
    else:
        who = BitMap().union(*(view.presence.spoke(held, channel) for channel in group.channels))
    who = who - view.aside
    return who if group.accounts is None else who & BitMap(group.accounts)
