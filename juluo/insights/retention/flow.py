"""From one interval to the next: who stayed, who came for the first time, who came back, who went quiet."""

from dataclasses import dataclass

from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.activity.lifecycle import interval_before, phases
from juluo.metrics.newcomers import can_tell_new, seen_before
from juluo.store.view import View


@dataclass(frozen=True, slots=True)
class Flow:
    """The members of two intervals, the earlier one at `before`. None: it can't be told.

    stayed + quiet = there_before; stayed + came + returned = there_now. `still_quiet` have been met, and spoke in
    neither.
    """

    period: Period
    before: Period
    there_before: int
    there_now: int
    stayed: int
    quiet: int
    came: int | None
    returned: int | None
    still_quiet: int
    whole: bool

    @property
    def arrived(self) -> int:
        """Who is there now and wasn't: for the first time, or again."""
        return self.there_now - self.stayed


def flow(view: View, period: Period) -> Flow | None:
    """The flow into a period; None where nothing is told of it or of the interval before."""
    before = interval_before(period)
    if Sight.MESSAGES not in view.coverage.sights or not view.coverage.overlaps(period):
        return None
    if not view.coverage.holds(before):
        return None
    now, previous = view.presence.spoke(period) - view.aside, view.presence.spoke(before) - view.aside
    known = seen_before(view, [period])[0] - view.aside
    counts = phases(now, previous, known)
    told = can_tell_new(view, period)
    return Flow(
        period,
        before,
        len(previous),
        len(now),
        counts["returning"],
        counts["dormant"],
        counts["new"] if told else None,
        counts["resurrecting"] if told else None,
        len(known - previous - now),
        view.complete(period),
    )


def flows(view: View, periods: list[Period]) -> list[Flow | None]:
    """The flow into each of several periods."""
    return [flow(view, period) for period in periods]
