"""How large a change would have to be to be seen, before there is one: what a plan needs where its goal is set.

It is asked of the last days that are known, as if the event had been on them: how unsure a guess of them is rests on
the windows before, and what happened on them themselves takes no part.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from juluo.insights.effects.hindsight import WEEK
from juluo.insights.effects.where import Group, effect_in
from juluo.ledger.period import Period
from juluo.store.view import View


@dataclass(frozen=True, slots=True)
class Seeable:
    """On `days` like these `expected` people a day would be active; a rise by `share` is seen four times of five."""

    days: Period
    expected: float
    share: float


def seeable(
    view: View, last: date, planned: Period, touched: Group, untouched: Sequence[Group] | None = None
) -> Seeable | None:
    """Of an event as long and on the same weekdays; `last` is the last whole day. None: too little is known."""
    until = min(last, planned.last)
    until -= timedelta(days=(until - planned.last).days % WEEK)
    days = Period(until - timedelta(days=planned.length - 1), until)
    found = effect_in(view, days, touched, untouched)
    if found.during is None or found.seeable is None:
        return None
    return Seeable(days, found.during.expected, found.seeable)
