"""Whether recommended events would have been the ones chosen: earlier sign-ups, by what was known the day before.

A case is a member who signed up on a day on which two or more events were open to them. Right is who put first one
of those that they chose. Events opened on the very day can't have been shown.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from juluo.insights.recommend.gatherings import Tastes, WhyEvent, as_known
from juluo.insights.recommend.hindsight import Case, Tried, summed
from juluo.ledger.acts import EventSignedUp
from juluo.ledger.period import Period
from juluo.metrics.desk import EVENTS, Told, acts
from juluo.store.view import View

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]

WEEKS = 26
# The same for everybody: where most have signed up; what is held first.
RIVALS: Mapping[str, WhyEvent] = {"crowd": WhyEvent.CROWD, "soonest": WhyEvent.SOON}


def events_tried(view: View, day: date, without: frozenset[int] = frozenset()) -> Tried | None:
    """How recommendations of the last half year would have done; None where nobody had a choice."""
    told = [act for act in acts(view, EVENTS) if act.day <= day]
    window = Period.trailing(day, 7 * WEEKS)
    cases = [case for when in window.days for case in _cases(view, told, when, without)]
    return summed(cases, WEEKS, tuple(RIVALS)) if cases else None


def _cases(view: View, told: Sequence[Told], when: date, without: frozenset[int]) -> list[Case]:
    chosen: dict[int, set[str]] = {}
    for act in told:
        record = act.record
        if act.day == when and act.account is not None and isinstance(record, EventSignedUp) and not record.taken_back:
            chosen.setdefault(act.account, set()).add(record.event)
    people = [who for who in chosen if who not in without]
    found = as_known([act for act in told if act.day < when], view) if people else []
    before = when - timedelta(days=1)
    if sum(one.is_open(before) for one in found) < 2:
        return []
    known = Tastes(found, before, without)
    scores, can, parts = known.scores(people), known.can(people), known.parts(people)
    cases = []
    for row, who in enumerate(people):
        there = {at for at, one in enumerate(found) if can[row, at]}
        wanted = {at for at in there if found[at].event in chosen[who]}
        if wanted and len(there) > 1:
            rivals = tuple(_first(parts[why][row], there) in wanted for why in RIVALS.values())
            cases.append(Case(who, _first(scores[row], there) in wanted, rivals))
    return cases


def _first(scores: "Numbers", there: set[int]) -> int:
    return max(there, key=lambda at: (float(scores[at]), -at))
