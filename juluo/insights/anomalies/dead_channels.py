"""Channels that have died: nobody has spoken for longer than chance would keep so lively a channel silent."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from juluo.insights.anomalies.watched import Watched

# A channel matters if it had this part of the messages, or so many, in the eight weeks before it fell silent.
_PART, _MANY = 0.05, 60
# That a channel which is spoken in on p of the days keeps silent for s days by chance: (1 − p)^s.
_CHANCE = 1e-4
_SHORTEST = 5
# Nor is it dead before it was silent half as long again as ever in those weeks.
_LONGER = 1.5
_FEWEST_DAYS = 28
# A channel that was spoken in on fewer of the days may be silent for weeks.
_LIVELY = 0.25


@dataclass(frozen=True, slots=True)
class DeadChannel:
    """A channel in which nobody has spoken for `days` known days, since `last`.

    In the `of` days before, it had words on `spoken` of them, at most `longest` days apart.
    """

    channel: int
    last: date
    days: int
    spoken: int
    of: int
    longest: int


def died(watched: Watched, day: date) -> Iterator[DeadChannel]:
    """The channels of which the day's end first tells that they have died; each once."""
    back = watched.before(day, 120)
    if not watched.known(day):
        return
    for channel in sorted({channel for one in back for channel in watched.where.get(one, {})}):
        found = _dead(watched, channel, [*back, day])
        if found is not None and found.days == _needed(found):
            yield found


def _dead(watched: Watched, channel: int, days: list[date]) -> DeadChannel | None:
    """The silence in which a channel is on the last of the days, if it mattered before."""
    spoken = [place for place, one in enumerate(days) if watched.where.get(one, {}).get(channel)]
    if not spoken or spoken[-1] == len(days) - 1:
        return None
    start = days[spoken[-1]]
    window = watched.before(start + timedelta(days=1))
    lively = [place for place, one in enumerate(window) if watched.where.get(one, {}).get(channel)]
    if len(window) < _FEWEST_DAYS or len(lively) < _LIVELY * len(window):
        return None
    said = sum(watched.where[window[place]][channel] for place in lively)
    every = sum(sum(watched.where.get(one, {}).values()) for one in window)
    if said < min(_MANY, _PART * every):
        return None
    gaps = [later - earlier - 1 for earlier, later in pairwise(lively)]
    return DeadChannel(channel, start, len(days) - 1 - spoken[-1], len(lively), len(window), max(gaps, default=0))


def _needed(dead: DeadChannel) -> int:
    """After how many silent days a channel is called dead."""
    quiet = 1 - (dead.spoken + 0.5) / (dead.of + 1)
    by_chance = math.ceil(math.log(_CHANCE) / math.log(quiet))
    return max(_SHORTEST, by_chance, math.ceil(_LONGER * dead.longest) + 1)
