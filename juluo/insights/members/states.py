"""Where a member stands in coming and going, by when they spoke: over the last 28 days and the 28 before.

The same phases as the metric 来去 (lifecycle), for one person each. What an export can't show is unknown, not quiet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from juluo.ledger.period import Period
from juluo.metrics.newcomers import can_tell_new
from juluo.store.view import View

WINDOW = 28
Days = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
NEVER = np.int32(0)


class State(StrEnum):
    """In the order in which they are offered."""

    NEW = "new"
    STEADY = "steady"
    RETURNING = "returning"
    QUIET = "quiet"
    AWAY = "away"
    SILENT = "silent"
    LEFT = "left"
    UNKNOWN = "unknown"


STATES: tuple[State, ...] = tuple(State)
PLACES: Mapping[State, int] = MappingProxyType({state: place for place, state in enumerate(STATES)})


@dataclass(frozen=True, slots=True)
class Spoken:
    """Per member, as ordinals of days (0: never): first and last words; words now and in the interval before."""

    first: Days
    last: Days
    now: Flags
    before: Flags
    left: Flags


def windows(view: View, period: Period) -> tuple[bool, bool, bool]:
    """Whether exports tell of this interval, of the one before, and reach far enough back to tell new."""
    holds = view.coverage.holds
    return holds(period), holds(period.shifted(-period.length)), can_tell_new(view, period)


def states(spoken: Spoken, period: Period, told: tuple[bool, bool, bool]) -> npt.NDArray[np.uint8]:
    """Each member's state, as its place among STATES."""
    now_told, before_told, new_told = told
    earlier = (spoken.first != NEVER) & (spoken.first < period.first.toordinal())
    of = PLACES
    found = np.full(len(spoken.first), of[State.UNKNOWN], np.uint8)
    if now_told:
        gone = (spoken.last != NEVER) & ~spoken.now
        found[gone & spoken.before] = of[State.QUIET]
        if before_told:
            found[gone & ~spoken.before] = of[State.AWAY]
    found[spoken.last == NEVER] = of[State.SILENT]
    if before_told:
        found[spoken.now & earlier & ~spoken.before] = of[State.RETURNING]
    if new_told:
        found[spoken.now & ~earlier] = of[State.NEW]
    found[spoken.now & spoken.before] = of[State.STEADY]
    found[spoken.left] = of[State.LEFT]
    return found
