"""Who of those who came to an event is still there in the second week after it, and was in such a week before."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from pyroaring import BitMap

from juluo.ledger.period import Period
from juluo.store.view import View

# From the eighth to the fourteenth day after the last; before: the week that ended a week before the first.
WEEK_AFTER, WEEK_BEFORE = (8, 14), (-14, -8)


@dataclass(frozen=True, slots=True)
class Staying:
    """How many came, and how many of them spoke in a week before and in a week after."""

    came: int
    before: int
    after: int

    @property
    def more(self) -> int:
        """How many more were kept than were there anyway; less than none where fewer came back."""
        return self.after - self.before


def staying(view: View, held: Period, came: Collection[int]) -> Staying | None:
    """Of the accounts that came to what was held on these days; None until both weeks are told of to their ends."""
    before = Period(held.first + timedelta(days=WEEK_BEFORE[0]), held.first + timedelta(days=WEEK_BEFORE[1]))
    after = Period(held.last + timedelta(days=WEEK_AFTER[0]), held.last + timedelta(days=WEEK_AFTER[1]))
    if not view.complete(before) or not view.complete(after):
        return None
    who = BitMap(came)
    spoke_before, spoke_after = (len(view.presence.spoke(week) & who) for week in (before, after))
    return Staying(len(who), spoke_before, spoke_after)
